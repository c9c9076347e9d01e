# What the node itself expects of an input. Arabic.

input-text = نص
input-object = كائن
input-list = قائمة
input-yes-or-no = نعم أو لا
input-whole-number = عدد صحيح ضمن الحدود
input-nothing = قيمة خالية
input-the-number = العدد { $value }
input-the-text = النص { $value }
input-one-of = واحد مما يلي: { $words }
input-not = { $expected }، لا { $found }
input-missing = قيمة؛ وهي غير موجودة
input-no-field = حقل موجود؛ فلا حقل بهذا الاسم، والحقول هي: { $fields }
input-fields = كائن فيه الحقول
input-command-fields = كائن فيه حقول الإجراء
input-plain = نص خالٍ من رموز التحكُّم ومن رموز تغيير اتجاه الكتابة؛ وفيه { $character }. ويجوز بقاء علامة الجدولة والسطر الجديد
input-kinds = أنواع التدبير { $measure }
input-acts = إجراء لموظف في هذه العملية: { $acts }
input-acts-now = إجراء يجوز لك اتخاذه في هذا الملف الآن: { $acts }
input-new-id = معرِّف لم يكن لأحد من قبل
input-id = من 1 إلى { $number } من الحروف اللاتينية والأرقام والنقاط والشُّرَط والشُّرَط السفلية
input-roles = دور واحد على الأقل
input-state = رمز دولة من ثلاثة أحرف كبيرة
input-member = عضو في الدليل؛ وليس فيه { $state }. ويسرد الأعضاءَ الأمرُ `comity members`، أو GET /api/v1/members
input-uuid = معرِّف UUID من الإصدار 7
input-selectors = من 1 إلى { $number } من المحدِّدات، كل منها في نص
input-selector-length = نصوص لا يزيد كل منها على 65535 بايت
input-element = عنصر من ristretto255 بترميز base64url وفق RFC 9497
input-version = رقم أكبر من { $number } المنشور؛ فأرقام الإصدارات لا تنقص
input-own-state = { $state }، وهي دولة هذه العقدة
input-enrolled-state = { $state }، وهي الدولة المطلوب تسجيلها
input-of-a-state = بيان عقدة دولة؛ وهذا بيان سجل
input-statement = بيان عقدة موقَّع منها: { $reason }
input-continued = بيان توقّعه مفاتيح لهذه الدولة يشهد لها السجل: { $reason }. وإذا ضاعت مفاتيحها أو صارت في أيدٍ أخرى، وتحققت من ذلك عبر قناة أخرى، فاستعمل --keys-lost
input-nobody-elses = عنوان ومفاتيح خاصة به؛ والسجل يشهد بأنها للدولة { $state }
input-other-keys = مفاتيح جديدة؛ إذ لم يعد المفتاح { $key } موثوقًا
input-address = عنوان بريد إلكتروني مثل { $example }، لا يتجاوز { $number } محرفًا
input-written = نص من 1 إلى { $number } بايت
input-name = اسم من 1 إلى { $number } بايت
input-views = { $number ->
        [one] عرض محفوظ واحد ({ $number }) على الأكثر
        [two] عرضان محفوظان ({ $number }) على الأكثر
        [few] { $number } عروض محفوظة على الأكثر
        [many] { $number } عرضًا محفوظًا على الأكثر
       *[other] { $number } عرض محفوظ على الأكثر
    }؛ احذف واحدًا أولاً
input-comments = { $number ->
        [one] تعليق واحد ({ $number }) على الأكثر
        [two] تعليقان ({ $number }) على الأكثر
        [few] { $number } تعليقات على الأكثر
        [many] { $number } تعليقًا على الأكثر
       *[other] { $number } تعليق على الأكثر
    } على المسودة
input-duty-officer = موظف يحمل دور الموظف المناوب
input-shifts = { $number ->
        [one] مناوبة واحدة ({ $number }) على الأكثر
        [two] مناوبتان ({ $number }) على الأكثر
        [few] { $number } مناوبات على الأكثر
        [many] { $number } مناوبة على الأكثر
       *[other] { $number } مناوبة على الأكثر
    }؛ احذف بعضها أولاً
