//! Law-enforcement cooperation, Art 47: a separate, lower-trust lane. No content data; personal data only through the gate of
//! Art 36; everything can be turned into a request for assistance.

use super::shared::{OPENING, PERSON, close};
use crate::Side;
use crate::law::{Article, Measure, Period};
use crate::particulars::{Field, Kind};
use crate::permissions::Act;
use crate::procedure::Duty;
use crate::procedure::chart::{
    ACKNOWLEDGING, By, Chart, DIALOGUE, From, Need, OPENER_ENDS, Opening, Owed, Stage, Step, To,
    UNDECIDED, declining,
};

const ENQUIRY: &[Field] = &[
    Field::must(
        "kinds",
        Article::A47p1,
        Kind::Choices(&[
            "identity_whereabouts_activities",
            "movement_of_property",
            "items_for_analysis",
            "methods",
            "coordination",
            "early_identification",
        ]),
        "identity_whereabouts_activities, movement_of_property, items_for_analysis, methods, coordination, early_identification",
    ).saying("police"),
    Field::must("enquiry", Article::A47p1, Kind::Text, "what is asked"),
    Field::must(
        "persons",
        Article::A47p1,
        Kind::Records(PERSON),
        "the persons concerned, one record each",
    )
    .if_any(),
    Field::must(
        "no_content_data",
        Article::A47p1,
        Kind::Attested,
        "that no content data are asked for or sent",
    ).saying("asked"),
];

const ANSWER: &[Field] = &[
    Field::must("text", Article::A47p1, Kind::Text, "the answer").saying("answer"),
    Field::must(
        "no_content_data",
        Article::A47p1,
        Kind::Attested,
        "that the answer holds no content data",
    ),
    Field::must(
        "use",
        Article::A40p19,
        Kind::Choice(&["intelligence_only", "evidence_after_assistance"]),
        "intelligence_only, or evidence_after_assistance",
    ),
];

const ANSWERING: Step = Step::to(
    Act::AnswerPolice,
    By::Executing,
    &[Stage::UnderReview],
    Stage::Answered,
    Article::A47p1,
    ANSWER,
)
.needs(&[Need::Screen, Need::Authorisation, Need::PersonalData]);

const STEPS: &[Step] = &[
    declining(UNDECIDED, Article::A47p1),
    ANSWERING,
    // An answer that crosses the request that follows is heard all the same.
    Step {
        from: From::At(&[Stage::Converted]),
        to: To::Stays,
        ..ANSWERING
    },
    Step::to(
        Act::ConvertToRequest,
        By::Asking,
        &[Stage::UnderReview, Stage::Answered],
        Stage::Converted,
        Article::A40p1,
        &[Field::must(
            "matter",
            Article::A40p1,
            Kind::Matter,
            "the request for assistance that follows",
        )],
    ),
    close(&[Stage::Answered, Stage::Converted]),
];

/// The chart.
pub const CHART: Chart = Chart {
    measure: Measure::PoliceCooperation,
    executes: Side::Requested,
    opens: Opening::REQUEST,
    particulars: &[OPENING, ENQUIRY],
    opening: &[Need::WithinLimit],
    steps: &[ACKNOWLEDGING, DIALOGUE, STEPS, OPENER_ENDS],
    owed: &[
        Owed::within(
            &[Stage::Sent],
            By::Executing,
            Duty::Acknowledge,
            Period::AcknowledgeAccess,
        ),
        Owed::within(
            &[Stage::UnderReview],
            By::Executing,
            Duty::Decide,
            Period::AnswerPolice,
        ),
        Owed::within(
            &[Stage::Answered, Stage::Converted],
            By::Asking,
            Duty::Close,
            Period::CloseAfterEnd,
        )
        .then(Act::Close),
    ],
};
