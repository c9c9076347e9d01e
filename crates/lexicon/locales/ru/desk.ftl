# The officers' pages. Russian.

skip = Перейти к содержанию
menu = Главное меню
menu-start = Сейчас
menu-matters = Дела
menu-drafts = Проекты запросов
menu-directory = Справочник
menu-administration = Управление
sign-in = Войти
sign-out = Выйти
sign-in-how = Используйте ключ доступа этого устройства или вашего электронного ключа безопасности. Пароль не запрашивается.
sign-in-passkey = Войти с ключом доступа
sign-in-failed = Не получилось. Повторите попытку или используйте другой ключ доступа.
sign-in-no-passkeys = Этот браузер не поддерживает ключи доступа. Воспользуйтесь современным браузером или обратитесь к администратору.
sign-in-script = Для ключей доступа нужен JavaScript. Всё остальное работает без него.
sign-in-lost = Потеряли ключ доступа? Два администратора вместе могут выдать вам новую ссылку.
welcome = Добро пожаловать в рабочий кабинет
welcome-exercise = Это учебное занятие: вход выполняется по самой ссылке, без ключа доступа.
welcome-next = Ссылка действует один раз. Затем вы создадите ключ доступа на этом устройстве.
welcome-go = Продолжить
account = Ваша учётная запись
account-make-passkey = Создайте ключ доступа сейчас: без него вы не сможете войти снова.
account-passkeys = Ключи доступа
account-no-passkeys = У вас ещё нет ключа доступа.
account-passkey-name = Название ключа доступа
account-passkey-used = Последнее использование
account-passkey-drop = Удалить
account-passkey-add = Создать ключ доступа
account-two-passkeys = Держите два ключа на разных устройствах: тогда потеря одного не лишит вас доступа.
account-zone = Часовой пояс
account-zone-name = Название пояса
account-zone-hint = Например, Africa/Nairobi. Всё время показано в этом поясе, рядом указано время UTC.
save = Сохранить
start = Что срочно сейчас
start-owed = Обязательства этого государства
start-overdue =
    { $number ->
        [one] Истёк { $number } срок.
        [few] Истекли { $number } срока.
        [many] Истекли { $number } сроков.
       *[other] Истекли { $number } срока.
    }
start-nothing-owed = Неисполненных обязательств нет.
start-recent = Последние дела
start-all = Все дела
overdue = Просрочено
due-soon = В течение суток
column-due = Срок
column-owed = Обязательство
column-measure = Мера
column-state = Государство
column-stage = Стадия
column-side = Роль этого государства
column-created = Последнее изменение
column-number = Номер
matters-none = Подходящих дел нет.
filter-find = Учётная запись или лицо
filter-all = Все
filter-go = Показать
filter-reset = Показать всё
views = Ваши подборки
views-drop = Удалить подборку
views-name = Сохранить этот выбор под названием
views-save = Сохранить
next-page = Следующая страница
not-in-force = На этот день Конвенция не действует между этими двумя государствами. То, что делается здесь, имеет иное основание, согласованное обоими государствами, либо является учебным занятием.
repeated-subject = То же государство обращается с запросами неоднократно: { $subject }. Внимательно проведите проверку с точки зрения прав человека.
matter-now = Что вы можете сделать сейчас
matter-nothing-now = На этой стадии действий сотрудника не требуется.
matter-two-persons = Подтверждает второе лицо.
matter-not-now = Сейчас нельзя:
matter-history = Что произошло
matter-owed = Обязательства
matter-nothing-owed = По этому делу неисполненных обязательств нет.
matter-silence = Не отвечают?
matter-silence-how = Файл показывает, что было отправлено, и по собственному журналу другого государства — что оно это получило и с тех пор ничего не отправило. Любой может проверить его без сети командой comity verify. Он доходит до вашего последнего сообщения: чтобы довести его до настоящего времени, сначала запросите состояние дела. В нём сообщения этого дела: обращайтесь с ним как с делом.
matter-silence-get = Получить доказательство молчания
matter-asked = О чём просят
owed-by-us = за этим государством
owed-by-them = за другим государством
way-out = Отправлено другому государству
way-in = Получено от другого государства
by-peer = государство { $state }
by-deadline = наступление срока
by-consequence = последствие другого дела
event-erased = Текст этого события удалён; его хеш и место в журнале сохраняются.
event-says = Содержание
event-entry = Запись журнала хранения
event-letter = Письмо
notes = Внутренние заметки
notes-stay = Они никогда не передаются за пределы этого государства.
notes-new = Новая заметка
notes-add = Добавить заметку
directory-ends = Справочник действителен до
directory-none = Ни один участник обмена не известен. Проверьте состояние узла в разделе «Управление».
directory-marks = Отметки реестра
directory-in-force = Действует в отношениях с этим государством
directory-address = Адрес узла
directory-until = Сведения действительны до
mark-party = Участник
mark-central_authority = Центральный орган (ст. 40)
mark-contact_point = Контактный центр, круглосуточно (ст. 41)
state-law = Закон этого государства в опубликованном им виде
state-version = Версия
state-warnings =
    { $number ->
        [one] { $number } замечание по итогам проверки этого профиля.
        [few] { $number } замечания по итогам проверки этого профиля.
        [many] { $number } замечаний по итогам проверки этого профиля.
       *[other] { $number } замечания по итогам проверки этого профиля.
    }
