# The status of the Convention by date. English.

menu-status = Treaty status
status = Status of the Convention
status-as-of = Newest source of
status-on = On the day
status-no-day = Expected here: a day of the calendar.
status-step = How far they have come
status-acted = All that have acted
status-everyone = All that can sign or join
status-find = Name or code
status-force = Entry into force
status-progress = Instruments deposited, of those needed
status-not-in-force = The Convention is not in force on this day.
status-needed =
    { $number ->
        [one] One instrument is needed (Art. 65(1)).
       *[other] { $number } instruments are needed (Art. 65(1)).
    }
status-deposited =
    { $number ->
        [0] None is deposited.
        [one] One is deposited.
       *[other] { $number } are deposited.
    }
status-missing =
    { $number ->
        [0] None is missing.
        [one] One is still missing.
       *[other] { $number } are still missing.
    }
status-if-today = If all that is missing were deposited on this day, the Convention would enter into force on { $date }.
status-enters = The Convention will enter into force on { $date }.
status-days =
    { $number ->
        [one] One day is left until then.
       *[other] { $number } days are left until then.
    }
status-in-force = The Convention has been in force since { $date }.
status-inexact = Of at least one deposit only the month is known. It is counted from the last day of that month, so that nobody is held bound too early.
status-month = { $month } { $year }
status-window = Signature
status-window-opens = The Convention opens for signature on { $date } (Art. 64(1)).
status-window-ends = It can be signed until { $date } (Art. 64(1)); after that, States join by accession.
status-window-days =
    { $number ->
        [0] This is the last day.
        [one] One day is left.
       *[other] { $number } days are left.
    }
status-window-over = Signature ended on { $date } (Art. 64(1)). Who has not signed can join by accession.
status-suppose = What if one more deposited?
status-suppose-state = State
status-suppose-day = Deposits on
status-suppose-go = Work it out
status-suppose-cannot = Expected here: a State that can deposit on this day. It has no instrument yet, the Convention is open, and its signature is not of a later day.
status-suppose-act = { $state }: { $act }.
status-suppose-bound = It would be bound from { $date } (Art. 65).
status-suppose-deposited =
    { $number ->
        [one] One instrument would then be deposited.
       *[other] { $number } instruments would then be deposited.
    }
status-suppose-all = If all others followed on the same day, the Convention would enter into force on { $date }.
status-suppose-nobody = This is a supposition: nobody has deposited this.
status-map = On the map
status-legend = What the colours and patterns mean
status-map-how = The table below says the same as the map. Small States are points.
status-not-drawn = On no map: { $states }.
status-map-opinion = Borders and names on this map express no opinion on the legal status of any country, territory, city or area, or of its authorities, or on its frontiers. What is drawn without colour has no code of its own among those that can sign or join; nothing is said of it.
status-table = In the table
status-rows =
    { $number ->
        [one] one row
       *[other] { $number } rows
    }
status-mirror = A mirror of public sources. The legal record is the depositary’s, the Secretary-General of the United Nations: rely on nothing here without it.
status-nobody = Nobody matches on this day.
status-source = Confidence and source
status-sources = Sources
status-inexact-row = at the latest: only a month is known
status-acts = What it did, as the record says it
status-no-acts = The record says nothing of it.
status-date = Date
status-no-date = not known
status-act = Act
status-about = What about
at-none = Nothing yet
at-signatory = Signed
at-consented = Deposited, not yet bound
at-party = Bound
at-leaving = Bound, has denounced
at-left = No longer bound
at-withdrawn = Instrument withdrawn
at-sort-state = State
at-sort-stage = How far
at-sort-signed = Signed
at-sort-deposited = Deposited
at-sort-bound = Bound from
at-signature = signature
at-ratification = ratification
at-acceptance = acceptance
at-approval = approval
at-accession = accession
at-instrument_withdrawal = withdrawal of the instrument
at-reservation = reservation
at-reservation_withdrawal = withdrawal of a reservation
at-declaration = declaration
at-objection = objection
at-objection_withdrawal = withdrawal of an objection
at-competence = declaration of competence
at-denunciation = denunciation
at-amendment_proposal = proposal of an amendment
at-amendment_adoption = adoption of an amendment
at-amendment_consent = consent to an amendment
at-protocol_adoption = adoption of a protocol
at-protocol_consent = consent to a protocol
at-excludes = excludes the provision
at-modifies = modifies the provision
at-precluding = precludes entry into force between the two
at-not_precluding = does not preclude entry into force between the two
at-high = high
at-medium = medium
at-low = low

# Who is bound towards whom.
between = Who is bound towards whom
between-one = One State
between-other = The other State
between-ask = Answer
between-no-state = Expected here: a State of the list.
between-yes = On { $date } the Convention is in force between { $one } and { $other }.
between-no = On { $date } the Convention is not in force between { $one } and { $other }.
between-since = It has been in force between the two since { $date }.
between-until = It ends between the two on { $date }.
between-earliest = It could be at the earliest on { $date }, if all that is missing were done on the day asked about.
between-missing = What is missing
between-same = A State has no bond with itself.
between-signed = { $state } has signed, and deposited no instrument.
between-can-sign = { $state } has neither signed nor deposited an instrument.
between-can-accede = { $state } has deposited no instrument. Signature has ended; accession is open.
between-instruments = Instruments deposited: { $deposited } of the { $needed } needed.
between-days = { $state } is bound only from { $date }.
between-left = { $state } left on { $date }; a new accession would bind it again.
between-objection = { $by } objected to the reservation of { $to } to { $provision }, and precluded the entry into force between the two.
between-precluded = An objection of one of the two precludes the entry into force between them.
between-altered = Provisions altered between the two
between-provision = Provision
between-objected = the other State objected
between-to-confirm = made when signing; to be confirmed with the instrument
between-by-register = Answered from what the register states of the States, as every decision is; reservations come from the depositary’s record.
between-by-record = Answered from the depositary’s record, newest source of { $date }.
directory-answered = Last answered
directory-languages = Languages
