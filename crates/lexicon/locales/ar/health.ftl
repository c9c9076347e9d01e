# What is found of the node's health, and what to do about it. Arabic.

health-keys = المفاتيح
health-folder = المجلد
health-disk = القرص
health-database = قاعدة البيانات
health-writer = الكتابة
health-backup = النسخة الاحتياطية
health-register = السجل
health-clock = الساعة
health-directory = الدليل
health-status = حالة المعاهدة
health-peer = عقدة { $state }
health-outbox = الرسائل الصادرة
health-alarm = التنبيه
health-unanswered = الردود
health-roster = المناوبة
health-officers = الموظفون
health-serving = الخدمة
health-answers = تجيب
health-no-answer = لا تجيب
health-unread = تتعذر قراءته
health-check-database = افحص قاعدة البيانات
health-keys-good = ملف المفاتيح يُفتح ولا يقرؤه إلا مالكه
health-keys-shut = ملف المفاتيح لا يُفتح
health-keys-mend = أصلح ملف المفاتيح قبل إعادة التشغيل التالية
health-folder-unseen = تتعذر معاينة مجلد البيانات
health-folder-check = تحقَّق من وجود مجلد البيانات ومن أنه لك
health-folder-good = لا يدخله إلا مالكه
health-folder-open = مفتوح لغير المالك: { $files }
health-folder-close = نفِّذ chmod 700 على { $folder } و chmod 600 على ملفاته: فغيرك يستطيع قراءة ما هو سري
health-disk-free = { $number } جيبيبايت خالية
health-disk-clear = أخلِ مساحة على قرص مجلد البيانات، أو انقل المجلد
health-disk-unseen = تتعذر معاينة القرص
health-disk-check = تحقَّق من أن قرص مجلد البيانات موصول
health-database-good = تجيب؛ وفي سجل الحيازة { $number ->
        [zero] لا قيود ({ $number })
        [one] قيد واحد ({ $number })
        [two] قيدان ({ $number })
        [few] { $number } قيود
        [many] { $number } قيدًا
       *[other] { $number } قيد
    }
health-database-check = تحقَّق من أن قاعدة البيانات تعمل وأن لديها مساحة
health-writer-good = كُتب سطر وثُبِّت على القرص
health-writer-stuck = انتظرت الكتابة { $number ->
        [one] ثانية واحدة ({ $number })
        [two] ثانيتين ({ $number })
        [few] { $number } ثوانٍ
        [many] { $number } ثانية
       *[other] { $number } ثانية
    } ثم تُركت: فثمة ما يمسك قفل قاعدة البيانات
health-writer-failed = أخفقت الكتابة
health-writer-mend = ابحث عما يمسك القفل: مع SQLite برنامج آخر يفتح node.db (`fuser -v node.db`)، ومع PostgreSQL جلسة باقية داخل معاملة (`select * from pg_stat_activity where state like 'idle in%'`). أنهِه؛ ولا يضيع أي إجراء، فما لم يُثبَّت لم يحدث
health-backup-none = لم تُعدَّ أي نسخة قط
health-backup-last = أُعدت آخر نسخة قبل { $number ->
        [zero] أقل من ساعة ({ $number })
        [one] ساعة واحدة ({ $number })
        [two] ساعتين ({ $number })
        [few] { $number } ساعات
        [many] { $number } ساعة
       *[other] { $number } ساعة
    }
health-backup-make = نفِّذ comity backup --to DIR كل يوم إلى قرص آخر
health-register-none = لا سجل مثبَّت
health-register-pin = نفِّذ `comity init` مع --anchor
health-register-copy = تواصل العقدة العمل بنسختها المتحقَّق منها إلى أن تنقضي؛ افحص الشبكة واسأل الأمانة
health-clock-off = تختلف ساعتنا عن ساعة العقد الأخرى بمقدار { $number ->
        [one] ثانية واحدة ({ $number })
        [two] ثانيتين ({ $number })
        [few] { $number } ثوانٍ
        [many] { $number } ثانية
       *[other] { $number } ثانية
    }
health-clock-set = اضبط الساعة؛ فالعقد الأخرى ترفض رسائل من المستقبل
health-clock-good = متفقة مع العقد الأخرى في حدود { $number ->
        [one] ثانية واحدة ({ $number })
        [two] ثانيتين ({ $number })
        [few] { $number } ثوانٍ
        [many] { $number } ثانية
       *[other] { $number } ثانية
    }
