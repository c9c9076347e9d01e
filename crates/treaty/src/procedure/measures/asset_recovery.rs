//! Tracing, freezing, confiscating and returning property, virtual assets included, Arts 31 and 49 to 52.

mod documents;

use super::shared::{OPENING, REQUEST, REVIEW_OWED, close};
use crate::Side;
use crate::law::{Article, Measure, Period, Rule};
use crate::particulars::{Field, Kind};
use crate::permissions::Act;
use crate::procedure::Duty;
use crate::procedure::chart::{
    ACKNOWLEDGING, By, CONSULTING, Chart, DIALOGUE, From, Need, OPENER_ENDS, Opening, Owed,
    POSTPONING, REFUSING, Stage, Step,
};
use documents::{ASSET, CLAIM, CONFISCATION, DISPOSAL, LIFT, ORDER, SOUGHT, WANTED};

/// The stages at which a claim on the property can be recorded.
const CLAIMED: &[Stage] = &[
    Stage::Frozen,
    Stage::LiftProposed,
    Stage::Lifted,
    Stage::ConfiscationSought,
    Stage::Confiscated,
    Stage::DisposalProposed,
    Stage::Disposed,
];

/// What is wanted where more than tracing is.
const SEIZING: &[&str] = &["freezing", "own_order", "foreign_order"];

/// What is wanted where confiscation is.
const CONFISCATING: &[&str] = &["own_order", "foreign_order"];