state-text = Подписанный текст
link-made = Одноразовая ссылка
link-once = Передайте её сотруднику по надёжному каналу. Она действует один раз, в течение суток, и больше не будет показана.
officers = Сотрудники
officer-id = Идентификатор
officer-name = Имя
officer-roles = Роли
officer-link = Новая ссылка
officer-remove = Снять все роли
officer-new = Назначить сотрудника
officer-add = Назначить и создать ссылку
health = Состояние узла
health-good = Исправно
health-warning = Предупреждение
health-bad = Неисправно
drafts-new = Новый запрос
footer = Каждое действие здесь заносится в журнал хранения.
sorry-invalid = Некоторые поля нужно исправить
sorry-rejected = Правило этого не допускает
sorry-named = Это сделать нельзя
sorry-fault = Произошёл сбой
sorry-nothing-written = Ничего не записано.
sorry-typed = Что вы ввели
again = Ваш сеанс завершился
again-sign-in = Войдите: откроется новая вкладка. Затем вернитесь на эту и отправьте снова; ничего из введённого не потеряно.
again-look = Вы снова вошли. Просмотрите введённое и отправьте ещё раз.
again-send = Отправить снова
sorry-reads-no-cases = Ваши роли не позволяют просматривать дела. Попросите администратора дать вам нужную роль.
sorry-no-administrator = Эта страница только для администраторов.
sorry-form = Эта форма не относится к вашему сеансу: возможно, он завершён. Войдите, вернитесь назад и отправьте её снова.
sorry-link-used = Эта ссылка уже использована или больше не действует. Попросите у администратора новую.
sorry-nothing-here = Такой страницы нет.
form-zone = Время указано в вашем часовом поясе. Поля со звёздочкой обязательны всегда; что ещё необходимо, покажет проверка.
confirm-how = Это действие требует двух лиц или необратимо: подтвердите его ключом доступа.
cancel = Отмена
upload-how = Выберите файлы или перетащите их сюда. Каждая часть шифруется при поступлении; в открытом виде ничего не хранится. Если прервётся связь или закроется страница, выберите те же файлы ещё раз: загрузка продолжится с места остановки.
upload-files = Файлы
upload-failed = Не загружено:
upload-script = Для загрузки нужен JavaScript. Командная строка запечатывает и без него.
upload-state = [done] из [all] · [rate]/с · осталось [left]
upload-waits = Связь прервана. Загрузка продолжится сама.
upload-ended = Ваш сеанс завершён. Войдите снова в другой вкладке, откройте там эту страницу и выберите те же файлы.
upload-harmless = Ни один из этих файлов не является материалом по ст. 14 (сексуальное насилие над детьми).
upload-harmless-why = В этом деле такое заявление нужно для каждого файла. Подобный материал остаётся у хранителя; передаётся только его хеш.
upload-reading = Файл получен целиком; вычисляется его SHA-256.
upload-choose-again = Прервано: выберите тот же файл ещё раз, чтобы продолжить.
upload-remove = Убрать
upload-same = SHA-256 совпадает
upload-other = Ни у одного файла нет такого SHA-256.
upload-compare = Сравнить с сообщённым вам SHA-256
upload-compare-do = Сравнить
upload-seal = Все эти файлы запечатываются для другого государства в один пакет. Загруженное затем удаляется.
open-download = Скачать вскрытый пакет вместо просмотра здесь
shelf = Вскрытые доказательства
shelf-matter = Назад к делу
shelf-purpose = Цель
shelf-reason = Основание
shelf-until = Просмотр возможен до
shelf-how = Всё, что вы просматриваете, заносится в журнал безопасности. Для другой цели или позже вскройте доказательства ещё раз.
shelf-again = Вскрыть ещё раз
shelf-closed = Это дело касается материалов по ст. 14 или ссылается на них. Здесь ничего из них не показывается: только имена и хеши.
shelf-references = Вне пакета: остаётся у хранителя
shelf-items =
    { $number ->
        [one] { $number } предмет
        [few] { $number } предмета
       *[other] { $number } предметов
    }
