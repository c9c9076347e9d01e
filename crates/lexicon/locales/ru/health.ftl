# What is found of the node's health, and what to do about it. Russian.

health-keys = ключи
health-folder = папка
health-disk = диск
health-database = база данных
health-writer = запись
health-backup = резервная копия
health-register = реестр
health-clock = часы
health-directory = справочник
health-status = статус договора
health-peer = узел { $state }
health-outbox = исходящие
health-alarm = оповещение
health-unanswered = ответы
health-roster = дежурство
health-officers = сотрудники
health-serving = работа узла
health-answers = отвечает
health-no-answer = не отвечает
health-unread = не удаётся прочитать
health-check-database = проверьте базу данных
health-keys-good = файл ключей открывается, и прочитать его может только владелец
health-keys-shut = файл ключей не открывается
health-keys-mend = исправьте файл ключей до следующего перезапуска
health-folder-unseen = папку данных не удаётся осмотреть
health-folder-check = проверьте, что папка данных существует и принадлежит вам
health-folder-good = войти в неё может только владелец
health-folder-open = открыто для других: { $files }
health-folder-close = выполните chmod 700 для { $folder } и chmod 600 для её файлов: другие могут прочитать секретное
health-disk-free = свободно { $number } ГиБ
health-disk-clear = освободите место на диске папки данных или перенесите папку
health-disk-unseen = диск не удаётся осмотреть
health-disk-check = проверьте, что диск папки данных подключён
health-database-good = отвечает; в журнале хранения { $number ->
        [one] { $number } запись
        [few] { $number } записи
       *[other] { $number } записей
    }
health-database-check = проверьте, что база данных работает и у неё есть место
health-writer-good = строка записана и синхронизирована
health-writer-stuck = запись ждала { $number } с и была прекращена: что-то удерживает блокировку базы данных
health-writer-failed = запись не удалась
health-writer-mend = найдите, что её удерживает: при SQLite — другая программа, открывшая node.db (`fuser -v node.db`), при PostgreSQL — сеанс, оставшийся в транзакции (`select * from pg_stat_activity where state like 'idle in%'`). Завершите его; ни одно действие не потеряно, ибо незафиксированного никогда не было
health-backup-none = ни одной ещё не сделано
health-backup-last = последняя сделана { $number } ч назад
health-backup-make = выполняйте comity backup --to DIR каждый день на другой диск
health-register-none = реестр не закреплён
health-register-pin = выполните `comity init` с --anchor
health-register-copy = узел продолжает работать с проверенной копией до истечения её срока; проверьте сеть и обратитесь в Секретариат
health-clock-off = наши часы расходятся с часами других узлов на { $number } с
health-clock-set = установите часы; другие узлы отклоняют сообщения из будущего
health-clock-good = расходятся с часами других узлов не более чем на { $number } с
health-clock-unseen = ни один другой узел не сообщает время
health-clock-compare = сверьте их с другими часами: другие узлы отклоняют сообщения из будущего
health-directory-none = проверенной копии нет
health-directory-enrol = запустите один раз `comity serve` при доступном реестре и попросите его внести этот узел
health-directory-expired = срок проверенной копии истёк { $at }
health-directory-reach = установите связь с реестром; до тех пор ни одному другому узлу нет доверия
health-directory-unbelieved = узлу { $state } нет доверия
health-directory-ask = обратитесь в реестр
health-directory-good = { $number ->
        [one] { $number } действующий участник
        [few] { $number } действующих участника
       *[other] { $number } действующих участников
    }, срок действия — до { $at }
health-directory-soon = установите связь с реестром до этого времени
health-enrolment = регистрация
health-enrolment-good = реестр удостоверяет используемые ключи
health-enrolment-other = реестр не удостоверяет используемые ключи
health-enrolment-ends = срок того, что реестр хранит об этом узле, истекает через { $number ->
        [one] { $number } день
        [few] { $number } дня
       *[other] { $number } дней
    }, после чего узлу нет доверия ни у одного государства
health-enrolment-ended = срок того, что реестр хранит об этом узле, истёк { $at }: узлу нет доверия ни у одного государства
health-enrolment-renew = реестр получает это сам, если связывается с этим узлом; если нет, выполните `comity keys statement` и отправьте ему указанный файл
health-members = участники
health-members-good = { $number ->
        [one] { $number } участник; другие государства ему доверяют
        [few] { $number } участника; другие государства доверяют каждому
       *[other] { $number } участников; другие государства доверяют каждому
    }
