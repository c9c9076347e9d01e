# What the node itself expects of an input. Russian.

input-text = текст
input-object = объект
input-list = список
input-yes-or-no = да или нет
input-whole-number = целое число в допустимых пределах
input-nothing = пустое значение
input-the-number = число { $value }
input-the-text = текст { $value }
input-one-of = одно из следующего: { $words }
input-not = { $expected }, а указано: { $found }
input-missing = значение; оно отсутствует
input-no-field = поля с таким названием нет; имеются: { $fields }
input-fields = объект с полями
input-command-fields = объект с полями действия
input-plain = текст без управляющих символов и без смены направления письма; в нём содержится { $character }. Табуляция и перевод строки допускаются
input-kinds = виды меры { $measure }
input-acts = действие сотрудника в этой процедуре: { $acts }
input-acts-now = действие, которое вы можете сейчас совершить по этому делу: { $acts }
input-new-id = идентификатор, которого ещё ни у кого не было
input-id = от 1 до { $number } латинских букв, цифр, точек, дефисов или знаков подчёркивания
input-roles = не менее одной роли
input-state = код государства из трёх заглавных букв
input-member = участник справочника; { $state } в нём нет. Список дают `comity members` и GET /api/v1/members
input-uuid = UUID версии 7
input-selectors = от 1 до { $number } признаков, каждый отдельным текстом
input-selector-length = тексты не длиннее 65 535 байт
input-element = элемент ristretto255 в кодировке base64url согласно RFC 9497
input-version = больше опубликованной версии { $number }; номера версий только возрастают
input-own-state = { $state } — государство этого узла
input-enrolled-state = { $state } — государство, подающее заявление
input-of-a-state = заявление узла государства; это заявление реестра
input-statement = заявление узла, подписанное им самим: { $reason }
input-continued = заявление, подписанное ключами этого государства, которые реестр удостоверяет: { $reason }. Если его ключи утрачены или попали в чужие руки и вы убедились в этом по другому каналу, используйте --keys-lost
input-nobody-elses = собственный адрес и собственные ключи; реестр удостоверяет их как принадлежащие { $state }
input-other-keys = новые ключи; ключу { $key } больше нет доверия
input-address = адрес электронной почты, например { $example }, длиной не более { $number } символов
input-written = текст объёмом от 1 до { $number } байт
input-name = название объёмом от 1 до { $number } байт
input-views = не более { $number ->
        [one] { $number } представления
       *[other] { $number } представлений
    }; сначала удалите одно
input-comments = не более { $number ->
        [one] { $number } комментария
       *[other] { $number } комментариев
    } к проекту
input-duty-officer = сотрудник, исполняющий роль дежурного
input-shifts = не более { $number ->
        [one] { $number } смены
       *[other] { $number } смен
    }; сначала удалите некоторые
input-free = время, в которое никто другой не дежурит; { $name } дежурит с { $from } по { $to } ({ $zone })
input-moment = день и время
input-not-past = время, которое ещё не прошло
input-ahead = время в пределах { $number ->
        [one] { $number } дня
       *[other] { $number } дней
    }
input-shortest = время не ранее чем через { $number ->
        [one] { $number } минуту
        [few] { $number } минуты
       *[other] { $number } минут
    } после начала
input-longest = время не позднее чем через { $number ->
        [one] { $number } день
        [few] { $number } дня
       *[other] { $number } дней
    } после начала
input-purpose = расследование, уголовное преследование, судебное разбирательство, раскрытие обвиняемому или использование в другом деле
input-onward = государство, указанное кодом из трёх заглавных букв, или организация, указанная названием
input-fewer = меньше предметов или более короткие названия: их перечень длиннее допустимого для описи; опечатайте несколько пакетов
input-files = не более { $number ->
        [one] { $number } файла
       *[other] { $number } файлов
    } одновременно; поместите мелкие файлы в архив
input-file-name = файл, названия которого нет ни у одного другого файла этого пакета
input-file = не менее одного файла
input-all-of-it = { $file }: целиком или вовсе нет; продолжите загрузку или удалите его
input-sheet-length = заявления объёмом не более { $number } байт
input-sheet = объект с `references` и `items`
input-papers-told-nothing = без документов: это действие ничего не сообщает другому государству и никого не ждёт
input-papers-of-the-first = без документов: подтверждающий отправляет то, что приложил первый, и ничего не добавляет
input-papers-acts = документы не более чем к { $number } действиям одновременно; сначала уберите некоторые
input-papers-most = документов в одном сообщении: не более { $number }
input-papers-much = документы объёмом вместе не более { $most } байт; у этих { $found }
input-papers-matter = документы объёмом не более { $most } байт в одном деле; с этими в нём { $found }: приложите меньшие или опечатайте как доказательство то, что им является
input-papers-same = все приложенные документы ({ $found }); список изменился, посмотрите его снова
input-release-same = передачу в том виде, как она была показана; теперь предложена другая, посмотрите её снова
input-paper-unready = приложенные документы; { $digest } не приложен или уже не приложен
input-paper-whole = файл целиком; его передача прервалась
input-paper-name = имя длиной от 1 до { $number } байт, без косых черт, управляющих символов и смены направления письма
input-paper-type = тип данных, например { $example }
input-paper-empty = непустой файл
input-paper-long = документ объёмом не более { $most } байт; у этого { $found }
input-paper-title = текст длиной от 1 до { $number } байт, без управляющих символов и смены направления письма
input-paper-twice = один и тот же файл один раз
input-paper-at = документ { $place }: { $expected }
input-papers-oral = без документов: сказанное по телефону их не сопровождало
