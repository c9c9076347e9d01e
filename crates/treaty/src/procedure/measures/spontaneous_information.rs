//! Information nobody asked for, Arts 40(4), 40(5) and 51: the restrictions are accepted before anything is delivered, so
//! that nobody is bound unawares.

use super::shared::{OPENING, PAPERS, close};
use crate::Side;
use crate::law::{Article, Measure, Period};
use crate::particulars::{Field, Kind};
use crate::permissions::Act;
use crate::procedure::Duty;
use crate::procedure::chart::{
    ACKNOWLEDGING, By, CONSULTING, Chart, DIALOGUE, From, Need, OPENER_ENDS, Opening, Owed, Stage,
    Step, UNDECIDED, declining,
};

const OFFER: &[Field] = &[
    Field::must(
        "kind",
        Article::A40p4,
        Kind::Choice(&["information", "proceeds"]),
        "information, or proceeds (Art 51)",
    )
    .saying("information"),
    Field::must(
        "summary",
        Article::A40p4,
        Kind::Text,
        "what it is about, without the information itself",
    ),
    Field::must(
        "restrictions",
        Article::A40p5,
        Kind::Texts,
        "the restrictions on use, one text each",
    ),
    Field::must(
        "purposes",
        Article::A40p5,
        Kind::Choices(&[
            "investigation",
            "prosecution",
            "court_proceedings",
            "prevention",
        ]),
        "investigation, prosecution, court_proceedings, prevention",
    )
    .saying("named"),
    Field::must(
        "confidential_until",
        Article::A40p5,
        Kind::Instant,
        "until when it stays confidential",
    )
    .if_any(),
    Field::must(
        "personal_data",
        Article::A36p1,
        Kind::YesNo,
        "whether it contains personal data",
    ),
];

const CONTENT: &[Field] = &[
    Field::must("text", Article::A40p4, Kind::Text, "the information").saying("information"),
    Field::must(
        "papers",
        Article::A40p4,
        Kind::Records(PAPERS),
        "papers that go with it",
    )
    .saying("with")
    .if_any(),
];

const STEPS: &[Step] = &[
    declining(UNDECIDED, Article::A40p4),
    Step::to(
        Act::AcceptOffer,
        By::Asking,
        UNDECIDED,
        Stage::Accepted,
        Article::A40p5,
        &[Field::must(
            "restrictions_accepted",
            Article::A40p5,
            Kind::Attested,
            "that the restrictions are accepted and will bind",
        )],
    ),
    Step::to(
        Act::Deliver,
        By::Executing,
        &[Stage::Accepted],
        Stage::Delivered,
        Article::A40p4,
        CONTENT,
    )
    .needs(&[Need::Screen, Need::Authorisation, Need::PersonalData]),
    Step::stays(
        Act::NotifyExculpatory,
        By::Asking,
        // The duty towards the accused outlasts the matter.
        From::At(&[Stage::Delivered, Stage::Converted, Stage::Closed]),
        Article::A40p5,
        &[
            Field::must(
                "text",
                Article::A40p5,
                Kind::Text,
                "what will be disclosed to the accused, or was without delay",
            )
            .saying("accused"),
            Field::must(
                "timing",
                Article::A40p5,
                Kind::Choice(&["before", "without_delay_after"]),
                "before, or without_delay_after where notice was impossible",
            ),
        ],
    ),
    Step::to(
        Act::ConvertToRequest,
        By::Asking,
        &[Stage::Delivered],
        Stage::Converted,
        Article::A40p4,
        &[Field::must(
            "matter",
            Article::A40p4,
            Kind::Matter,
            "the request for assistance that follows",
        )],
    ),
    close(&[Stage::Delivered, Stage::Converted]),
];

/// The chart.
pub const CHART: Chart = Chart {
    measure: Measure::SpontaneousInformation,
    executes: Side::Requesting,
    opens: Opening::REQUEST,
    particulars: &[OPENING, OFFER],
    opening: &[Need::Screen, Need::PersonalData],
    steps: &[ACKNOWLEDGING, CONSULTING, DIALOGUE, STEPS, OPENER_ENDS],
    owed: &[
        Owed::within(
            UNDECIDED,
            By::Asking,
            Duty::AnswerOffer,
            Period::AnswerOffer,
        ),
        Owed::within(
            &[Stage::Accepted],
            By::Executing,
            Duty::Deliver,
            Period::Deliver,
        ),
        Owed::within(
            &[Stage::Converted],
            By::Asking,
            Duty::Close,
            Period::CloseAfterEnd,
        )
        .then(Act::Close),
    ],
};
