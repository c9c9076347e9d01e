//! The voluntary appearance of a person in the requesting State, detained (Art 40(9) to (11)) or free (Art 40(29)): consent,
//! custody and return, safe conduct and the fifteen days to leave.

use super::shared::{OPENING, PAPERS, PERSON, REQUEST, REVIEW_OWED, close};
use crate::Side;
use crate::law::{Article, Measure, Period, Rule};
use crate::particulars::{Field, Kind};
use crate::permissions::Act;
use crate::procedure::Duty;
use crate::procedure::chart::{
    ACKNOWLEDGING, By, CONSULTING, Chart, DIALOGUE, Need, OPENER_ENDS, Opening, Owed, POSTPONING,
    REFUSING, Stage, Step, looked_at_again,
};

const WANTED: &[Field] = &[
    Field::must(
        "person",
        Article::A40p9,
        Kind::Records(PERSON),
        "the person",
    ),
    Field::must(
        "status",
        Article::A40p9,
        Kind::Choice(&["detained", "free"]),
        "detained or free",
    ),
    Field::must(
        "capacity",
        Article::A40p9,
        Kind::Choices(&["identification", "testimony", "expert", "other_help"]),
        "identification, testimony, expert, other_help",
    )
    .saying("appearance"),
    Field::must(
        "place",
        Article::A40p9,
        Kind::Text,
        "where the person is to appear",
    )
    .saying("appearance"),
    Field::must("period", Article::A40p9, Kind::Span, "from when until when"),
    Field::must(
        "safe_conduct",
        Article::A40p29,
        Kind::Attested,
        "that the requesting State grants safe conduct for earlier acts",
    ),
    Field::must(
        "keeps_in_custody",
        Article::A40p10,
        Kind::Attested,
        "that it keeps the person in custody and returns them without delay",
    )
    .where_field("status", "detained"),
    Field::must(
        "travel",
        Article::A40p30,
        Kind::Text,
        "travel and its costs",
    )
    .if_any(),
];

const CONSENT: &[Field] = &[
    Field::must(
        "given",
        Article::A40p9,
        Kind::YesNo,
        "whether the person consents",
    ),
    Field::must(
        "free_and_informed",
        Article::A40p9,
        Kind::Attested,
        "that the decision was free and the person informed",
    ),
    Field::must(
        "counsel",
        Article::A40p9,
        Kind::Text,
        "who advised the person, or that they declined counsel",
    ),
    Field::must(
        "record",
        Article::A40p9,
        Kind::Records(PAPERS),
        "the signed record of the decision",
    ),
];

