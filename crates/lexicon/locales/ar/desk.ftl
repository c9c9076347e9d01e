# The officers' pages. Arabic.

skip = الانتقال إلى المحتوى
menu = القائمة الرئيسية
menu-start = الآن
menu-matters = الملفات
menu-drafts = مشاريع الطلبات
menu-directory = الدليل
menu-administration = الإدارة
sign-in = تسجيل الدخول
sign-out = تسجيل الخروج
sign-in-how = استخدموا مفتاح المرور المحفوظ في هذا الجهاز أو في مفتاح الأمان. لا تُطلب كلمة مرور.
sign-in-passkey = تسجيل الدخول بمفتاح مرور
sign-in-failed = تعذَّر إتمام ذلك. حاولوا مرة أخرى أو استخدموا مفتاح مرور آخر.
sign-in-no-passkeys = لا يدعم هذا المتصفح مفاتيح المرور. استخدموا متصفحًا حديثًا أو اتصلوا بأحد مديري النظام.
sign-in-script = تحتاج مفاتيح المرور إلى JavaScript. ويعمل كل ما عداها بدونه.
sign-in-lost = هل فقدتم مفتاح المرور؟ يمكن لاثنين من مديري النظام معًا أن يمنحاكم رابطًا جديدًا.
welcome = مرحبًا بكم في مساحة العمل
welcome-exercise = هذا تمرين: يكفي الرابط وحده لتسجيل دخولكم، دون مفتاح مرور.
welcome-next = يُستخدم الرابط مرة واحدة. وبعد ذلك تُنشئون مفتاح مرور على هذا الجهاز.
welcome-go = متابعة
account = حسابكم
account-make-passkey = أنشئوا مفتاح مرور الآن: فبدونه لا يمكنكم تسجيل الدخول مرة أخرى.
account-passkeys = مفاتيح المرور
account-no-passkeys = ليس لديكم مفتاح مرور بعد.
account-passkey-name = اسم مفتاح المرور
account-passkey-used = آخر استخدام
account-passkey-drop = إزالة
account-passkey-add = إنشاء مفتاح مرور
account-two-passkeys = احتفظوا بمفتاحين على جهازين مختلفين: فلا يمنعكم فقدان أحدهما من الدخول.
account-zone = المنطقة الزمنية
account-zone-name = اسم المنطقة
account-zone-hint = مثل Africa/Nairobi. تُعرض جميع الأوقات بتوقيت هذه المنطقة، وإلى جانبها التوقيت العالمي.
account-zone-none = لا توجد منطقة زمنية بهذا الاسم. المتوقع: اسم مثل Africa/Nairobi.
clock-there = التوقيت المحلي هناك: { $at }
clocks = ساعات الدول الأخرى
save = حفظ
start = الأمور العاجلة الآن
start-owed = واجبات هذه الدولة
start-overdue =
    { $number ->
        [zero] لم ينقضِ أي أجل.
        [one] انقضى أجل واحد.
        [two] انقضى أجلان.
        [few] انقضت { $number } آجال.
        [many] انقضى { $number } أجلًا.
       *[other] انقضى { $number } أجل.
    }
