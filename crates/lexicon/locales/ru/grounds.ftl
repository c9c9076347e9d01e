# Grounds for refusing. Russian.

ground-not_in_conformity = Запрос не соответствует статье 40
ground-essential_interests = Суверенитет, безопасность, публичный порядок или иные существенные интересы
ground-barred_at_home = Собственным органам это было бы запрещено по аналогичному преступлению
ground-contrary_to_legal_system = Противоречит правовой системе в вопросах взаимной правовой помощи
ground-persecution = Веские основания предполагать преследование или дискриминацию
ground-no_dual_criminality = Деяние не является преступлением в запрашиваемом государстве
ground-trivial = Вопрос незначителен
ground-available_elsewhere = Помощь доступна по другому положению
ground-data_protection = Законодательство о защите данных запрещает передачу, и условия не помогли
ground-insufficient_evidence = Доказательства недостаточны или представлены поздно
ground-out_of_scope = Запрос не подпадает под Конвенцию
ground-not_permitted = Ни договор, ни внутреннее право этого не допускают
ground-extradition_condition = Не выполнено условие выдачи по внутреннему праву или договору
ground-own_national = Лицо является собственным гражданином
ground-fiscal_matters = Затронуты налоговые вопросы
ground-bank_secrecy = Банковская тайна
