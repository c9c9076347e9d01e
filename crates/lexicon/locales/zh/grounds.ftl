# Grounds for refusing. Chinese.

ground-not_in_conformity = 请求不符合第四十条
ground-essential_interests = 主权、安全、公共秩序或其他根本利益
ground-barred_at_home = 本国机关对类似犯罪亦被禁止采取该行动
ground-contrary_to_legal_system = 违反有关司法协助的法律制度
ground-persecution = 有充分理由相信存在迫害或歧视
ground-no_dual_criminality = 该行为在被请求国不构成犯罪
ground-trivial = 事项轻微
ground-available_elsewhere = 可依其他规定获得协助
ground-data_protection = 数据保护法禁止移交，且附加条件未果
ground-insufficient_evidence = 证据不足或未及时提供
ground-out_of_scope = 请求不属于公约范围
ground-not_permitted = 条约和国内法均不允许
ground-extradition_condition = 不符合国内法或条约规定的引渡条件
ground-own_national = 该人为本国国民
ground-fiscal_matters = 涉及财税事项
ground-bank_secrecy = 银行保密