start-nothing-owed = لا توجد واجبات معلَّقة.
start-recent = أحدث الملفات
start-all = جميع الملفات
overdue = متأخر
due-soon = خلال يوم
column-due = الأجل
column-owed = الواجب
column-measure = التدبير
column-state = الدولة
column-stage = المرحلة
column-side = صفة هذه الدولة
column-created = آخر تغيير
column-number = الرقم
matters-none = لا توجد ملفات مطابقة.
filter-find = حساب أو شخص أو قضية أو رقم
filter-all = الكل
filter-go = عرض
filter-reset = عرض الكل
views = العروض المحفوظة
views-drop = حذف العرض
views-name = حفظ هذا الاختيار باسم
views-save = حفظ
next-page = الصفحة التالية
not-in-force = الاتفاقية غير نافذة بين هاتين الدولتين في هذا اليوم. وما يجري هنا يستند إلى أساس آخر اتفقت عليه الدولتان، أو هو تمرين.
repeated-subject = تكررت طلبات الدولة نفسها بشأن: { $subject }. أَولوا فحص حقوق الإنسان عناية خاصة.
matter-now = ما يمكنكم القيام به الآن
matter-nothing-now = لم يبقَ في هذه المرحلة ما يقوم به الموظف.
matter-two-persons = يؤكده شخص ثانٍ.
matter-not-now = ليس الآن:
matter-history = ما جرى
matter-owed = الواجبات المعلَّقة
matter-nothing-owed = لا توجد واجبات معلَّقة في هذا الملف.
matter-silence = ألا يجيبون؟
matter-silence-how = يُظهر الملف ما أُرسل، ويُثبت من سجل الحيازة الخاص بالدولة الأخرى نفسها أنها تسلّمته ولم ترسل شيئًا منذ ذلك الحين. ويمكن لأي شخص التحقق منه دون اتصال بالأمر comity verify. وهو يصل إلى آخر رسالة منكم: لمدّه إلى الآن اسألوا أولًا عن حالة الملف. ويحتوي على رسائل هذا الملف: عاملوه معاملة القضية.
matter-silence-get = الحصول على إثبات الصمت
evidence = الأدلة
evidence-chain = سلسلة العهدة
evidence-conditions = شروط الاستخدام السارية
matter-asked = المطلوب
owed-by-us = على هذه الدولة
owed-by-them = على الدولة الأخرى
way-out = أُرسل إلى الدولة الأخرى
way-in = ورد من الدولة الأخرى
by-peer = الدولة { $state }
by-deadline = حلول أجل
by-consequence = ما ترتب على ملف آخر
event-erased = مُحي نص هذا الحدث، وبقيت بصمته وموضعه في السجل.
event-says = المضمون
event-entry = القيد في سجل العهدة
event-letter = رسالة
notes = ملاحظات داخلية
notes-stay = لا تخرج أبدًا من هذه الدولة.
notes-new = ملاحظة جديدة
notes-add = إضافة الملاحظة
translation = الترجمة
translation-unofficial = غير رسمية
translation-stays = ترجمة دولتكم الخاصة، غير رسمية. لا تخرج أبدًا من هذه الدولة، والعبرة بالنص الأصلي وحده.
translation-new = ترجمة جديدة لهذه الرسالة
translation-add = حفظ الترجمة
translation-there = مع ترجمة
directory-ends = الدليل صالح حتى
directory-none = لا يوجد أعضاء معروفون. تُراجع سلامة العقدة في صفحة الإدارة.
directory-marks = بيانات السجل
directory-in-force = نافذة تجاه هذه الدولة
directory-address = عنوان العقدة
directory-until = البيان صالح حتى
mark-party = طرف
mark-central_authority = السلطة المركزية (المادة 40)
mark-contact_point = جهة اتصال على مدار الساعة طوال أيام الأسبوع (المادة 41)
state-law = قانون هذه الدولة كما نشرته
state-version = الإصدار
state-warnings =
    { $number ->
        [zero] لا توجد ملاحظات على هذه البيانات الوطنية عند التحقُّق منها.
        [one] ملاحظة واحدة على هذه البيانات الوطنية عند التحقُّق منها.
        [two] ملاحظتان على هذه البيانات الوطنية عند التحقُّق منها.
        [few] { $number } ملاحظات على هذه البيانات الوطنية عند التحقُّق منها.
        [many] { $number } ملاحظة على هذه البيانات الوطنية عند التحقُّق منها.
       *[other] { $number } ملاحظة على هذه البيانات الوطنية عند التحقُّق منها.
    }
