# What the scope gate asks, finds and advises. Arabic.

scope-course = هل تسري الفقرات من 8 إلى 31 من المادة 40 على سير الإجراءات؟
scope-stay = هل ما زالت الدولتان في الاتفاقية؟
scope-stay-both = لم تنسحب منها أي منهما.
scope-stay-not = انسحبت منها إحدى الدولتين.
scope-force = هل الاتفاقية نافذة بينهما؟
scope-force-objection = يحول اعتراض دون نفاذها بينهما.
scope-force-both = إنها ملزمة للاثنتين.
scope-force-not = لا تُلزم { $state } في هذا اليوم.
scope-force-neither = لا تُلزم أيًا منهما في هذا اليوم.
scope-name-another = اذكر معاهدة أخرى أو اتفاقًا سجَّلته الدولتان.
scope-record = هل سجَّلت الدولتان الاتفاق المذكور؟
scope-record-both = سجَّلت الدولتان «{ $agreement }».
scope-record-not = لم تسجِّلا كلتاهما «{ $agreement }» في هذا اليوم أو قبله.
scope-record-same = لتسجِّل الدولتان الاتفاق بالاسم نفسه، أو ليُستند إلى الاتفاقية.
scope-course-convention = نعم: لا معاهدة للمساعدة سجَّلتها الدولتان.
scope-course-instead = نعم: اتفقت الدولتان على تطبيقها بدلاً من «{ $treaty }».
scope-first = هل يذكر الطلب المعاهدة المقدَّمة؟
scope-first-named = يستند الطلب إلى «{ $treaty }».
scope-first-unnamed = «{ $treaty }» ملزمة للاثنتين ومقدَّمة على تلك الفقرات؛ والطلب يذكر الاتفاقية.
scope-first-name = اذكر «{ $treaty }» أساسًا للطلب.
scope-first-agree = أو لتسجِّل الدولتان أنهما تطبقان الفقرات من 8 إلى 31 بدلاً منها.
scope-way = هل الطريق الإلكتروني متاح؟
scope-way-open = تقبل { $state } الطلبات إلكترونيًا.
scope-way-closed = تشترط { $state } القنوات الدبلوماسية.
scope-way-diplomatic = أرسله بالقنوات الدبلوماسية، أو بطريق الإنتربول في الحالات العاجلة المتفق عليها.
scope-any-mark = جهة اتصال أو سلطة مركزية
scope-central-authority = سلطة مركزية
scope-any-authority = أي سلطة مختصة
scope-speaks = هل تتكلم السلطة الصحيحة باسم كل من الدولتين؟
scope-speaks-both = لدى كل منهما { $who }.
scope-speaks-not = لا يبيِّن السجل شيئًا من ذلك للدولة { $state }؛ والمطلوب { $who }.
scope-speaks-designate = لتعيِّن { $state } السلطة وتبلِّغ الوديع.
scope-language = هل اللغة مقبولة؟
scope-language-is = الطلب باللغة { $language }؛ و{ $state } تقبل { $list }.
scope-language-translate = أرفق ترجمة إلى إحدى هذه اللغات: { $list }.
scope-penalty = هل العقوبة القصوى في القانون أربع سنوات أو أكثر؟
scope-penalty-of = قانون { $state }، { $statute }: { $penalty }؛ والحد { $threshold }.
scope-penalty-of-both = قانون { $state }، { $statute }: { $penalty }؛ والحد { $threshold }. قانون { $other }، { $theirs }: { $most }.
scope-heavier = عقوبة أشد من السجن
scope-months = { $number ->
        [zero] لا شهور ({ $number })
        [one] شهر واحد ({ $number }) على الأكثر
        [two] شهران ({ $number }) على الأكثر
        [few] { $number } أشهر على الأكثر
        [many] { $number } شهرًا على الأكثر
       *[other] { $number } شهر على الأكثر
    }
