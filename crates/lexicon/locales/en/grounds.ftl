# Grounds for refusing. English.

ground-not_in_conformity = The request is not in conformity with Article 40
ground-essential_interests = Sovereignty, security, public order or other essential interests
ground-barred_at_home = Own authorities would be barred from it for a similar offence
ground-contrary_to_legal_system = Contrary to the legal system on mutual legal assistance
ground-persecution = Substantial grounds to believe in persecution or discrimination
ground-no_dual_criminality = The conduct is no offence in the requested State
ground-trivial = The matter is trivial
ground-available_elsewhere = The help is available under another provision
ground-data_protection = Data-protection law bars the transfer, and conditions failed
ground-insufficient_evidence = Evidence insufficient or not provided in time
ground-out_of_scope = The request does not fall under the Convention
ground-not_permitted = Neither treaty nor domestic law permits it
ground-extradition_condition = A condition of extradition under domestic law or treaty fails
ground-own_national = The person is an own national
ground-fiscal_matters = Fiscal matters are involved
ground-bank_secrecy = Bank secrecy
