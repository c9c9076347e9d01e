# Grounds for refusing. French.

ground-not_in_conformity = La demande n’est pas conforme à l’article 40
ground-essential_interests = Souveraineté, sécurité, ordre public ou autres intérêts essentiels
ground-barred_at_home = Les autorités nationales ne pourraient agir ainsi pour une infraction analogue
ground-contrary_to_legal_system = Contraire au système juridique en matière d’entraide judiciaire
ground-persecution = Sérieuses raisons de craindre une persécution ou une discrimination
ground-no_dual_criminality = Les faits ne constituent pas une infraction dans l’État requis
ground-trivial = L’affaire est de minime importance
ground-available_elsewhere = L’aide peut être obtenue au titre d’une autre disposition
ground-data_protection = Le droit de la protection des données interdit la transmission, et les conditions ont échoué
ground-insufficient_evidence = Preuves insuffisantes ou tardives
ground-out_of_scope = La demande ne relève pas de la Convention
ground-not_permitted = Ni traité ni droit interne ne le permettent
ground-extradition_condition = Une condition d’extradition du droit interne ou d’un traité fait défaut
ground-own_national = La personne est un ressortissant
ground-fiscal_matters = L’affaire touche à des questions fiscales
ground-bank_secrecy = Secret bancaire