state-text = النص الموقَّع
link-made = رابط لمرة واحدة
link-once = سلِّموه إلى الموظف عبر قناة تثقون بها. يُستخدم مرة واحدة خلال يوم، ولا يُعرض مرة أخرى.
passkey-unnamed = مفتاح مرور
officers = الموظفون
officer-id = المعرِّف
officer-name = الاسم
officer-roles = الأدوار
officer-roles-unread = تتعذر قراءتها: أعيدوا إسنادها
officer-link = رابط جديد
officer-remove = إزالة جميع الأدوار
officer-new = تعيين موظف
officer-add = تعيين وإنشاء رابط
officer-proposed = تعيينات في الانتظار
officer-proposed-how = حيثما أمكن لمسؤولَين اثنين الدخول، يلزم التعيينَ كلاهما: يؤكّده مسؤول آخر في غضون يوم.
officer-proposed-own = يجب أن يؤكّد مسؤول آخر هذا التعيين.
officer-confirm = تأكيد التعيين
health = سلامة العقدة
health-good = سليم
health-warning = تنبيه
health-bad = خلل
drafts-new = طلب جديد
footer = يُقيَّد كل إجراء يُتخذ هنا في سجل العهدة.
sorry-invalid = بعض الحقول بحاجة إلى تصحيح
sorry-rejected = تمنع ذلك قاعدة
sorry-named = لا يمكن القيام بذلك
sorry-fault = حدث خلل
sorry-nothing-written = لم يُقيَّد شيء.
sorry-typed = ما كتبتَه
again = انتهت جلستك
again-sign-in = سجِّل الدخول: تُفتح علامة تبويب جديدة. ثم عُد إلى هذه وأرسِل من جديد؛ لا يضيع شيء مما كتبت.
again-look = سجَّلت الدخول من جديد. راجِع ما كتبت ثم أرسِله مرة أخرى.
again-send = إرسال من جديد
sorry-reads-no-cases = لا تتيح لكم أدواركم الاطلاع على الملفات. اطلبوا الدور اللازم من أحد مديري النظام.
sorry-no-administrator = هذه الصفحة مخصصة لمديري النظام.
sorry-form = هذه الاستمارة لا تخص جلستكم؛ وربما تكون الجلسة قد انتهت. سجِّلوا الدخول ثم عودوا وأرسلوها مجددًا.
sorry-link-used = استُخدم هذا الرابط أو انتهت صلاحيته. اطلبوا رابطًا جديدًا من أحد مديري النظام.
sorry-nothing-here = لا توجد صفحة كهذه.
sorry-form-long = هذا النموذج أطول من 2 ميغابايت. عودوا إلى الصفحة السابقة: ما زال متصفحكم يحتفظ بما كُتب؛ فاختصروه أو أرفقوا النصوص الطويلة أوراقًا.
sorry-form-elsewhere = أُرسل هذا النموذج من موقع آخر. ولم يُنفَّذ شيء.
sorry-unread = تتعذر قراءة هذا الطلب: فالعنوان أو النموذج ليس من هذه الصفحات. ولم يُنفَّذ شيء.
form-zone = الأوقات بحسب المنطقة الزمنية { $zone }. والحقول المميَّزة بنجمة لازمة دائمًا؛ أما ما يلزم غيرها فيبيِّنه التحقُّق.
form-one-more = إضافة أخرى
confirm-how = أكِّدوا هذا بمفتاح المرور: فهو يُلزم دولتكم أو يتطلب شخصين أو لا يمكن الرجوع عنه.
cancel = إلغاء
upload-how = اختر الملفات أو أفلتها هنا. يُشفَّر كل جزء عند وصوله، ولا يُحفظ شيء مقروءًا. إذا انقطع الاتصال أو أُغلقت الصفحة فاختر الملفات نفسها من جديد: يستمر الرفع من حيث توقف.
upload-files = الملفات
upload-failed = لم يُرفع:
upload-script = يحتاج الرفع إلى JavaScript. ويختم سطر الأوامر من دونه.
upload-state = [done] من [all] · [rate] في الثانية · بقي [left]
upload-waits = انقطع الاتصال. سيستمر الرفع من تلقاء نفسه.
upload-ended = انتهت جلستك. سجّل الدخول من جديد في علامة تبويب أخرى، وافتح هذه الصفحة هناك واختر الملفات نفسها.
upload-harmless = ليس في هذه الملفات أي مادة من مواد المادة 14 (الاعتداء الجنسي على الأطفال).
upload-harmless-why = في هذه القضية يحتاج كل ملف إلى هذا الإقرار. وتبقى تلك المواد لدى حافظها، ولا تُنقل إلا بصمتها.
upload-reading = وصل الملف كاملًا، ويجري حساب SHA-256 الخاص به.
upload-choose-again = انقطع الرفع: اختر الملف نفسه من جديد للمتابعة.
upload-remove = إزالة
upload-same = قيمة SHA-256 مطابقة
upload-other = لا ملف هنا له هذه القيمة.
upload-compare = قارن بقيمة SHA-256 التي أُعطيتها
upload-compare-do = قارن
upload-seal = تُختم جميع هذه الملفات للدولة الأخرى في حزمة واحدة، ثم يُزال ما رُفع.
open-download = تنزيل الحزمة المفتوحة بدلًا من عرضها هنا
shelf = الأدلة المفتوحة
shelf-matter = العودة إلى القضية
shelf-purpose = الغرض
shelf-reason = السبب
shelf-until = يمكنك الاطلاع حتى
shelf-how = يُدوَّن كل ما تطّلع عليه في سجل الأمن. ولغرض آخر أو في وقت لاحق، افتح الأدلة من جديد.
shelf-again = فتح من جديد
shelf-closed = تتعلق هذه القضية بمواد من المادة 14 أو تشير إليها. لا يُعرض منها شيء هنا سوى الأسماء والبصمات.
shelf-references = خارج الحزمة: يبقى لدى حافظه
shelf-items =
    { $number ->
        [zero] لا عناصر
        [one] عنصر واحد
        [two] عنصران
        [few] { $number } عناصر
        [many] { $number } عنصرًا
       *[other] { $number } عنصر
    }
