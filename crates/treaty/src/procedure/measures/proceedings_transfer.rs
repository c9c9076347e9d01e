//! Transfer of criminal proceedings to the State better placed to conduct them, Art 39.

use super::shared::{OPENING, PAPERS, PERSON, REQUEST, REVIEW_OWED, close};
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
        "suspects",
        Article::A39,
        Kind::Records(PERSON),
        "the persons concerned",
    )
    .if_any(),
    Field::must(
        "jurisdiction",
        Article::A22p1,
        Kind::Text,
        "on what the requested State's jurisdiction rests",
    )
    .saying("requested"),
    Field::must(
        "administration_of_justice",
        Article::A39,
        Kind::Text,
        "why the transfer serves the proper administration of justice",
    ),
    Field::must(
        "victims_informed",
        Article::A34p2,
        Kind::Text,
        "how victims were informed and where they can claim",
    )
    .if_any(),
    Field::must(
        "consultation",
        Article::A22p5,
        Kind::Matter,
        "the consultation on jurisdiction, where there was one",
    )
    .if_any(),
];

const STEPS: &[Step] = &[
    // Also after it was agreed: a consent is taken back, a file never comes.
    declining(
        &[Stage::Sent, Stage::UnderReview, Stage::Agreed],
        Article::A39,
    ),
    Step::to(
        Act::Agree,
        By::Executing,
        &[Stage::UnderReview],
        Stage::Agreed,
        Article::A39,
        &[
            Field::must(
                "text",
                Article::A39,
                Kind::Text,
                "the authority that takes the proceedings over",
            )
            .saying("authority"),
            Field::must(
                "conditions",
                Article::A39,
                Kind::Texts,
                "conditions, one text each",
            )
            .if_any(),
        ],
    )
    .needs(&[Need::Screen]),
    Step::to(
        Act::HandOverFile,
        By::Asking,
        &[Stage::Agreed],
        Stage::FileHandedOver,
        Article::A39,
        &[
            Field::must(
                "papers",
                Article::A39,
                Kind::Records(PAPERS),
                "the file, one record each",
            )
            .saying("file"),
            Field::must(
                "stayed",
                Article::A39,
                Kind::Attested,
                "that the own proceedings are stayed, so that nobody is tried twice",
            ),
        ],
    ),
    Step::to(
        Act::ReportOutcome,
        By::Executing,
        &[Stage::FileHandedOver],
        Stage::Concluded,
        Article::A39,
        &[Field::must(
            "outcome",
            Article::A39,
            Kind::Text,
            "how the proceedings ended",
        )
        .saying("proceedings")],
    ),
    close(&[Stage::Concluded]),
];

/// The chart.
pub const CHART: Chart = Chart {
    measure: Measure::ProceedingsTransfer,
    executes: Side::Requested,
    opens: Opening::REQUEST,
    particulars: &[OPENING, REQUEST, WANTED],
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
            By::Asking,
            Duty::HandOverFile,
            Period::CarryOut,
        ),
        Owed::within(
            &[Stage::Concluded],
            By::Asking,
            Duty::Close,
            Period::CloseAfterEnd,
        )
        .then(Act::Close),
    ],
};