scope-statute = هل النص القانوني من قانون إحدى الدولتين؟
scope-statute-of = هو من قانون { $state }.
scope-statute-cite = اذكر نص قانون { $state } وعقوبته القصوى.
scope-instrument = هل الصك الآخر للأمم المتحدة ملزم للدولتين؟
scope-instrument-later = { $title }: لم يكن نافذًا عند اعتماد الاتفاقية.
scope-instrument-unbound = { $title } ({ $year }): غير مسجَّل للدولة { $state }.
scope-instrument-bound = { $title } ({ $year }).
scope-instrument-out = احذف الصك وأسند الطلب إلى الجريمة الخطيرة وحدها.
scope-open = هل هذا السبيل من سبل التعاون متاح لهذه الجريمة؟
scope-open-for = هي { $class }؛ وهذا السبيل متاح لأجل { $served }.
scope-class-convention = جريمة منصوص عليها في الاتفاقية بين الدولتين
scope-class-serious = جريمة خطيرة أخرى
scope-class-other = ليست من جرائم الاتفاقية ولا جريمة خطيرة
scope-serves-serious = جرائم الاتفاقية والجرائم الخطيرة الأخرى
scope-serves-convention = جرائم الاتفاقية وحدها
scope-ask-evidence = اطلب أدلة إلكترونية بدلاً من ذلك: فذلك السبيل متاح للجرائم الخطيرة.
scope-cite-graver = إذا كان نص آخر عقوبته القصوى أربع سنوات أو أكثر يشمل السلوك، فاذكره.
scope-outside = استعمل معاهدة أخرى أو القانون الوطني، خارج هذه المنصة.
scope-conduct = هل السلوك مجرَّم في الدولتين؟
scope-free = هل الحفظ معفى من ازدواجية التجريم؟
scope-free-reserved = تحفَّظت { $state } بحق الرفض إذا كان لديها ما يدعو إلى الاعتقاد بأن الكشف سيتعذر لانتفائها.
scope-free-is = ليست شرطًا.
scope-without = يجيز قانون { $state } الاستغناء عنها.
scope-not-asked = لا تشترطها { $state }.
scope-discretion = يجوز أن تساعد { $state } مع ذلك بحسب تقديرها؛ فبيِّن لماذا ينبغي لها ذلك.
scope-comparable = هل السلوك والنصان القانونيان مذكورة للمقارنة؟
scope-comparable-not = تشترطها { $state }، ولا شيء يُقارَن.
scope-obliged = تُلزم الاتفاقية الدولتين بالمعاقبة عليه.
scope-not-shown = لم يثبت ذلك: السلوك أو النص الثاني غير مذكور.
scope-both-cited = السلوك موصوف؛ { $one }، و{ $other }. وتقارن بينهما السلطة متلقية الطلب.
scope-describe = صف السلوك بكلام واضح؛ فأسماء الجرائم لا تُقارَن.
scope-cite-theirs = اذكر نص قانون { $state } الذي يشمل السلوك.
scope-collects = هل تجمع الدولة متلقية الطلب هذه البيانات لدول أخرى؟
scope-collects-yes = نعم.
scope-collects-unsaid = لم تقل ذلك.
scope-ask-stored = اطلب من { $state } بيانات مخزَّنة بدلاً من ذلك.
scope-allows = هل يجيز قانونها الاعتراض في هذه الجريمة؟
scope-allows-yes = الجريمة مدرجة فيه.
scope-allows-not = الجريمة غير مدرجة فيه.
scope-no-list-there = اطلب بيانات مخزَّنة بدلاً من ذلك: فلا قائمة كهذه في ذلك التدبير.
scope-listed = هل الجريمة في قائمة الدولة متلقية الطلب لهذا التدبير؟
scope-listed-yes = أدرجتها { $state }.
scope-listed-not = لم تدرجها { $state }.
scope-grave = هل تبلغ العقوبة ما تشترطه الدولة متلقية الطلب في تسليم المطلوبين؟
scope-grave-is = { $number ->
        [zero] لا شهور ({ $number })
        [one] شهر واحد ({ $number }) على الأكثر
        [two] شهران ({ $number }) على الأكثر
        [few] { $number } أشهر على الأكثر
        [many] { $number } شهرًا على الأكثر
       *[other] { $number } شهر على الأكثر
    }؛ والحد الأدنى لدى { $state } هو { $least }.