health-member-enrolment = регистрация { $state }
health-member-unread = { $state } нет в списке: регистрация не читается
health-member-enrol = попросите выполнить `comity keys statement` и зарегистрируйте указанный файл
health-member-ended = ни одно государство не доверяет { $state }: срок собственного заявления или подписавшего его ключа истёк { $at }
health-member-ends = срок собственного заявления { $state } или подписавшего его ключа истекает через { $number ->
        [one] { $number } день
        [few] { $number } дня
       *[other] { $number } дней
    }, после чего доверия не будет ни у одного государства
health-member-renew = заявление получается само, если узел отвечает реестру по своему адресу; если нет, попросите выполнить `comity keys statement` и зарегистрируйте указанный файл
health-status-good = реестр и записи депозитария согласуются по каждому государству
health-status-bound = { $state }: участник с даты по реестру — { $vouched }, по записям депозитария — { $recorded }
health-status-left = { $state }: дата выхода по реестру — { $vouched }, по записям депозитария — { $recorded }
health-no-day = не указана
health-status-counts = определяющим является заявление реестра; обратитесь в реестр или обновите записи командой `comity treaty import`
health-log-of = журнал хранения { $state }
health-log-forked = у него две истории: показанная контрольная точка размера { $shown } не является началом той, размера { $number }, которую заверил этот узел; обнаружено { $at }
health-log-report = сообщите в реестр и не полагайтесь на квитанции этого государства, пока это не объяснено; сохранённые квитанции служат доказательством
health-peer-wait = сообщения ждут и будут доставлены, когда узел вернётся; в неотложных случаях звоните в контактный центр
health-outbox-empty = пусто
health-outbox-waits = { $number ->
        [one] { $number } сообщение ожидает
        [few] { $number } сообщения ожидают
       *[other] { $number } сообщений ожидают
    } отправки в { $state }, попыток: { $times }
health-outbox-later = они будут доставлены, как только узел ответит
health-alarm-none = не настроено: кто не смотрит на открытую страницу рабочего стола, тому ничего не сообщается
health-alarm-write = добавьте [alarm] в node.toml, как указано в docs/operating.md
health-alarm-no-mail = последнее оповещение не прошло по электронной почте
health-alarm-no-hook = последнее оповещение не прошло через webhook
health-alarm-mend = устраните это сейчас; попытка повторяется сама. До тех пор следите за начальной страницей
health-alarm-nobody = последнее оповещение никого не достигло: ни у одного дежурного нет адреса, и никто не указан
health-alarm-name = внесите дежурного или укажите alarm.escalate_to в node.toml
health-by-mail = по электронной почте
health-by-hook = через webhook
health-by-both = по электронной почте и через webhook
health-alarm-good = { $ways }; последнее прошло { $at }
health-alarm-untried = { $ways }; ни одного ещё не отправлено
health-alarm-try = проверьте его на странице состояния узла
health-unanswered-none = ничего срочного не осталось без ответа
health-unanswered-left = { $number ->
        [one] { $number } срочное дело ожидает
        [few] { $number } срочных дела ожидают
       *[other] { $number } срочных дел ожидают
    }, все шаги приняты, и никто не ответил
health-unanswered-call = позвоните дежурному сотруднику: начальная страница показывает, что ожидает
health-officers-unread = роли сотрудников { $officers } не читаются, поэтому ролей у них нет
health-officers-mend = назначьте им роли снова на странице сотрудников
health-one-administrator = только { $officer } может войти как администратор и потому назначает сотрудников единолично
health-two-administrators = назначьте второго администратора: с этого времени для назначения нужны оба
health-roster-nobody = никто не дежурит
health-roster-enter = внесите дежурного на странице дежурств
health-roster-no-address = { $officer } дежурит и не имеет адреса электронной почты
health-roster-address = сотрудник указывает его на странице своей учётной записи
health-roster-gap = с { $from } некоторое время никто не дежурит
health-roster-good = { $officer } дежурит до { $to }
health-serving-unasked = его не удаётся опросить
health-serving-restore = восстановите сертификат
health-serving-hangs = { $url } принимает соединения и не отвечает
health-serving-restart = перезапустите его; ничто зафиксированное не потеряно
health-serving-silent = { $url } не отвечает
health-serving-start = запустите его: comity serve
health-serving-good = узел отвечает и пишет
health-serving-reads = узел не может писать
health-provider = вход
health-provider-good = { $name } отвечает
health-provider-away = { $name } недоступен для запроса
health-provider-mend = проверьте issuer и ca_file раздела [desk.openid] в node.toml и сеть; тем временем сотрудники входят по ключам доступа
