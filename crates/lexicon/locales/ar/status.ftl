# The status of the Convention by date. Arabic.

menu-status = حالة المعاهدة
status = حالة الاتفاقية
status-as-of = أحدث مصدر بتاريخ
status-on = في يوم
status-no-day = المطلوب هنا: يوم من أيام التقويم.
status-step = المرحلة التي بلغتها
status-acted = كل من اتخذ إجراءً
status-everyone = كل من يجوز له التوقيع أو الانضمام
status-find = الاسم أو الرمز
status-force = بدء النفاذ
status-progress = الصكوك المودعة من أصل المطلوب
status-not-in-force = الاتفاقية ليست نافذة في هذا اليوم.
status-needed =
    { $number ->
        [one] يلزم صك واحد (المادة 65 (1)).
        [two] يلزم صكان (المادة 65 (1)).
        [few] تلزم { $number } صكوك (المادة 65 (1)).
       *[other] يلزم { $number } صكا (المادة 65 (1)).
    }
status-deposited =
    { $number ->
        [0] لم يودع أي صك.
        [one] أُودع صك واحد.
        [two] أُودع صكان.
        [few] أُودعت { $number } صكوك.
       *[other] أُودع { $number } صكا.
    }
status-missing =
    { $number ->
        [0] لا ينقص أي صك.
        [one] لا يزال ينقص صك واحد.
        [two] لا يزال ينقص صكان.
        [few] لا تزال تنقص { $number } صكوك.
       *[other] لا يزال ينقص { $number } صكا.
    }
status-if-today = لو أُودعت جميع الصكوك الناقصة في هذا اليوم لبدأ نفاذ الاتفاقية في { $date }.
status-enters = يبدأ نفاذ الاتفاقية في { $date }.
status-days =
    { $number ->
        [one] يتبقى يوم واحد.
        [two] يتبقى يومان.
        [few] تتبقى { $number } أيام.
       *[other] يتبقى { $number } يوما.
    }
status-in-force = الاتفاقية نافذة منذ { $date }.
status-inexact = لا يُعرف من تاريخ إيداع واحد على الأقل سوى الشهر. ويُحسب من آخر يوم في ذلك الشهر كي لا تُعد أي دولة ملزمة قبل الأوان.
status-month = { $month } { $year }
status-window = التوقيع
status-window-opens = يُفتح باب التوقيع على الاتفاقية في { $date } (المادة 64 (1)).
status-window-ends = باب التوقيع مفتوح حتى { $date } (المادة 64 (1))؛ وبعد ذلك تصبح الدول أطرافا بالانضمام.
status-window-days =
    { $number ->
        [0] هذا هو اليوم الأخير.
        [one] يتبقى يوم واحد.
        [two] يتبقى يومان.
        [few] تتبقى { $number } أيام.
       *[other] يتبقى { $number } يوما.
    }
status-window-over = أُغلق باب التوقيع في { $date } (المادة 64 (1)). ويجوز لمن لم يوقّع أن ينضم.
status-suppose = ماذا لو أُودع صك آخر؟
status-suppose-state = الدولة
status-suppose-day = تاريخ الإيداع
status-suppose-go = احسب
status-suppose-cannot = المطلوب هنا: دولة يمكنها الإيداع في هذا اليوم. ليس لها صك بعد، والاتفاقية مفتوحة، وتوقيعها ليس لاحقا لهذا اليوم.
status-suppose-act = { $state }: { $act }.
status-suppose-bound = تصبح ملزمة اعتبارا من { $date } (المادة 65).
status-suppose-deposited =
    { $number ->
        [one] يكون قد أُودع عندئذ صك واحد.
        [two] يكون قد أُودع عندئذ صكان.
        [few] تكون قد أُودعت عندئذ { $number } صكوك.
       *[other] يكون قد أُودع عندئذ { $number } صكا.
    }
status-suppose-all = لو تبعتها جميع الدول الأخرى في اليوم نفسه لبدأ نفاذ الاتفاقية في { $date }.
status-suppose-nobody = هذا افتراض: لم يودع أحد هذا الصك.
status-map = على الخريطة
status-legend = معاني الألوان والأنماط
status-map-how = يبيّن الجدول أدناه ما تبينه الخريطة. والدول الصغيرة نقاط.
status-not-drawn = غير مبيّن على الخريطة: { $states }.
status-map-opinion = لا تعبّر الحدود والأسماء على هذه الخريطة عن أي رأي بشأن المركز القانوني لأي بلد أو إقليم أو مدينة أو منطقة أو لسلطات أي منها، أو بشأن تعيين حدودها. وما رُسم بلا لون ليس له رمز خاص به بين من يجوز لهم التوقيع أو الانضمام؛ ولا يقال عنه شيء.
status-table = في الجدول
status-rows =
    { $number ->
        [one] صف واحد
        [two] صفان
        [few] { $number } صفوف
       *[other] { $number } صفا
    }