look-nothing = ليس هذا العنصر صورة ولا نصًا يمكن عرضه بأمان. صدّره لفحصه.
look-export = تصدير
look-charset = قراءة النص بترميز
look-read = إعادة القراءة
look-frame = محتوى العنصر
look-pages = صفحات النص
previous-page = الصفحة السابقة
pull = جلب الحزمة
pull-waits = لم يبدأ بعد.
pull-runs = الحزمة في طريقها.
pull-stopped = متوقف مؤقتًا. ما وصل يبقى.
pull-whole = وصلت الحزمة كاملة وتم التحقق منها.
pull-verified = تم التحقق منه
pull-pause = إيقاف مؤقت
pull-go = متابعة
pull-look = تحديث
pull-left =
    { $number ->
        [zero] أقل من دقيقة
        [one] بقيت دقيقة واحدة
        [two] بقيت دقيقتان
        [few] بقيت { $number } دقائق
        [many] بقيت { $number } دقيقة
       *[other] بقيت { $number } دقيقة
    }
export-opened = مع فتح الأدلة، على النحو الذي تطلبه المحاكم
drafts-none = لا توجد مشاريع طلبات.
drafts-by = بدأه
drafts-last = آخر من عدَّله
drafts-again = استخدام مجددًا
drafts-to = الدولة متلقية الطلب
drafts-begin = بدء المشروع
draft = مشروع طلب
draft-conflict = حفظ موظف آخر هذا المشروع في هذه الأثناء. ما كتبتموه معروض هنا ولم يُفقد، وتبقى نسخته محفوظة إلى أن تحفظوا نسختكم.
draft-missing =
    { $number ->
        [zero] لا توجد حقول بحاجة إلى تصحيح.
        [one] حقل واحد بحاجة إلى تصحيح؛ والفقرة التي تشترطه مبيَّنة إلى جانبه.
        [two] حقلان بحاجة إلى تصحيح؛ والفقرة التي تشترط كلًّا منهما مبيَّنة إلى جانبه.
        [few] { $number } حقول بحاجة إلى تصحيح؛ والفقرة التي تشترط كلًّا منها مبيَّنة إلى جانبه.
        [many] { $number } حقلًا بحاجة إلى تصحيح؛ والفقرة التي تشترط كلًّا منها مبيَّنة إلى جانبه.
       *[other] { $number } حقل بحاجة إلى تصحيح؛ والفقرة التي تشترط كلًّا منها مبيَّنة إلى جانبه.
    }