const STEPS: &[Step] = &[
    Step::to(
        Act::RecordConsent,
        By::Executing,
        &[Stage::UnderReview, Stage::Consented],
        Stage::Consented,
        Article::A40p9,
        CONSENT,
    )
    .needs(&[Need::Screen])
    .yes_or_no("given", Stage::Consented, Stage::Declined),
    // A consent can be taken back until the person leaves.
    Step::to(
        Act::RecordConsent,
        By::Executing,
        &[Stage::Agreed],
        Stage::Agreed,
        Article::A40p9,
        CONSENT,
    )
    .yes_or_no("given", Stage::Agreed, Stage::Declined),
    looked_at_again(&[Stage::Consented, Stage::Agreed], Article::A40p9),
    Step::to(
        Act::Refuse,
        By::Executing,
        &[Stage::Consented],
        Stage::Refused,
        Article::A40p25,
        REFUSING[0].fields,
    )
    .needs(&[Need::Ground]),
    Step::to(
        Act::Agree,
        By::Executing,
        &[Stage::Consented],
        Stage::Agreed,
        Article::A40p9,
        &[
            Field::must(
                "text",
                Article::A40p9,
                Kind::Text,
                "the conditions both authorities agreed",
            )
            .saying("conditions"),
            Field::must(
                "return_by",
                Article::A40p10,
                Kind::Instant,
                "until when the person is back",
            ),
        ],
    )
    .needs(&[Need::Screen, Need::Authorisation, Need::Ahead("return_by")]),
    Step::to(
        Act::RecordArrival,
        By::Asking,
        &[Stage::Agreed],
        Stage::Present,
        Article::A40p10,
        &[
            Field::must(
                "at",
                Article::A40p10,
                Kind::Instant,
                "when the person arrived",
            )
            .saying("arrived"),
            Field::must(
                "safe_conduct_told",
                Article::A40p29,
                Kind::Attested,
                "that the person was told of the safe conduct",
            ),
        ],
    )
    .needs(&[Need::NotAhead("at")]),
    Step::to(
        Act::ReleaseFromNeed,
        By::Asking,
        &[Stage::Present],
        Stage::FreeToLeave,
        Article::A40p29,
        &[Field::must(
            "told_at",
            Article::A40p29,
            Kind::Instant,
            "when the person was officially told that they are no longer needed",
        )],
    )
    .needs(&[
        Need::NotAhead("told_at"),
        Need::NotBefore("told_at", Act::RecordArrival, "at"),
        Need::Where("status", &["free"], Rule::DetainedPersonReturns),
    ]),
    Step::to(
        Act::EndSafeConduct,
        By::Asking,
        &[Stage::FreeToLeave],
        Stage::SafeConductEnded,
        Article::A40p29,
        &[
            Field::must(
                "could_leave",
                Article::A40p29,
                Kind::Attested,
                "that the person could leave on each day of the period, the agreed one where it is longer, and stayed or came back freely",
            ),
            Field::must("text", Article::A40p29, Kind::Text, "how that is shown").saying("shown"),
        ],
    )
    .needs(&[Need::Over(
        Act::ReleaseFromNeed,
        "told_at",
        Period::SafeConduct,
    )]),
    Step::to(
        Act::RecordReturn,
        By::Asking,
        &[Stage::Present, Stage::FreeToLeave, Stage::SafeConductEnded],
        Stage::PersonReturned,
        Article::A40p10,
        &[
            Field::must(
                "at",
                Article::A40p10,
                Kind::Instant,
                "when the person was back or left",
            )
            .saying("returned"),
            Field::must(
                "days_in_custody",
                Article::A40p10,
                Kind::Number(0, 36_500),
                "days in custody, which count toward the sentence",
            )
            .if_any(),
        ],
    )
    .needs(&[Need::NotAhead("at")]),
    close(&[Stage::PersonReturned, Stage::SafeConductEnded]),
];

/// The chart.
pub const CHART: Chart = Chart {
    measure: Measure::PersonalAppearance,
    executes: Side::Requested,
    opens: Opening::REQUEST,
    particulars: &[OPENING, REQUEST, WANTED],
    opening: &[],
    steps: &[
        ACKNOWLEDGING,
        CONSULTING,
        DIALOGUE,
        POSTPONING,
        REFUSING,
        STEPS,
        OPENER_ENDS,
    ],
    owed: &[
        REVIEW_OWED[0],
        REVIEW_OWED[1],
        REVIEW_OWED[2],
        Owed::within(
            &[Stage::Consented],
            By::Executing,
            Duty::Decide,
            Period::DecideAccess,
        ),
        Owed::named(
            &[Stage::Present],
            By::Asking,
            Duty::ReturnPerson,
            (Act::Agree, "return_by"),
            Period::PersonReturn,
        )
        .only("status", "detained"),
        Owed::after(
            &[Stage::FreeToLeave],
            By::Asking,
            Duty::EndSafeConduct,
            (Act::ReleaseFromNeed, "told_at"),
            Period::SafeConduct,
        ),
        Owed::within(
            &[Stage::Agreed],
            By::Asking,
            Duty::CarryOut,
            Period::CarryOut,
        ),
        Owed::within(
            &[Stage::PersonReturned],
            By::Asking,
            Duty::Close,
            Period::CloseAfterEnd,
        )
        .then(Act::Close),
    ],
};