input-free = وقت لا يناوب فيه أحد غيره؛ { $name } مناوب من { $from } إلى { $to } ({ $zone })
input-moment = يوم ووقت
input-not-past = وقت لم يمضِ
input-ahead = وقت لا يتجاوز { $number ->
        [one] يومًا واحدًا ({ $number })
        [two] يومين ({ $number })
        [few] { $number } أيام
        [many] { $number } يومًا
       *[other] { $number } يوم
    } من الآن
input-shortest = وقت بعد البداية بمدة لا تقل عن { $number ->
        [one] دقيقة واحدة ({ $number })
        [two] دقيقتين ({ $number })
        [few] { $number } دقائق
        [many] { $number } دقيقة
       *[other] { $number } دقيقة
    }
input-longest = وقت بعد البداية بمدة لا تزيد على { $number ->
        [one] يوم واحد ({ $number })
        [two] يومين ({ $number })
        [few] { $number } أيام
        [many] { $number } يومًا
       *[other] { $number } يوم
    }
input-purpose = التحقيق أو الملاحقة القضائية أو إجراءات أمام المحكمة أو الإفصاح للمتهم أو الاستعمال في قضية أخرى
input-onward = دولة برمزها المكوَّن من ثلاثة أحرف كبيرة، أو منظمة باسمها
input-fewer = مواد أقل أو أسماء أقصر: فقائمتها أطول مما يتسع له البيان؛ اختم عدة حزم
input-files = { $number ->
        [one] ملف واحد ({ $number }) على الأكثر
        [two] ملفان ({ $number }) على الأكثر
        [few] { $number } ملفات على الأكثر
        [many] { $number } ملفًا على الأكثر
       *[other] { $number } ملف على الأكثر
    } في وقت واحد؛ ضع الملفات الصغيرة في ملف مضغوط
input-file-name = ملف لا يحمل اسمَه ملفٌ آخر في هذه الحزمة
input-file = ملف واحد على الأقل
input-all-of-it = { $file }: كله أو لا شيء منه؛ تابع رفعه أو احذفه
input-sheet-length = إقرارات لا تزيد على { $number } بايت
input-sheet = كائن فيه `references` و `items`
input-papers-told-nothing = لا وثائق: هذا الفعل لا يبلغ الدولة الأخرى شيئًا ولا ينتظر أحدًا
input-papers-of-the-first = لا وثائق: من يؤكد يرسل ما أرفقه الشخص الأول ولا يضيف شيئًا
input-papers-acts = وثائق لما لا يتجاوز { $number } من الأفعال في آن واحد؛ أزيلوا بعضها أولًا
input-papers-most = ما لا يتجاوز { $number } من الوثائق في الرسالة الواحدة
input-papers-much = وثائق لا تتجاوز معًا { $most } من البايتات؛ وحجم هذه { $found }
input-papers-matter = وثائق لا تتجاوز { $most } من البايتات في القضية الواحدة؛ وحجمها مع هذه { $found }: أرفقوا ما هو أصغر، أو اختموا كدليل ما هو دليل
input-papers-same = جميع الوثائق المرفقة ({ $found })؛ تغيرت القائمة، فانظروا إليها من جديد
input-release-same = التسليم كما عُرض؛ وقد اقتُرح الآن تسليم آخر، فانظروا إليه من جديد
input-paper-unready = وثائق مرفقة؛ { $digest } ليست مرفقة أو لم تعد كذلك
input-paper-whole = الملف كاملًا؛ انقطع نقله
input-paper-name = اسم من 1 إلى { $number } بايت، بلا شرطات مائلة ولا محارف تحكم ولا تغيير لاتجاه الكتابة
input-paper-type = نوع وسائط مثل { $example }
input-paper-empty = ملف غير فارغ
input-paper-long = وثيقة لا تتجاوز { $most } من البايتات؛ وحجم هذه { $found }
input-paper-title = نص من 1 إلى { $number } بايت، بلا محارف تحكم ولا تغيير لاتجاه الكتابة
input-paper-twice = الملف نفسه مرة واحدة
input-paper-at = الوثيقة { $place }: { $expected }
input-papers-oral = لا وثائق: ما قيل بالهاتف لم يرافقه شيء منها
