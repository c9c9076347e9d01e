# The status of the Convention by date. Russian.

menu-status = Статус договора
status = Статус Конвенции
status-as-of = Самый поздний источник:
status-on = На дату
status-no-day = Здесь ожидается: день календаря.
status-step = Достигнутый этап
status-acted = Все, кто совершил какой-либо акт
status-everyone = Все, кто может подписать или присоединиться
status-find = Название или код
status-force = Вступление в силу
status-progress = Сданные на хранение документы из необходимых
status-not-in-force = На эту дату Конвенция не вступила в силу.
status-needed =
    { $number ->
        [one] Необходим { $number } документ (ст. 65, п. 1).
        [few] Необходимы { $number } документа (ст. 65, п. 1).
       *[other] Необходимо { $number } документов (ст. 65, п. 1).
    }
status-deposited =
    { $number ->
        [0] Ни один не сдан на хранение.
        [one] На хранение сдан { $number }.
       *[other] На хранение сдано { $number }.
    }
status-missing =
    { $number ->
        [0] Все необходимые имеются.
        [one] Недостаёт ещё { $number }.
       *[other] Недостаёт ещё { $number }.
    }
status-if-today = Если бы все недостающие были сданы на хранение в этот день, Конвенция вступила бы в силу { $date }.
status-enters = Конвенция вступит в силу { $date }.
status-days =
    { $number ->
        [one] До этого остаётся { $number } день.
        [few] До этого остаётся { $number } дня.
       *[other] До этого остаётся { $number } дней.
    }
status-in-force = Конвенция в силе с { $date }.
status-inexact = По крайней мере об одной сдаче на хранение известен только месяц. Она считается с последнего дня этого месяца, чтобы никто не считался связанным слишком рано.
status-month = в течение { $month } { $year } года
status-window = Подписание
status-window-opens = Конвенция открывается для подписания { $date } (ст. 64, п. 1).
status-window-ends = Её можно подписать до { $date } (ст. 64, п. 1); после этого государства присоединяются к ней.
status-window-days =
    { $number ->
        [0] Это последний день.
        [one] Остаётся { $number } день.
        [few] Остаётся { $number } дня.
       *[other] Остаётся { $number } дней.
    }
status-window-over = Подписание завершилось { $date } (ст. 64, п. 1). Кто не подписал, может присоединиться.
status-suppose = Что, если будет сдан ещё один документ?
status-suppose-state = Государство
status-suppose-day = Сдаёт на хранение
status-suppose-go = Рассчитать
status-suppose-cannot = Здесь ожидается: государство, которое может сдать документ в этот день. У него ещё нет документа, Конвенция открыта, и подписание было не позднее.
status-suppose-act = { $state }: { $act }.
status-suppose-bound = Конвенция стала бы обязательной для него с { $date } (ст. 65).
status-suppose-deposited =
    { $number ->
        [one] Тогда на хранении был бы { $number } документ.
        [few] Тогда на хранении было бы { $number } документа.
       *[other] Тогда на хранении было бы { $number } документов.
    }
status-suppose-all = Если бы все остальные последовали в тот же день, Конвенция вступила бы в силу { $date }.
status-suppose-nobody = Это предположение: никто не сдавал такого документа.
status-map = На карте
status-legend = Что означают цвета и узоры
status-map-how = Таблица ниже говорит то же, что и карта. Малые государства показаны точками.
status-not-drawn = Нет на карте: { $states }.
status-map-opinion = Границы и названия на этой карте не выражают какого-либо мнения о правовом статусе страны, территории, города или района, или их властей, или об их границах. То, что показано без цвета, не имеет собственного кода среди тех, кто может подписать или присоединиться; о нём ничего не говорится.
status-table = В таблице
status-rows =
    { $number ->
        [one] { $number } строка
        [few] { $number } строки
       *[other] { $number } строк
    }
status-mirror = Отражение открытых источников. Юридическую силу имеют записи депозитария, Генерального секретаря Организации Объединённых Наций: не полагайтесь ни на что здесь без них.
status-nobody = На эту дату никто не подходит.
status-source = Достоверность и источник
status-sources = Источники
status-inexact-row = самое позднее: известен только месяц
status-acts = Что сделало государство, согласно записи
status-no-acts = В записи о нём ничего нет.
status-date = Дата
status-no-date = неизвестна
status-act = Акт
status-about = О чём
at-none = Пока ничего
at-signatory = Подписали
at-consented = Сдали документ, ещё не связаны
at-party = Связаны
at-leaving = Связаны, денонсировали
at-left = Больше не связаны
at-withdrawn = Документ отозван
at-sort-state = Государство
at-sort-stage = Этап
at-sort-signed = Подписание
at-sort-deposited = Сдача документа
at-sort-bound = Связано с
at-signature = подписание
at-ratification = ратификация
at-acceptance = принятие
at-approval = утверждение
at-accession = присоединение
at-instrument_withdrawal = отзыв документа
at-reservation = оговорка
at-reservation_withdrawal = снятие оговорки
at-declaration = заявление
at-objection = возражение
at-objection_withdrawal = снятие возражения
at-competence = заявление о компетенции
at-denunciation = денонсация
at-amendment_proposal = предложение поправки
at-amendment_adoption = принятие поправки
at-amendment_consent = согласие с поправкой
at-protocol_adoption = принятие протокола
at-protocol_consent = согласие на обязательность протокола
at-excludes = исключает положение
at-modifies = изменяет положение
at-precluding = исключает вступление в силу между обоими
at-not_precluding = не исключает вступления в силу между обоими
at-high = высокая
at-medium = средняя
at-low = низкая

# Who is bound towards whom.
between = Кто перед кем связан
between-one = Одно государство
between-other = Другое государство
between-ask = Ответить
between-no-state = Здесь ожидается: государство из списка.
between-yes = На { $date } Конвенция действует между { $one } и { $other }.
between-no = На { $date } Конвенция не действует между { $one } и { $other }.
between-since = Она действует между ними с { $date }.
between-until = Между ними она прекращается { $date }.
between-earliest = Самое раннее { $date }, если бы всё недостающее было сделано в указанный день.
between-missing = Чего недостаёт
between-same = Государство не связано перед самим собой.
between-signed = { $state }: подписано, документ не сдан.
between-can-sign = { $state }: не подписано, документ не сдан.
between-can-accede = { $state }: документ не сдан. Подписание завершилось, присоединение открыто.
between-instruments = Из необходимых документов ({ $needed }) сдано на хранение: { $deposited }.
between-days = { $state }: обязательна лишь с { $date }.
between-left = { $state }: выход { $date }; новое присоединение сделало бы Конвенцию вновь обязательной.
between-objection = { $by } — возражение против оговорки ({ $to }, { $provision }), исключающее вступление в силу между обоими.
between-precluded = Возражение одного из двух исключает вступление в силу между ними.
between-altered = Положения, изменённые между обоими
between-provision = Положение
between-objected = другое государство возразило
between-to-confirm = сделана при подписании; подлежит подтверждению при сдаче документа
between-by-register = Ответ по сведениям реестра о государствах, как и всякое решение; оговорки взяты из записей депозитария.
between-by-record = Ответ по записям депозитария, самый поздний источник от { $date }.
directory-answered = Последний ответ
directory-languages = Языки
