# Grounds for refusing. Spanish.

ground-not_in_conformity = La solicitud no se ajusta al artículo 40
ground-essential_interests = Soberanía, seguridad, orden público u otros intereses fundamentales
ground-barred_at_home = Las propias autoridades no podrían hacerlo por un delito análogo
ground-contrary_to_legal_system = Contraria al ordenamiento jurídico en materia de asistencia judicial recíproca
ground-persecution = Motivos fundados para temer persecución o discriminación
ground-no_dual_criminality = La conducta no es delito en el Estado requerido
ground-trivial = El asunto es de poca importancia
ground-available_elsewhere = La ayuda puede obtenerse con arreglo a otra disposición
ground-data_protection = La ley de protección de datos impide la transmisión, y las condiciones no prosperaron
ground-insufficient_evidence = Pruebas insuficientes o tardías
ground-out_of_scope = La solicitud no entra en el ámbito de la Convención
ground-not_permitted = Ni los tratados ni el derecho interno lo permiten
ground-extradition_condition = Falta una condición de extradición del derecho interno o de un tratado
ground-own_national = La persona es un nacional
ground-fiscal_matters = El asunto entraña cuestiones fiscales
ground-bank_secrecy = Secreto bancario