scope-grave-related = إذا كانت جريمة أشد تجيز التسليم فاطلبه من أجلها؛ ويجوز أن تلحق بها هذه بوصفها جريمة ذات صلة.
scope-grave-transfer = أو انظر في نقل الإجراءات الجنائية.
scope-head = هل أساس الولاية القضائية مذكور؟
scope-head-none = لا يذكر الطلب شيئًا منه.
scope-head-state = اذكر أساس الولاية القضائية والصلة بالدولة الطالبة.
scope-head-is = المذكور: { $head }: { $link }
scope-sovereign = هل السيادة مصونة؟
scope-sovereign-abroad = لا تعمل هناك إلا سلطات { $state }. والادعاء يتجاوز الإقليم ويخضع للمادة 5.
scope-sovereign-home = لا تعمل هناك إلا سلطات { $state }.
scope-sovereign-consult = إذا جاز أن تلاحق { $state } السلوك نفسه، فتشاورا في من يلاحقه.
scope-offence = هل هي جريمة منصوص عليها في الاتفاقية بين الدولتين؟
scope-offence-unnamed = لا يذكر الطلب أيًا من المواد من 7 إلى 17.
scope-offence-requesting = هل هي من جرائم الاتفاقية في نظر الدولة الطالبة؟
scope-offence-requested = هل هي من جرائم الاتفاقية في نظر الدولة متلقية الطلب؟
scope-offence-binds = { $article } ملزمة للدولة { $state } في هذا السلوك.
scope-offence-excluded = { $state } غير ملزمة بأحكام { $article }.
scope-offence-testing = الاختبار المأذون به أو الحماية المأذون بها ليسا جريمة.
scope-option-chosen = اختارت { $state }: { $option }
scope-option-not-chosen = لم تختر { $state }: { $option }
scope-option-element = إن كان الأمر كذلك فاذكر العنصر `{ $key }`: { $element }
scope-two = هل ثمة دولتان؟
scope-two-are = { $one } تطلب من { $other }.
scope-standing = هل عقدتا الدولتين في وضع سليم؟
scope-standing-good = لا عقدة معلَّقة.
scope-standing-not = علَّق السجل إحدى العقد.
scope-standing-diplomatic = استعمل القناة الدبلوماسية إلى أن يعيد السجل العقدة.
scope-offered = هل يتيح قانون الدولة متلقية الطلب هذا التدبير؟
scope-offered-off = أوقفته { $state }: { $reason }
scope-offered-unknown = لم تنشر { $state } ملفًا قانونيًا.
scope-offered-yes = تتيحه { $state }.
scope-offered-ask = اسأل { $state } بالقنوات الدبلوماسية عما يجيزه قانونها بدلاً منه.
scope-limited = هل التعاون بينهما بلا قيود؟
scope-limited-so = تقيِّده { $state } مع { $other }: { $reason }
scope-limited-not = لا تقيِّد { $state } شيئًا مع { $other }.
scope-limited-consult = تشاور مع { $state } في الشروط التي ترفع بها القيد.
scope-competent = هل يشمله الاختصاص الذي أعلنته المنظمة الإقليمية؟
scope-competent-yes = أعلنت { $state } اختصاصها بهذا التدبير وهذه الجريمة.
scope-competent-not = لم تعلن { $state } اختصاصها بهذا التدبير وهذه الجريمة.
scope-competent-turn = توجَّه إلى الدولة العضو في { $state } صاحبة الاختصاص.