health-clock-unseen = لا تخبر أي عقدة أخرى بالوقت
health-clock-compare = قارنها بساعة أخرى: فالعقد الأخرى ترفض رسائل من المستقبل
health-directory-none = لا نسخة متحقَّق منها
health-directory-enrol = شغِّل `comity serve` مرة والسجل متاح، واطلب منه تسجيل هذه العقدة
health-directory-expired = انقضت النسخة المتحقَّق منها في { $at }
health-directory-reach = اتصل بالسجل؛ وإلى أن يتم ذلك لا تُصدَّق أي عقدة أخرى
health-directory-unbelieved = لا تُصدَّق عقدة { $state }
health-directory-ask = اسأل السجل
health-directory-good = { $number ->
        [zero] لا أعضاء ({ $number })
        [one] عضو عامل واحد ({ $number })
        [two] عضوان عاملان ({ $number })
        [few] { $number } أعضاء عاملين
        [many] { $number } عضوًا عاملًا
       *[other] { $number } عضو عامل
    }، والنسخة صالحة إلى { $at }
health-directory-soon = اتصل بالسجل قبل ذلك
health-enrolment = التسجيل
health-enrolment-good = يشهد السجل للمفاتيح المستعملة
health-enrolment-other = لا يشهد السجل للمفاتيح المستعملة
health-enrolment-ends = ينقضي ما لدى السجل عن هذه العقدة { $number ->
        [zero] خلال أقل من يوم ({ $number })
        [one] خلال يوم واحد ({ $number })
        [two] خلال يومين ({ $number })
        [few] خلال { $number } أيام
        [many] خلال { $number } يومًا
       *[other] خلال { $number } يوم
    }، وبعدها لا تصدّقها أي دولة
health-enrolment-ended = انقضى ما لدى السجل عن هذه العقدة في { $at }: لا تصدّقها أي دولة
health-enrolment-renew = يجلبه السجل بنفسه إذا بلغ هذه العقدة؛ وإلا فنفِّذ `comity keys statement` وأرسل إليه الملف الذي يسميه
health-members = الأعضاء
health-members-good = { $number ->
        [zero] لا أعضاء ({ $number })
        [one] عضو واحد ({ $number })؛ تصدّقه الدول الأخرى
        [two] عضوان ({ $number })؛ تصدّقهما الدول الأخرى
        [few] { $number } أعضاء؛ تصدّق الدول الأخرى كلًّا منهم
        [many] { $number } عضوًا؛ تصدّق الدول الأخرى كلًّا منهم
       *[other] { $number } عضو؛ تصدّق الدول الأخرى كلًّا منهم
    }
health-member-enrolment = تسجيل { $state }
health-member-unread = { $state } خارج القائمة: تسجيلها لا يُقرأ
health-member-enrol = اطلب منها تنفيذ `comity keys statement`، وسجِّل الملف الذي يسميه
health-member-ended = لا تصدّق أي دولة { $state }: انقضى بيانها عن نفسها، أو مفتاح وقّعه، في { $at }
health-member-ends = ينقضي بيان { $state } عن نفسها، أو مفتاح وقّعه، { $number ->
        [zero] خلال أقل من يوم ({ $number })
        [one] خلال يوم واحد ({ $number })
        [two] خلال يومين ({ $number })
        [few] خلال { $number } أيام
        [many] خلال { $number } يومًا
       *[other] خلال { $number } يوم
    }، وبعدها لا تصدّقها أي دولة
health-member-renew = يُجلب البيان من تلقاء نفسه إذا أجابت عقدتها السجل على عنوانها؛ وإلا فاطلب منها تنفيذ `comity keys statement`، وسجِّل الملف الذي يسميه
health-status-good = السجل وسجل الوديع متفقان بشأن كل دولة
health-status-bound = { $state } طرف؛ تاريخ السريان في السجل: { $vouched }، وفي سجل الوديع: { $recorded }
health-status-left = { $state } تخرج؛ تاريخ الخروج في السجل: { $vouched }، وفي سجل الوديع: { $recorded }
health-no-day = غير محدَّد
health-status-counts = العبرة ببيان السجل؛ اسأله، أو حدِّث سجل الوديع بالأمر `comity treaty import`
health-log-of = سجل الحيازة لدى { $state }
health-log-forked = له تاريخان مختلفان: فنقطة التحقق التي أظهرها وحجمها { $shown } ليست بداية لتلك التي وقّعت عليها هذه العقدة وحجمها { $number }؛ اكتُشف في { $at }
health-log-report = أبلغوا السجل بذلك، ولا تعتمدوا على أي إيصال من تلك الدولة حتى يُفسَّر الأمر؛ فالإيصالات المحفوظة تثبت ذلك
health-peer-wait = تنتظر الرسائل وتُسلَّم حين تعود العقدة؛ وفي الأمور العاجلة استعمل هاتف جهة الاتصال
health-outbox-empty = لا شيء في الانتظار
health-outbox-waits = { $number ->
        [one] رسالة واحدة ({ $number }) تنتظر
        [two] رسالتان ({ $number }) تنتظران
        [few] { $number } رسائل تنتظر
        [many] { $number } رسالة تنتظر
       *[other] { $number } رسالة تنتظر
    } { $state }، وعدد المحاولات { $times }
