//! Consultation on jurisdiction, Art 22(5): two States find out whether they pursue the same conduct by a private match that
//! reveals the hit and nothing else, and then coordinate.
//!
//! The match is an oblivious evaluation (RFC 9497): the opener blinds its selectors, the other State evaluates them under a key
//! made for this matter and sends the tags of its own selectors; the opener compares. The other State learns how many
//! selectors were asked about, the opener how many it holds; neither learns a selector it did not have.

use super::shared::{OPENING, close};
use crate::Side;
use crate::law::{Article, Measure, Period};
use crate::particulars::{Field, Kind};
use crate::permissions::Act;
use crate::procedure::Duty;
use crate::procedure::chart::{
    ACKNOWLEDGING, By, Chart, DIALOGUE, Need, OPENER_ENDS, Opening, Owed, Stage, Step, UNDECIDED,
    declining,
};

const QUESTION: &[Field] = &[
    Field::must(
        "conduct_from",
        Article::A22p5,
        Kind::Instant,
        "the beginning of the period the selectors are from",
    ),
    Field::must("conduct_to", Article::A22p5, Kind::Instant, "its end"),
    Field::must(
        "blinded",
        Article::A22p5,
        Kind::Texts,
        "the blinded selectors, base64url, one text each",
    ),
];

const MATCH: &[Field] = &[
    Field::must(
        "evaluated",
        Article::A22p5,
        Kind::Texts,
        "the evaluated selectors, base64url, in the order of the question",
    ),
    Field::must(
        "proof",
        Article::A22p5,
        Kind::Text,
        "the proof that one key evaluated them all, base64url",
    ),
    Field::must(
        "public_key",
        Article::A22p5,
        Kind::Text,
        "the public key of this matter, base64url",
    ),
    Field::must(
        "tags",
        Article::A22p5,
        Kind::Texts,
        "the tags of the own selectors, base64url, sorted",
    ),
];

const LEAD: &[Field] = &[
    Field::must(
        "lead",
        Article::A22p5,
        Kind::State,
        "the State that is to lead",
    ),
    Field::must(
        "reasons",
        Article::A22p5,
        Kind::Text,
        "why it is better placed",
    )
    .saying("better_placed"),
    Field::must(
        "jurisdiction",
        Article::A22p1,
        Kind::Text,
        "on what its jurisdiction rests",
    )
    .saying("own"),
];

const STEPS: &[Step] = &[
    declining(UNDECIDED, Article::A22p5),
    Step::to(
        Act::AnswerMatch,
        By::Executing,
        &[Stage::UnderReview],
        Stage::Matched,
        Article::A22p5,
        MATCH,
    )
    .needs(&[Need::Screen]),
    Step::to(
        Act::ReportMatch,
        By::Asking,
        &[Stage::Matched],
        Stage::Hit,
        Article::A22p5,
        &[Field::must(
            "hit",
            Article::A22p5,
            Kind::YesNo,
            "whether something is pursued in both States",
        )],
    )
    .yes_or_no("hit", Stage::Hit, Stage::NoHit),
    Step::to(
        Act::ProposeLead,
        By::Either,
        &[Stage::Hit],
        Stage::LeadProposed,
        Article::A22p5,
        LEAD,
    ),
    Step::to(
        Act::AnswerLead,
        By::NotTaker(Act::ProposeLead),
        &[Stage::LeadProposed],
        Stage::LeadAgreed,
        Article::A22p5,
        &[
            Field::must(
                "accepted",
                Article::A22p5,
                Kind::YesNo,
                "whether the proposal is agreed",
            )
            .saying("proposal"),
            Field::must("text", Article::A22p5, Kind::Text, "remarks")
                .saying("remarks")
                .if_any(),
        ],
    )
    .yes_or_no("accepted", Stage::LeadAgreed, Stage::Hit),
    close(&[Stage::Hit, Stage::NoHit, Stage::LeadAgreed]),
];

/// The chart.
pub const CHART: Chart = Chart {
    measure: Measure::Jurisdiction,
    executes: Side::Requested,
    opens: Opening::REQUEST,
    particulars: &[OPENING, QUESTION],
    opening: &[],
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
            Period::DecideAccess,
        ),
        Owed::within(
            &[Stage::Matched],
            By::Asking,
            Duty::ReportMatch,
            Period::AnswerConsultation,
        ),
        Owed::within(
            &[Stage::LeadProposed],
            By::NotTaker(Act::ProposeLead),
            Duty::AnswerLead,
            Period::AnswerConsultation,
        ),
        Owed::within(
            &[Stage::NoHit, Stage::LeadAgreed],
            By::Asking,
            Duty::Close,
            Period::CloseAfterEnd,
        )
        .then(Act::Close),
    ],
};
