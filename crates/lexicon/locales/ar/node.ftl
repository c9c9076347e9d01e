# What the node stands on, for who runs it. Arabic.

node-register = السجل
node-peers = العقد الأخرى
node-keys = المفاتيح
node-backups = النسخ الاحتياطية
node-list = آخر قائمة صادرة عن السجل
node-list-ended = انتهت صلاحية قائمة أعضاء السجل أو لم توجد قط: لا يُصدَّق أي طرف حتى يُتصل بالسجل.
node-not-stated = لا يذكر السجل شيئا عن عقدة هذه الدولة: فهي غير مقيدة.
node-suspended = علّق السجل هذه العقدة: ترفض العقد الأخرى رسائلها.
node-register-address = عنوان السجل
node-list-serial = الرقم التسلسلي
node-list-signed = تاريخ التوقيع
node-list-age = العمر
node-list-ends = صالحة حتى
node-hours =
    { $number ->
        [0] أقل من ساعة
        [one] ساعة واحدة
        [two] ساعتان
        [few] { $number } ساعات
       *[other] { $number } ساعة
    }
node-statement = عضويتنا كما يذكرها السجل
node-statement-how = تقرر جميع الدول الأخرى على هذا الأساس. ولا يصحح الخطأ فيه إلا السجل.
node-party-since = ملزمة بالاتفاقية منذ
node-not-bound = غير مذكور
node-denounced = يسري انسحابها في
node-languages = اللغات التي تقبل بها الطلبات
node-diplomatic = عبر القنوات الدبلوماسية فقط
node-reservation-preservation = تحفظ على حفظ البيانات (المادة 42 (5))
node-agreements = اتفاقات إلى جانب الاتفاقية
node-keys-vouched = المفاتيح التي يضمنها السجل
node-key-algorithm = الخوارزمية
node-key-id = معرّف المفتاح
node-key-ends = ينتهي في
node-key-open = لم تُذكر نهاية
node-peers-none = لا توجد دولة أخرى في الدليل.
node-peers-how = تُعرض الأعداد وحدها: لا رسائل ولا قضايا. ووقت الرد معروف منذ بدء هذه العملية.
node-standing = الوضع
node-active = نشطة
node-withdrawn = انسحبت
node-answered = آخر رد
node-never = ليس بعد
node-silent = لا رد
node-within-milliseconds = خلال { $number } ملي ثانية
node-within-seconds = خلال { $number } ثانية
node-waiting = رسائل في الانتظار
node-cosigned = التوقيعات المشاركة على سجل حيازتنا
node-cosigned-never = لا يوجد بعد
node-cosigned-all = محدّثة
node-cosigned-behind =
    { $number ->
        [one] متأخرة بقيد واحد
        [two] متأخرة بقيدين
        [few] متأخرة بـ { $number } قيود
       *[other] متأخرة بـ { $number } قيدا
    }
node-keys-present = المفاتيح المستخدمة
node-keys-former = المفاتيح السابقة
node-keys-former-how = يبقى ما وقّعته قابلا للتحقق؛ ولا توقّع شيئا بعد ذلك.
node-roll = تبديل المفاتيح
node-roll-how = تأتي المفاتيح الجديدة على خطوتين كي لا تصادف أي عقدة مفتاحا لا تعرفه: الإعداد، ثم قيدها لدى السجل مع مقارنة معرّفاتها عبر قناة أخرى، ثم التبديل وإعادة التشغيل.
node-roll-none = لا يجري تبديل. ويضمن السجل المفاتيح المستخدمة.
node-roll-prepared = أُعدت المفاتيح التالية ولم يقيّدها السجل بعد.
node-roll-enrolled = قيّد السجل المفاتيح التالية: يمكن استخدامها.
node-roll-unknown = لا يضمن السجل المفاتيح المستخدمة، أو أن بيانه غير معروف هنا: ترفض العقد الأخرى ما توقّعه هذه العقدة.
node-backup-none = لا تعرف هذه العقدة أي نسخة احتياطية.
node-backup-old = آخر نسخة احتياطية قديمة جدا.
node-backup-unchecked = أُعدت آخر نسخة بأدوات أخرى: لم يُتحقق هنا من أنها تُفتح.
node-backup-good = آخر نسخة حديثة، وتطابق كل شيء في عقدة فُتحت عليها.
node-backup-last = آخر نسخة احتياطية
node-backup-at = أُعدت في
node-backup-checked = فُتحت وقورنت في
node-backup-entries = قيود سجل الحيازة فيها
node-backup-size = الحجم
node-backup-make = إعداد نسخة
node-backup-how = ينسخ هذا الأمر قاعدة البيانات والملفات أثناء عمل العقدة، ويفتح النسخة ويقارن كل شيء. شغّله كل يوم إلى قرص آخر، واحفظ النسخة بسرية العقدة نفسها.
node-backup-how-postgres = احفظ قاعدة البيانات بأدواتها أولا، ثم انسخ مجلد البيانات، ثم أبلغ العقدة.
node-backup-what = تُنسخ قاعدة البيانات والمفاتيح والشهادة والحزم المختومة وملف node.toml ومرساة السجل. ويُستثنى سجل الحيازة على القرص: فهو يُبنى من جديد.
node-restore = الاستعادة
node-restore-how = ضع النسخة مكان مجلد البيانات وقارن كل شيء قبل بدء العقدة. لا تشغّل أبدا عقدتين على نسختين من مجلد واحد: فالثانية تشطر سجل الحيازة.
node-telephone = هاتف جهة الاتصال
node-no-telephone = لا يوجد