look-nothing = Это не изображение и не текст, которые можно показать безопасно. Экспортируйте предмет, чтобы исследовать его.
look-export = Экспортировать
look-charset = Читать текст как
look-read = Прочитать заново
look-frame = Содержимое предмета
look-pages = Страницы текста
previous-page = Предыдущая страница
pull = Получение пакета
pull-waits = Не начато.
pull-runs = Пакет поступает.
pull-stopped = Приостановлено. Полученное сохраняется.
pull-whole = Пакет получен целиком и проверен.
pull-verified = проверено
pull-pause = Приостановить
pull-go = Продолжить
pull-look = Обновить
pull-left =
    { $number ->
        [one] осталась { $number } минута
        [few] осталось { $number } минуты
       *[other] осталось { $number } минут
    }
export-opened = С вскрытыми доказательствами, как требуется суду
drafts-none = Проектов нет.
drafts-by = Кто начал
drafts-last = Кто изменил последним
drafts-again = Использовать снова
drafts-to = Запрашиваемое государство
drafts-begin = Начать проект
draft = Проект запроса
draft-conflict = Тем временем этот проект сохранил другой сотрудник. Введённое вами показано здесь и не потеряно; его версия хранится, пока вы не сохраните свою.
draft-missing =
    { $number ->
        [one] Нужно исправить { $number } поле; рядом указан пункт, который этого требует.
        [few] Нужно исправить { $number } поля; рядом с каждым указан пункт, который этого требует.
        [many] Нужно исправить { $number } полей; рядом с каждым указан пункт, который этого требует.
       *[other] Нужно исправить { $number } поля; рядом с каждым указан пункт, который этого требует.
    }
draft-good = Всё заполнено, и закон это допускает.
draft-send = Оформить запрос
draft-check = Проверить
draft-drop = Удалить проект
draft-law = Что говорит закон
draft-letter = Письмо
draft-letter-how = Каким проект был сохранён в последний раз; в письме указано, что это проект.
draft-letter-reads = они его читают
draft-comments = Комментарии
draft-comment = Комментарий для составителя
draft-comment-add = Добавить комментарий
directory-own = Это государство
directory-suspended = Приостановлено
directory-not-reached = Его узел пока не известен
alarm-on = Включить оповещение
alarm-is-on = Оповещение включено
alarm-came = Поступил запрос
alarm-due = Истёк срок
link-second = Нужен второй администратор
link-second-how = У этого сотрудника уже есть ключ доступа. Другой администратор должен нажать ту же кнопку в течение суток; тогда ссылка будет показана ему.
draft-theirs = Его вариант
alarm-deaf = Оповещение не получает сведений: войдите снова или проверьте сеть
sorry-oversees = Вы осуществляете надзор: видите всё и ничего не меняете.
fault-expected = Здесь ожидается:

# A State’s law, as its profile says it.
law-format = Формат документа
law-state = Государство
law-name = Название
law-kind = Вид участника
law-version = Версия
law-supersedes = Заменяет версию
law-date = Действует с
law-language = Язык текстов
law-languages = Языки, на которых читаются запросы
law-instruments = Другие документы Организации Объединённых Наций, обязательные для него
law-authorities = Органы
law-central = Центральный орган
law-contact_point = Круглосуточный контактный центр
law-prevention = Предупреждение
law-extradition = Выдача
law-channels = Каналы передачи
law-usual = Обычный канал
law-interpol_urgent = Через ИНТЕРПОЛ в срочных случаях
law-oral_urgent = Устные запросы в срочных случаях
law-offences = Преступление
law-article = Статья Конвенции
law-category = Вид серьёзного преступления
law-statute = Норма закона
law-max_penalty_months = Наибольшее наказание, в месяцах
law-serious = Серьёзное преступление
law-options = С ограничениями
law-accessory = Что ещё наказуемо
law-participation = Соучастие
law-attempt = Покушение
law-preparation = Приготовление
law-reservations = Оговорки
law-excluded_articles = Исключённые преступления
law-preservation = Отказ в сохранении без двойной криминализации
law-closed_networks = Исключает закрытые сети
law-disputes = Не связано урегулированием споров
law-preservation_orders = Приказы о сохранении
law-days_max = Не более дней
law-renewable = Может продлеваться
law-secrecy_days_max = Тайна, не более дней
law-measures = Меры
law-offered = Предоставляется
law-reason = Почему
law-authorised_by = Санкционирует
law-dual_criminality = Двойная криминализация
law-articles = Только для этих преступлений
law-categories = Только для этих видов серьёзных преступлений
law-requires_first = Сначала запрашивается
law-asks_of_others = Что должно быть в запросе
law-data_protection = Персональные данные
law-law = Закон
law-conditions = Условия
law-onward_transfer = Передача другим
law-retention_days_max = Хранятся не более дней
law-notice = Уведомление лица
law-person_told = Лицо уведомляется
law-safeguards = Гарантии
law-independent_review = Независимый контроль
law-remedy = Средство защиты
law-remedy_days = В течение дней
law-convention_is_basis = Конвенция служит основанием
law-min_penalty_months = Наименьшее наказание, в месяцах
law-nationals = Собственные граждане
law-provisional_arrest_days = Предварительный арест, не более дней
law-without_dual_criminality = Также без двойной криминализации
law-treaties = Другой договор
law-with = С
law-since = С даты
law-convention_instead = Вместо него Конвенция
law-restrictions = Ограниченное сотрудничество
law-competence = Компетенция организации
law-word-state = государство
law-word-regional_organisation = региональная организация
law-word-electronic = электронно, от узла к узлу
law-word-diplomatic = дипломатические каналы
law-word-judge = судья
law-word-prosecutor = прокурор
law-word-independent_authority = независимый орган
law-word-central_authority = центральный орган
law-word-police = полиция
law-word-minister = министр
law-word-none = никто
law-word-required = требуется
law-word-discretionary = может требоваться
law-word-not_required = не требуется
law-word-with_consent = только с согласия
law-word-forbidden = никогда
law-word-never = никогда
law-word-on_return = только с возвращением для отбывания наказания
law-word-yes = как других
law-word-access_security_measure = незаконный доступ только при нарушении меры безопасности
law-word-access_intent = незаконный доступ только с нечестным или преступным умыслом
law-word-access_connected_system = незаконный доступ только к системе, соединённой с другой
law-word-interception_intent = незаконный перехват только с нечестным или преступным умыслом
law-word-interception_connected_system = незаконный перехват только в системе, соединённой с другой
law-word-data_serious_harm = вмешательство в данные только при серьёзном вреде
law-word-devices_reservation = злоупотребление устройствами только при продаже, распространении или предоставлении учётных данных
law-word-forgery_intent = подлог только с умыслом на обман или сходным
law-word-material_real_person = материалы о насилии только с изображением существующего ребёнка
law-word-material_visual = материалы о насилии только изобразительные
law-word-material_self_generated = нет преступления ребёнка за материалы, созданные им о себе
law-word-material_private_consensual = нет преступления за частные материалы, созданные с законного согласия
law-word-solicitation_act = склонение только при последующем действии в осуществление преступления
law-word-solicitation_believed_child = склонение также лица, принятого за ребёнка
law-word-solicitation_child_author = нет склонения, если исполнитель — ребёнок
law-word-images_intent = распространение интимных изображений только с умыслом причинить вред
law-word-images_depicted_minor = распространение интимных изображений также лица моложе восемнадцати лет, достигшего возраста согласия
law-word-laundering_own_proceeds = нет отмывания доходов от собственного преступления
calls-title = Проверочные вызовы
calls-what = Проверочный вызов просит контактный центр ответить, днём или ночью, без связи с каким-либо делом или лицом. Время каждого ответа сообщается всем Сторонам.
calls-states = Как отвечают контактные центры
calls-calls = Вызовы за последний год
calls-answered = С ответом
calls-in-time = В течение часа
calls-usual = Обычное время ответа
calls-call = Вызвать
calls-latest = Последние вызовы
calls-none = Завершённых вызовов пока нет.
calls-by = Кто вызывал
calls-called = Кого вызывали
calls-placed = Когда
calls-took = Ответ через
calls-unanswered = без ответа
calls-minutes =
    { $number ->
        [one] { $number } минуту
        [few] { $number } минуты
        [many] { $number } минут
       *[other] { $number } минуты
    }
emergency = Чрезвычайная ситуация: под угрозой жизнь или безопасность человека
emergency-party = Конвенция действует между { $state } и этим государством.
emergency-no-party = Конвенция не действует между { $state } и этим государством.
emergency-authority = В реестре указан орган, действующий от имени { $state }.
emergency-no-authority = В реестре не указан орган, действующий от имени { $state }.
emergency-signed = Запрос подписан узлом { $state }. Это говорит о том, какая машина его отправила, а не какой человек.
emergency-not-called = Контактному лицу { $state } ещё не перезвонили.
emergency-waiting = Контактному лицу { $state } перезвонили; код ещё не вернулся.
emergency-wrong = Из { $state } вернулся неверный код: ошибка или тот, кому не звонили. Позвоните ещё раз.
emergency-confirmed = Контактное лицо { $state } подтверждает запрос: код вернулся.
emergency-number = Номер указан в справочнике
emergency-read = Зачитайте контактному лицу этот код:
