# Grounds for refusing. Arabic.

ground-not_in_conformity = الطلب لا يتفق مع المادة 40
ground-essential_interests = السيادة أو الأمن أو النظام العام أو مصالح أساسية أخرى
ground-barred_at_home = يُمنع ذلك على السلطات الوطنية في جريمة مماثلة
ground-contrary_to_legal_system = مخالف للنظام القانوني في مجال المساعدة القانونية المتبادلة
ground-persecution = أسباب وجيهة للاعتقاد بوجود اضطهاد أو تمييز
ground-no_dual_criminality = السلوك ليس جريمة في الدولة متلقية الطلب
ground-trivial = المسألة تافهة
ground-available_elsewhere = المساعدة متاحة بموجب حكم آخر
ground-data_protection = قانون حماية البيانات يمنع النقل ولم تُجدِ الشروط
ground-insufficient_evidence = الأدلة غير كافية أو متأخرة
ground-out_of_scope = الطلب لا يندرج ضمن الاتفاقية
ground-not_permitted = لا تجيزه معاهدة ولا قانون داخلي
ground-extradition_condition = عدم استيفاء شرط للتسليم في القانون الداخلي أو في معاهدة
ground-own_national = الشخص من مواطني الدولة متلقية الطلب
ground-fiscal_matters = الأمر ينطوي على مسائل مالية
ground-bank_secrecy = السرية المصرفية