draft-good = لا ينقص شيء، والقانون يجيز ذلك.
draft-send = تقديم الطلب
draft-check = تحقُّق
draft-drop = العدول عن المشروع
draft-drop-sure = أتُحذف هذه المسودة نهائيًا؟ تذهب معها تعليقاتها وأوراقها. ولم يُرسل منها شيء.
draft-drop-now = حذف نهائي
draft-law = ما ينص عليه القانون
draft-letter = الرسالة
draft-letter-how = كما حُفظت المسودة آخر مرة؛ وتذكر الرسالة أنها مسودة.
draft-letter-reads = يقرؤونها
draft-comments = التعليقات
draft-comment = تعليق لمن حرَّره
draft-comment-add = إضافة التعليق
directory-own = هذه الدولة
directory-suspended = معلَّقة
directory-not-reached = عقدتها غير معروفة بعد
alarm-on = تشغيل التنبيه
alarm-is-on = التنبيه مشغَّل
alarm-came = ورد طلب جديد
alarm-due = انقضت مهلة
link-second = يلزم مسؤول ثانٍ
link-second-how = مَن له مفتاح مرور لا يُعطى رابطًا إلا بمسؤولَين، وكذلك الجميع حيثما أمكن لمسؤولَين الدخول. يجب أن يضغط مسؤول آخر على الزر نفسه في غضون يوم واحد، وعندئذ يُعرض الرابط عليه.
draft-theirs = نسخته
alarm-deaf = التنبيه لا يتلقى شيئًا: سجّلوا الدخول من جديد أو تحققوا من الشبكة
sorry-oversees = أنتم في دور الإشراف: ترون كل شيء ولا تغيّرون شيئًا.
fault-expected = المتوقَّع هنا:
menu-roster = المناوبة
roster = من المناوب
roster-shifts = المناوبات القادمة
roster-empty = لم تُدرج أي مناوبة.
roster-officer = الموظف
roster-from = من
roster-to = حتى
roster-drop = إزالة
roster-no-role = لم يعد موظفًا مناوبًا
roster-on = مناوب الآن
roster-new = إدراج مناوبة
roster-enter = إدراج المناوبة
roster-zone = الأوقات بحسب منطقتكم الزمنية:
roster-length = لا تزيد المناوبة على { $days } أيام، ولا تتداخل مناوبتان.
roster-gaps = أوقات بلا مناوب في الأيام السبعة القادمة
roster-no-gaps = يوجد مناوب طوال الوقت.
roster-all = جدول المناوبة
on-call-now = المناوب الآن
on-call-until = حتى
on-call-nobody = لا أحد مناوب.
hand-over-end = إنهاء مناوبتكم
hand-over-take = تولي ما بقي من هذه المناوبة
hand-over-note = مذكرة التسليم
hand-over-how = اذكروا ما هو جارٍ، وما اتُّفق عليه، وما ينبغي الانتباه إليه.
hand-over-for-you = مذكرة تسليم لكم
hand-over-read = قرأتُها
hand-over-read-by = قرأها
hand-over-unread = لم تُقرأ بعد
hand-overs = مذكرات التسليم
hand-overs-none = لا توجد مذكرات.
alarms = في انتظار من يتولاه
alarm-urgent = عاجل
alarm-since = منذ
alarm-told-nobody = لم تُنبَّه سوى الصفحات المفتوحة
alarm-told-on-call = أُبلغ المناوب
alarm-told-next = أُبلغ التالي في الجدول
alarm-told-all = أُبلغ الجميع
alarm-answer = أتولى هذا
alarm-answer-all = أتولى هذا كله
alarm-answered-by = تولاه
alarm-press = التنبيه مفعّل: اضغطوا مرة واحدة لتسمعوا صوته
alarm-try = تجربة التنبيه
alarm-try-how = يتلقى المناوب والأشخاص المذكورون في node.toml رسالة تقول إنها تجربة، ويُستدعى الـ webhook أيضًا.
account-alarm = التنبيه بالبريد الإلكتروني
account-address = عنوان البريد الإلكتروني
account-address-how = عندما تكونون في المناوبة ويبقى أمر عاجل بلا رد، يُبلَّغ هذا العنوان: أن أمرًا ينتظر، ومنذ متى، وأين المكتب. ولا تتضمن الرسالة شيئًا عن أي قضية. وتُكتب باللغة والمنطقة الزمنية اللتين تستخدمونهما الآن. اتركوه فارغًا إن لم تريدوا أن تُبلَّغوا بشيء.
sorry-no-duty = هذا للموظفين المناوبين.
sorry-no-roster = يدرج المناوباتِ الموظفون المناوبون والمسؤولون الإداريون.
told-due = Comity: أمر عاجل ينتظر ردًا
told-overdue = Comity: انقضت مهلة ولم يرد أحد
told-trial = Comity: هذه تجربة للتنبيه
told-trial-text = يجرب مسؤول إداري التنبيه. لا شيء ينتظر، وليس عليكم فعل شيء.
told-count =
    { $number ->
        [zero] لا أمر عاجلًا ينتظر ({ $number }).
        [one] أمر عاجل واحد ينتظر ({ $number })، ولم يتوله أحد.
        [two] أمران عاجلان ينتظران ({ $number })، ولم يتولهما أحد.
        [few] { $number } أمور عاجلة تنتظر، ولم يتولها أحد.
        [many] { $number } أمرًا عاجلًا ينتظر، ولم يتولها أحد.
       *[other] { $number } أمر عاجل ينتظر، ولم يتولها أحد.
    }