status-mirror = صورة عن مصادر علنية. والسجل القانوني هو سجل الوديع، الأمين العام للأمم المتحدة: لا تعتمد على شيء هنا من دونه.
status-nobody = لا أحد يطابق ذلك في هذا اليوم.
status-source = درجة الثقة والمصدر
status-sources = المصادر
status-inexact-row = على أبعد تقدير: لا يُعرف سوى الشهر
status-acts = ما فعلته الدولة وفقا للسجل
status-no-acts = لا يذكر السجل عنها شيئا.
status-date = التاريخ
status-no-date = غير معروف
status-act = الإجراء
status-about = الموضوع
at-none = لا شيء بعد
at-signatory = وقّعت
at-consented = أودعت ولم تُلزم بعد
at-party = ملزمة
at-leaving = ملزمة، وانسحبت
at-left = لم تعد ملزمة
at-withdrawn = سُحب الصك
at-sort-state = الدولة
at-sort-stage = المرحلة
at-sort-signed = التوقيع
at-sort-deposited = الإيداع
at-sort-bound = ملزمة منذ
at-signature = توقيع
at-ratification = تصديق
at-acceptance = قبول
at-approval = موافقة
at-accession = انضمام
at-instrument_withdrawal = سحب الصك
at-reservation = تحفظ
at-reservation_withdrawal = سحب تحفظ
at-declaration = إعلان
at-objection = اعتراض
at-objection_withdrawal = سحب اعتراض
at-competence = إعلان اختصاص
at-denunciation = انسحاب
at-amendment_proposal = اقتراح تعديل
at-amendment_adoption = اعتماد تعديل
at-amendment_consent = قبول تعديل
at-protocol_adoption = اعتماد بروتوكول
at-protocol_consent = الموافقة على الالتزام ببروتوكول
at-excludes = يستبعد الحكم
at-modifies = يعدّل الحكم
at-precluding = يمنع بدء النفاذ بين الاثنتين
at-not_precluding = لا يمنع بدء النفاذ بين الاثنتين
at-high = عالية
at-medium = متوسطة
at-low = منخفضة

# Who is bound towards whom.
between = من ملزم تجاه من
between-one = دولة
between-other = الدولة الأخرى
between-ask = أجب
between-no-state = المطلوب هنا: دولة من القائمة.
between-yes = في { $date } الاتفاقية نافذة بين { $one } و{ $other }.
between-no = في { $date } الاتفاقية ليست نافذة بين { $one } و{ $other }.
between-since = وهي نافذة بينهما منذ { $date }.
between-until = وتنتهي بينهما في { $date }.
between-earliest = أقرب موعد ممكن هو { $date }، لو استُكمل كل ما ينقص في اليوم المسؤول عنه.
between-missing = ما ينقص
between-same = لا التزام لدولة تجاه نفسها.
between-signed = { $state }: وقّعت ولم تودع صكا.
between-can-sign = { $state }: لم توقّع ولم تودع صكا.
between-can-accede = { $state }: لم تودع صكا. أُغلق باب التوقيع، والانضمام مفتوح.
between-instruments = من الصكوك المطلوبة وعددها { $needed } أُودع { $deposited }.
between-days = { $state }: ملزمة اعتبارا من { $date } فقط.
between-left = { $state }: انسحبت في { $date }؛ وانضمام جديد يلزمها من جديد.
between-objection = اعترضت { $by } على تحفظ { $to } ({ $provision }) ومنعت بدء النفاذ بين الاثنتين.
between-precluded = اعتراض من إحدى الدولتين يمنع بدء النفاذ بينهما.
between-altered = الأحكام المعدّلة بين الاثنتين
between-provision = الحكم
between-objected = اعترضت الدولة الأخرى
between-to-confirm = صدر عند التوقيع؛ ويلزم تأكيده مع الصك
between-by-register = الجواب وفقا لما يذكره السجل عن الدولتين، كما في كل قرار؛ والتحفظات من سجل الوديع.
between-by-record = الجواب وفقا لسجل الوديع، أحدث مصدر بتاريخ { $date }.
directory-answered = آخر رد
directory-languages = اللغات