const STEPS: &[Step] = &[
    Step::to(
        Act::ReportTraced,
        By::Executing,
        &[Stage::UnderReview, Stage::Traced],
        Stage::Traced,
        Article::A50p2,
        &[
            Field::must(
                "assets",
                Article::A50p2,
                Kind::Records(ASSET),
                "the property found, one record each",
            )
            .saying("found"),
            Field::must("text", Article::A50p2, Kind::Text, "remarks")
                .saying("remarks")
                .if_any(),
        ],
    )
    .needs(&[Need::Screen, Need::Authorisation, Need::PersonalData]),
    Step::to(
        Act::OrderFreeze,
        By::Executing,
        &[Stage::UnderReview, Stage::Traced],
        Stage::Frozen,
        Article::A50p2,
        ORDER,
    )
    .needs(&[
        Need::Where("wants", SEIZING, Rule::TracingOnly),
        Need::Screen,
        Need::Authorisation,
    ]),
    Step::to(
        Act::ProposeLift,
        By::Executing,
        &[Stage::Frozen],
        Stage::LiftProposed,
        Article::A50p8,
        LIFT,
    ),
    Step::stays(
        Act::ObjectToLift,
        By::Asking,
        From::At(&[Stage::LiftProposed]),
        Article::A50p8,
        &[Field::must(
            "text",
            Article::A50p8,
            Kind::Text,
            "reasons for continuing the measure",
        )
        .saying("continuing")],
    ),
    Step::to(
        Act::ContinueFreeze,
        By::Executing,
        &[Stage::LiftProposed],
        Stage::Frozen,
        Article::A50p8,
        &[Field::must(
            "text",
            Article::A50p8,
            Kind::Text,
            "why the measure goes on",
        )
        .saying("goes_on")
        .if_any()],
    ),
    Step::to(
        Act::LiftFreeze,
        By::Executing,
        &[
            Stage::Frozen,
            Stage::LiftProposed,
            Stage::ConfiscationSought,
        ],
        Stage::Lifted,
        Article::A50p8,
        &[
            Field::must(
                "text",
                Article::A50p8,
                Kind::Text,
                "what became of the objection, if there was one",
            )
            .saying("objection")
            .if_any(),
            Field::must(
                "not_possible_because",
                Article::A50p8,
                Kind::Text,
                "why the other State could not be heard before, as where a court released the property at once",
            )
            .if_any(),
        ],
    )
    .needs(&[Need::AnsweredOr(
        Act::ProposeLift,
        Act::ObjectToLift,
        Period::ObjectToLift,
        Rule::HearBeforeLifting,
    )]),
    Step::to(
        Act::SeekConfiscation,
        By::Asking,
        &[Stage::Frozen, Stage::LiftProposed],
        Stage::ConfiscationSought,
        Article::A50p1,
        SOUGHT,
    ),
    Step::to(
        Act::Refuse,
        By::Executing,
        &[Stage::Traced],
        Stage::Refused,
        Article::A40p25,
        REFUSING[0].fields,
    )
    .needs(&[Need::Ground]),
    // The confiscation is refused; the freezing stands until it is lifted, and its lifting heard.
    Step::to(
        Act::Refuse,
        By::Executing,
        &[Stage::ConfiscationSought],
        Stage::Frozen,
        Article::A50p7,
        REFUSING[0].fields,
    )
    .needs(&[Need::Ground]),
    Step::to(
        Act::OrderConfiscation,
        By::Executing,
        &[Stage::ConfiscationSought],
        Stage::Confiscated,
        Article::A50p1,
        CONFISCATION,
    )
    .needs(&[Need::Screen, Need::Authorisation]),
    // What the request asked for with its papers need not be frozen first.
    Step::to(
        Act::OrderConfiscation,
        By::Executing,
        &[Stage::UnderReview, Stage::Traced, Stage::Frozen],
        Stage::Confiscated,
        Article::A50p1,
        CONFISCATION,
    )
    .needs(&[
        Need::Where("wants", CONFISCATING, Rule::ConfiscationNotSought),
        Need::Screen,
        Need::Authorisation,
    ]),
    Step::stays(
        Act::NoteClaim,
        By::Either,
        From::At(CLAIMED),
        Article::A50p9,
        CLAIM,
    ),
    Step::to(
        Act::ProposeDisposal,
        By::Executing,
        &[Stage::Confiscated],
        Stage::DisposalProposed,
        Article::A52p2,
        DISPOSAL,
    ),
    Step::stays(
        Act::AnswerDisposal,
        By::Asking,
        From::At(&[Stage::DisposalProposed]),
        Article::A52p2,
        &[
            Field::must(
                "accepted",
                Article::A52p2,
                Kind::YesNo,
                "whether the requesting State agrees",
            )
            .saying("agrees"),
            Field::must(
                "text",
                Article::A52p2,
                Kind::Text,
                "its view; a request for return to victims is made here",
            )
            .saying("view"),
        ],
    ),
    Step::to(
        Act::ReviseDisposal,
        By::Executing,
        &[Stage::DisposalProposed],
        Stage::Confiscated,
        Article::A52p2,
        &[Field::must(
            "text",
            Article::A52p2,
            Kind::Text,
            "why the proposal is taken back",
        )
        .saying("taken_back")],
    ),
    Step::to(
        Act::Dispose,
        By::Executing,
        &[Stage::DisposalProposed],
        Stage::Disposed,
        Article::A52p1,
        DISPOSAL,
    )
    .needs(&[Need::AnsweredOr(
        Act::ProposeDisposal,
        Act::AnswerDisposal,
        Period::AnswerDisposal,
        Rule::HearBeforeDisposal,
    )]),
    close(&[Stage::Traced, Stage::Lifted, Stage::Disposed]),
];

/// The chart.
pub const CHART: Chart = Chart {
    measure: Measure::AssetRecovery,
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
            &[Stage::LiftProposed],
            By::Asking,
            Duty::ObjectToLift,
            Period::ObjectToLift,
        )
        .unless(Act::ObjectToLift),
        Owed::within(
            &[Stage::ConfiscationSought],
            By::Executing,
            Duty::Decide,
            Period::DecideAccess,
        ),
        Owed::within(
            &[Stage::Confiscated],
            By::Executing,
            Duty::ProposeDisposal,
            Period::ProposeDisposal,
        ),
        Owed::within(
            &[Stage::DisposalProposed],
            By::Asking,
            Duty::AnswerDisposal,
            Period::AnswerDisposal,
        )
        .unless(Act::AnswerDisposal),
        Owed::within(
            &[Stage::Lifted, Stage::Disposed],
            By::Asking,
            Duty::Close,
            Period::CloseAfterEnd,
        )
        .then(Act::Close),
    ],
};