health-outbox-later = تُسلَّم حالما تجيب العقدة الأخرى
health-alarm-none = غير مضبوط: من لا ينظر إلى صفحة مفتوحة من المكتب لا يُخبَر بشيء
health-alarm-write = اكتب [alarm] في node.toml كما يرد في docs/operating.md
health-alarm-no-mail = لم يصل آخر تنبيه بالبريد الإلكتروني
health-alarm-no-hook = لم يصل آخر تنبيه بطريق webhook
health-alarm-mend = أصلحه الآن؛ والمحاولة تتكرر تلقائيًا. وإلى ذلك الحين راقب صفحة البداية
health-alarm-nobody = لم يصل آخر تنبيه إلى أحد: فليس لأي مناوب عنوان، ولم يُسمَّ أحد
health-alarm-name = أدرج المناوب، أو اكتب alarm.escalate_to في node.toml
health-by-mail = بالبريد الإلكتروني
health-by-hook = بطريق webhook
health-by-both = بالبريد الإلكتروني وبطريق webhook
health-alarm-good = { $ways }؛ ووصل آخر تنبيه في { $at }
health-alarm-untried = { $ways }؛ ولم يُرسل أي تنبيه بعد
health-alarm-try = جرِّبه من صفحة سلامة العقدة في المكتب
health-unanswered-none = لا شيء عاجلًا بقي دون رد
health-unanswered-left = { $number ->
        [one] ملف عاجل واحد ({ $number }) ينتظر
        [two] ملفان عاجلان ({ $number }) ينتظران
        [few] { $number } ملفات عاجلة تنتظر
        [many] { $number } ملفًا عاجلًا ينتظر
       *[other] { $number } ملف عاجل ينتظر
    }، واتُّخذت كل الخطوات، ولم يرد أحد
health-unanswered-call = اتصل هاتفيًا بموظف مناوب: وصفحة البداية تبيِّن ما ينتظر
health-officers-unread = تتعذر قراءة أدوار { $officers }، فلا دور لهم
health-officers-mend = أعيدوا إسناد أدوارهم في صفحة الموظفين بالمكتب
health-one-administrator = { $officer } وحده يستطيع الدخول بصفة مسؤول، فيعيّن الموظفين منفردًا
health-two-administrators = عيّنوا مسؤولًا ثانيًا: ومن ثم يلزم التعيينَ كلاهما
health-roster-nobody = لا أحد مناوب
health-roster-enter = أدرج المناوب في صفحة المناوبة بالمكتب
health-roster-no-address = { $officer } مناوب وليس له عنوان بريد إلكتروني
health-roster-address = يكتبه الموظف في صفحة حسابه
health-roster-gap = لا أحد مناوب لبعض الوقت ابتداءً من { $from }
health-roster-good = { $officer } مناوب حتى { $to }
health-serving-unasked = يتعذر سؤالها
health-serving-restore = استعد الشهادة
health-serving-hangs = تقبل { $url } الاتصالات ولا تجيب
health-serving-restart = أعد تشغيلها؛ ولا يضيع شيء مما ثُبِّت
health-serving-silent = لا تجيب { $url }
health-serving-start = شغِّلها: comity serve
health-serving-good = العقدة تجيب وتكتب
health-serving-reads = العقدة لا تستطيع الكتابة
health-provider = تسجيل الدخول
health-provider-good = { $name } يجيب
health-provider-away = يتعذر سؤال { $name }
health-provider-mend = تحققوا من issuer و ca_file في القسم [desk.openid] من node.toml ومن الشبكة؛ ويسجل الموظفون الدخول في الأثناء بمفاتيح المرور