told-since = ينتظر أولها منذ:
told-on-call = أُبلغتم لأنكم في المناوبة الآن.
told-next = أُبلغتم لأن المناوب لم يرد وأنتم التالون في الجدول.
told-all = أُبلغتم لأن أحدًا في الجدول لم يرد.
told-go = سجّلوا الدخول واضغطوا الزر المجاور له: عندئذ لا يُبلَّغ أحد غيركم.
told-nothing = أرسل هذه الرسالةَ برنامج، ولا تقول شيئًا عن أي قضية. يُرجى عدم الرد عليها.

# A State’s law, as its profile says it.
law-format = صيغة هذه الوثيقة
law-state = الدولة
law-name = الاسم
law-kind = نوع الطرف
law-version = الإصدار
law-supersedes = يحل محل الإصدار
law-date = ساري من
law-language = لغة نصوصها
law-languages = اللغات التي تُقرأ بها الطلبات
law-instruments = صكوك الأمم المتحدة الأخرى الملزمة لها
law-authorities = السلطات
law-central = السلطة المركزية
law-contact_point = جهة الاتصال على مدار الساعة
law-prevention = الوقاية
law-extradition = تسليم المطلوبين
law-channels = قنوات الإرسال
law-usual = القناة المعتادة
law-interpol_urgent = عبر الإنتربول في الحالات العاجلة
law-oral_urgent = الطلبات الشفوية في الحالات العاجلة
law-offences = الجريمة
law-article = مادة الاتفاقية
law-category = نوع الجريمة الخطيرة
law-statute = نص قانونها
law-max_penalty_months = أقصى عقوبة بالأشهر
law-serious = جريمة خطيرة
law-options = مقيَّدة بـ
law-accessory = ما يُعاقب عليه أيضًا
law-participation = المشاركة
law-attempt = الشروع
law-preparation = التحضير
law-reservations = التحفظات
law-excluded_articles = الجرائم المستثناة
law-preservation = ترفض الحفظ دون ازدواجية التجريم
law-closed_networks = تستثني الشبكات المغلقة
law-disputes = غير ملزمة بتسوية النزاعات
law-preservation_orders = أوامر الحفظ
law-days_max = أقصى عدد من الأيام
law-renewable = قابل للتجديد
law-secrecy_days_max = السرية، أقصى عدد من الأيام
law-measures = التدابير
law-offered = متاح
law-reason = السبب
law-authorised_by = يأذن به
law-dual_criminality = ازدواجية التجريم
law-articles = لهذه الجرائم فقط
law-categories = لهذه الأنواع من الجرائم الخطيرة فقط
law-requires_first = يجب طلبه أولًا
law-asks_of_others = ما يجب أن يذكره الطلب
law-data_protection = البيانات الشخصية
law-law = القانون
law-conditions = الشروط
law-onward_transfer = الإحالة إلى آخرين
law-retention_days_max = تُحفظ لأقصى عدد من الأيام
law-notice = إخطار الشخص
law-person_told = يُخطَر الشخص
law-safeguards = الضمانات
law-independent_review = المراجعة المستقلة من
law-remedy = سبيل الانتصاف
law-remedy_days = خلال عدد من الأيام
law-convention_is_basis = الاتفاقية أساس
law-min_penalty_months = أدنى عقوبة بالأشهر
law-nationals = رعاياها
law-provisional_arrest_days = التوقيف المؤقت، أقصى عدد من الأيام
law-without_dual_criminality = أيضًا دون ازدواجية التجريم
law-treaties = معاهدة أخرى
law-with = مع
law-since = منذ
law-convention_instead = الاتفاقية بدلًا منها
law-restrictions = تعاون مقيَّد
law-competence = اختصاص المنظمة
law-word-state = دولة
law-word-regional_organisation = منظمة إقليمية
law-word-electronic = إلكترونيًا من عقدة إلى عقدة
law-word-diplomatic = القنوات الدبلوماسية
law-word-judge = قاضٍ
law-word-prosecutor = مدعٍ عام
law-word-independent_authority = سلطة مستقلة
law-word-central_authority = السلطة المركزية
law-word-police = الشرطة
law-word-minister = وزير
law-word-none = لا أحد
law-word-required = مطلوبة
law-word-discretionary = قد تُطلب
law-word-not_required = غير مطلوبة
law-word-with_consent = بالموافقة فقط
law-word-forbidden = ممنوعة
law-word-never = أبدًا
law-word-on_return = بشرط عودتهم لقضاء العقوبة
law-word-yes = كغيرهم
law-word-access_security_measure = الدخول غير المشروع فقط عند انتهاك تدبير أمني
law-word-access_intent = الدخول غير المشروع فقط بنية غير نزيهة أو إجرامية
law-word-attempt = الشروع جريمة
law-word-preparation = التحضير جريمة
law-word-access_connected_system = الدخول غير المشروع فقط إلى نظام متصل بآخر
law-word-interception_intent = الاعتراض غير المشروع فقط بنية غير نزيهة أو إجرامية
law-word-interception_connected_system = الاعتراض غير المشروع فقط في نظام متصل بآخر
law-word-data_serious_harm = التدخل في البيانات فقط عند وقوع ضرر جسيم
law-word-devices_reservation = إساءة استخدام الأجهزة فقط عند بيع بيانات الاعتماد أو توزيعها أو إتاحتها
law-word-forgery_intent = التزوير فقط بنية الاحتيال أو ما شابهها
law-word-material_real_person = مواد الإساءة فقط إذا أظهرت طفلًا حقيقيًا
law-word-material_visual = مواد الإساءة المرئية فقط
law-word-material_self_generated = لا جريمة على الطفل في مواد صنعها عن نفسه
law-word-material_private_consensual = لا جريمة في مواد خاصة صُنعت بموافقة مشروعة
law-word-solicitation_act = الاستدراج فقط إذا تلاه فعل يخدم الجريمة
law-word-solicitation_believed_child = الاستدراج أيضًا لشخص يُعتقد أنه طفل
law-word-solicitation_child_author = لا استدراج إذا كان الفاعل طفلًا
law-word-images_intent = نشر الصور الحميمة فقط بنية الإضرار
law-word-images_depicted_minor = نشر الصور الحميمة أيضًا لمن هو دون الثامنة عشرة وبلغ سن الرضا
law-word-laundering_own_proceeds = لا غسل لعائدات جريمة الشخص نفسه
calls-title = الاتصالات التجريبية
calls-what = يطلب الاتصال التجريبي ردًا من جهة اتصال، ليلًا أو نهارًا، دون أي قضية أو شخص. وتُبلَّغ جميع الأطراف بالمدة التي استغرقها كل رد.
calls-states = كيف تجيب جهات الاتصال
calls-calls = الاتصالات خلال السنة الماضية
calls-answered = أُجيب عليها
calls-in-time = في الموعد
calls-usual = مدة الرد المعتادة
calls-call = اتصال تجريبي
calls-latest = أحدث الاتصالات
calls-none = لم ينتهِ أي اتصال بعد.
calls-by = المتصل
calls-called = المتصل به
calls-placed = متى
calls-took = الرد بعد
calls-unanswered = لم يُجب أحد
calls-minutes =
    { $number ->
        [zero] أقل من دقيقة
        [one] دقيقة واحدة
        [two] دقيقتان
        [few] { $number } دقائق
        [many] { $number } دقيقة
       *[other] { $number } دقيقة
    }
