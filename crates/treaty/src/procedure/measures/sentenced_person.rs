//! Transfer of a sentenced person, Art 38.

use super::shared::{OPENING, PAPERS, PERSON, REVIEW_OWED, close};
use crate::Side;
use crate::law::{Article, Measure, Period};
use crate::particulars::{Field, Kind};
use crate::permissions::Act;
use crate::procedure::Duty;
use crate::procedure::chart::{
    ACKNOWLEDGING, By, CONSULTING, Chart, DIALOGUE, Need, OPENER_ENDS, Opening, Owed, POSTPONING,
    Stage, Step, declining,
};

const WANTED: &[Field] = &[
    Field::must(
        "person",
        Article::A38,
        Kind::Records(PERSON),
        "the sentenced person",
    )
    .saying("sentenced"),
    Field::must(
        "to",
        Article::A38,
        Kind::State,
        "the State in which the sentence is to be served",
    )
    .saying("sentence"),
    Field::must(
        "judgment",
        Article::A38,
        Kind::Records(PAPERS),
        "the judgment",
    ),
    Field::must(
        "final_judgment",
        Article::A38,
        Kind::Attested,
        "that the judgment is final",
    ),
    Field::must(
        "days_remaining",
        Article::A38,
        Kind::Number(1, 36_500),
        "days of the sentence still to serve",
    ),
    Field::must(
        "consent",
        Article::A38,
        Kind::Choice(&["given", "not_required"]),
        "given, or not_required by the law of either State",
    )
    .saying("personal"),
    Field::must(
        "consent_record",
        Article::A38,
        Kind::Records(PAPERS),
        "the record of the person's consent",
    )
    .where_field("consent", "given"),
    Field::must(
        "reintegration",
        Article::A38,
        Kind::Text,
        "how rehabilitation and reintegration were weighed",
    ),
];

const STEPS: &[Step] = &[
    // Also after it was agreed: a consent is taken back, a file never comes.
    declining(
        &[Stage::Sent, Stage::UnderReview, Stage::Agreed],
        Article::A38,
    ),
    Step::to(
        Act::Agree,
        By::Executing,
        &[Stage::UnderReview],
        Stage::Agreed,
        Article::A38,
        &[
            Field::must(
                "text",
                Article::A38,
                Kind::Text,
                "how the sentence will be carried out: continued or converted",
            )
            .saying("sentence"),
            Field::must(
                "conditions",
                Article::A38,
                Kind::Texts,
                "conditions, one text each",
            )
            .if_any(),
        ],
    )
    .needs(&[Need::Screen]),
    Step::to(
        Act::RecordPersonTransfer,
        By::Either,
        &[Stage::Agreed],
        Stage::PersonTransferred,
        Article::A38,
        &[
            Field::must(
                "at",
                Article::A38,
                Kind::Instant,
                "when the person was handed over",
            )
            .saying("surrendered"),
            Field::must(
                "days_served",
                Article::A38,
                Kind::Number(0, 36_500),
                "days served until then",
            ),
        ],
    )
    .needs(&[Need::NotAhead("at")]),
    close(&[Stage::PersonTransferred]),
];

/// The chart.
pub const CHART: Chart = Chart {
    measure: Measure::SentencedPerson,
    executes: Side::Requested,
    opens: Opening::REQUEST,
    particulars: &[OPENING, WANTED],
    opening: &[],
    steps: &[
        ACKNOWLEDGING,
        CONSULTING,
        DIALOGUE,
        POSTPONING,
        STEPS,
        OPENER_ENDS,
    ],
    owed: &[
        REVIEW_OWED[0],
        REVIEW_OWED[1],
        REVIEW_OWED[2],
        Owed::within(
            &[Stage::Agreed],
            By::Executing,
            Duty::CarryOut,
            Period::CarryOut,
        ),
    ],
};
