//! Extradition, Art 37: provisional arrest, the formal request, the decision, surrender; and what follows when a national is
//! not extradited. The platform carries messages and clocks and decides nothing.

mod documents;

use super::shared::{OPENING, PAPERS, REVIEW_OWED, close};
use crate::Side;
use crate::law::{Article, Measure, Period, Rule};
use crate::particulars::{Field, Kind};
use crate::permissions::Act;
use crate::procedure::Duty;
use crate::procedure::chart::{
    ACKNOWLEDGING, By, CONSULTING, Chart, DIALOGUE, From, Need, OPENER_ENDS, Opening, Owed,
    POSTPONING, Stage, Step,
};
use documents::{DECISION, DISCHARGE, ENDING, FORMAL, NATIONAL, PROVISIONAL, REFUSAL, WANTED};

const STEPS: &[Step] = &[
    Step::to(
        Act::ArrestProvisionally,
        By::Executing,
        &[Stage::UnderReview],
        Stage::ProvisionalArrest,
        Article::A37p10,
        PROVISIONAL,
    )
    .needs(&[
        Need::Where("provisional", &["yes"], Rule::ProvisionalNotAsked),
        Need::Never(Act::EndProvisional, Rule::ArrestEndedBefore),
        Need::Screen,
        Need::Authorisation,
        Need::Ahead("until"),
        Need::ArrestAllowed("until"),
    ]),
    Step::to(
        Act::EndProvisional,
        By::Executing,
        &[Stage::ProvisionalArrest],
        Stage::UnderReview,
        Article::A37p10,
        ENDING,
    ),
    // The complete request stands while the person is free.
    Step::stays(
        Act::EndProvisional,
        By::Executing,
        From::At(&[Stage::FormalReceived]),
        Article::A37p10,
        ENDING,
    ),
    Step::to(
        Act::SendFormal,
        By::Asking,
        &[
            Stage::UnderReview,
            Stage::Postponed,
            Stage::ProvisionalArrest,
        ],
        Stage::FormalReceived,
        Article::A37p8,
        FORMAL,
    ),
    Step::to(
        Act::Grant,
        By::Executing,
        &[Stage::FormalReceived],
        Stage::Granted,
        Article::A37p18,
        DECISION,
    )
    .needs(&[
        Need::Screen,
        Need::Authorisation,
        Need::NationalAllowed("own_national"),
    ]),
    Step::to(
        Act::RefuseNational,
        By::Executing,
        &[
            Stage::UnderReview,
            Stage::ProvisionalArrest,
            Stage::FormalReceived,
        ],
        Stage::NationalRefused,
        Article::A37p11,
        NATIONAL,
    )
    .needs(&[Need::ConsultedOrWhyNot, Need::NationalsKept]),
    Step::to(
        Act::Refuse,
        By::Executing,
        &[
            Stage::UnderReview,
            Stage::FormalReceived,
            Stage::ProvisionalArrest,
            Stage::Granted,
        ],
        Stage::Refused,
        Article::A37p18,
        REFUSAL,
    )
    .needs(&[Need::Ground, Need::ConsultedOrWhyNot]),
    Step::to(
        Act::RequestProsecution,
        By::Asking,
        &[Stage::NationalRefused],
        Stage::ProsecutionSought,
        Article::A37p11,
        &[
            Field::must(
                "papers",
                Article::A37p11,
                Kind::Records(PAPERS),
                "the file for the prosecution",
            )
            .saying("prosecution")
            .if_any(),
            Field::must("text", Article::A37p11, Kind::Text, "what is asked for").saying("asked"),
        ],
    ),
    Step::to(
        Act::TakeUpProsecution,
        By::Executing,
        &[Stage::NationalRefused, Stage::ProsecutionSought],
        Stage::ProsecutionTakenUp,
        Article::A37p11,
        &[
            Field::must(
                "authority",
                Article::A37p11,
                Kind::Text,
                "the competent authority",
            ),
            Field::must("reference", Article::A37p11, Kind::Text, "its reference"),
        ],
    ),
    Step::to(
        Act::EnforceSentence,
        By::Executing,
        &[Stage::NationalRefused, Stage::ProsecutionSought],
        Stage::SentenceEnforced,
        Article::A37p13,
        &[Field::must(
            "decision",
            Article::A37p13,
            Kind::Text,
            "how the sentence, or the rest of it, is enforced",
        )
        .saying("enforcement")],
    )
    .needs(&[Need::Where(
        "purpose",
        &["sentence"],
        Rule::NoSentenceToEnforce,
    )]),
    Step::to(
        Act::Surrender,
        By::Executing,
        &[Stage::Granted],
        Stage::Surrendered,
        Article::A37p1,
        &[
            Field::must(
                "at",
                Article::A37p1,
                Kind::Instant,
                "when the person was handed over",
            )
            .saying("surrendered"),
            Field::must("place", Article::A37p1, Kind::Text, "where"),
            Field::must(
                "days_detained",
                Article::A37p14,
                Kind::Number(0, 36_500),
                "days spent in detention for this request",
            ),
        ],
    )
    .needs(&[Need::NotAhead("at")]),
    // The person was not collected in time, or is no longer wanted.
    Step::to(
        Act::Discharge,
        By::Executing,
        &[Stage::Granted],
        Stage::Discharged,
        Article::A37p14,
        DISCHARGE,
    )
    .needs(&[Need::NotAhead("at")]),
    Step::to(
        Act::Discharge,
        By::Executing,
        &[Stage::FormalReceived],
        Stage::Discharged,
        Article::A37p14,
        DISCHARGE,
    )
    .needs(&[Need::Withdrawn, Need::NotAhead("at")]),
    close(&[
        Stage::Surrendered,
        Stage::ProsecutionTakenUp,
        Stage::SentenceEnforced,
    ]),
];

/// The chart.
pub const CHART: Chart = Chart {
    measure: Measure::Extradition,
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
        REVIEW_OWED[2],
        // Nothing can be decided before the papers are there, Art 37(8).
        Owed::within(
            &[Stage::UnderReview],
            By::Asking,
            Duty::SendFormal,
            Period::FormalRequest,
        ),
        Owed::named(
            &[Stage::ProvisionalArrest],
            By::Asking,
            Duty::SendFormal,
            (Act::ArrestProvisionally, "until"),
            Period::ProvisionalEnd,
        ),
        Owed::named(
            &[Stage::ProvisionalArrest],
            By::Executing,
            Duty::EndProvisional,
            (Act::ArrestProvisionally, "until"),
            Period::ProvisionalEnd,
        )
        .then(Act::EndProvisional),
        Owed::within(
            &[Stage::FormalReceived],
            By::Executing,
            Duty::Decide,
            Period::DecideExtradition,
        ),
        Owed::within(
            &[Stage::Granted],
            By::Executing,
            Duty::Surrender,
            Period::SurrenderPerson,
        ),
        Owed::within(
            &[Stage::ProsecutionSought],
            By::Executing,
            Duty::SubmitForProsecution,
            Period::SubmitForProsecution,
        ),
    ],
};