emergency = حالة طوارئ: حياة شخص أو سلامته في خطر
emergency-party = الاتفاقية نافذة بين { $state } وهذه الدولة.
emergency-no-party = الاتفاقية غير نافذة بين { $state } وهذه الدولة.
emergency-authority = يذكر السجل سلطة تتحدث باسم { $state }.
emergency-no-authority = لا يذكر السجل أي سلطة تتحدث باسم { $state }.
emergency-signed = الطلب موقَّع من عقدة { $state }. وهذا يبيّن أي جهاز أرسله، لا أي شخص.
emergency-oral = ورد الطلب شفهياً: لم توقّعه أي عقدة من { $state }.
emergency-not-called = لم تُعاوَد مكالمة جهة اتصال { $state } بعد.
emergency-waiting = جرت معاودة الاتصال بجهة اتصال { $state }؛ ولم يعد الرمز بعد.
emergency-wrong = عاد رمز خاطئ من { $state }: إما زلّة أو شخص لم يُتصل به. اتصل من جديد.
emergency-confirmed = جهة اتصال { $state } تؤكد الطلب: فقد عاد الرمز.
emergency-number = اتصل بجهة الاتصال على الرقم الوارد في السجل:
emergency-no-number = لا يذكر السجل هاتفاً لجهة اتصال هذه الدولة. ابحث عنه عبر القنوات الدبلوماسية، لا في الطلب.
emergency-read = اقرأ هذا الرمز لجهة الاتصال:

provider-sign-in = تسجيل الدخول عبر { $provider }
provider-to = إلى نظام الدخول في دولتكم
provider-to-how = ينتقل المتصفح من تلقاء نفسه. وإن لم ينتقل فاضغطوا الزر.
provider-go = متابعة
provider-what = يمكنكم أيضًا تسجيل الدخول عبر { $provider }. يفتح ذلك جلستكم؛ أما الإجراءات والإرسال والجلب فتتطلب مفتاح مرور في كل الأحوال.
provider-tied = حسابكم:
provider-tie = ربط حسابي لدى { $provider }
provider-untie = فك ربط الحساب
provider-no-passkey = ليس لديكم مفتاح مرور. يمكنكم القراءة والإعداد؛ أما الإجراءات والإرسال والجلب فتتطلب مفتاحًا: اطلبوا من أحد المسؤولين رابطًا لإنشائه.
sorry-account-nobodys = هذا الحساب غير مربوط بأي موظف في هذا المكتب. سجلوا الدخول بمفتاح المرور أو بالرابط، ثم اربطوا الحساب في صفحتكم.
sorry-account-anothers = هذا الحساب مربوط بموظف آخر. لم يتغير شيء.
sorry-provider-away = يتعذر الآن الوصول إلى نظام الدخول في دولتكم. استخدموا مفتاح المرور أو حاولوا لاحقًا.
sorry-provider-refused = لم يتم تسجيل الدخول: قُطع، أو استغرق وقتًا طويلًا، أو بدأ في متصفح آخر. ابدؤوا من جديد.
size-b = { $size } بايت
size-kb = { $size } كيلوبايت
size-mb = { $size } ميغابايت
size-gb = { $size } غيغابايت
size-tb = { $size } تيرابايت
report = تقرير أداة التحقق
report-how = قبل أن يخرج أي تصدير تتحقق منه هذه العقدة بالأداة التي تستخدمها المحاكم. ويُرفق التقرير موقّعا بالتصدير. وهو لا يغني عن تحقق المحكمة نفسها.
report-holds = كل ما أمكن التحقق منه سليم
report-fails = ثمة شيء غير سليم
report-as-of = حتى أي وقت تظهر كل دولة
report-all = التقرير كاملا، تحققا تحققا
report-none = لم يجر التحقق من ملف القضية هنا بعد.
report-make = التحقق من ملف القضية الآن
report-in = لغة التقرير المرفق
report-goes = يجري التحقق من ملف القضية قبل خروجه. فإن كان فيه تلف لم يخرج، وتبيّن صفحة القضية موضعه.
