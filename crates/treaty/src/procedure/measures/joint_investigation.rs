//! Joint investigations, Art 48: a shared room in which evidence stays at its origin; the host State's sovereignty is respected
//! fully, so only it acts on its soil. A team of more than two States is one room with a matter for each pair.

use super::shared::{OPENING, close};
use crate::Side;
use crate::law::{Article, Measure, Period};
use crate::particulars::{Field, Kind};
use crate::permissions::Act;
use crate::procedure::Duty;
use crate::procedure::chart::{
    ACKNOWLEDGING, By, Chart, DIALOGUE, From, Need, OPENER_ENDS, Opening, Owed, Stage, Step,
    UNDECIDED, declining,
};

const MEMBER: &[Field] = &[
    Field::must(
        "function",
        Article::A48,
        Kind::Text,
        "the function, not the name",
    ),
    Field::must("state", Article::A48, Kind::State, "the State"),
    Field::must("powers", Article::A48, Kind::Text, "what the member may do"),
];

const AGREEMENT: &[Field] = &[
    Field::must(
        "room",
        Article::A48,
        Kind::Text,
        "the name of the room, the same for every pair of a team",
    ),
    Field::must("aim", Article::A48, Kind::Text, "the aim"),
    Field::must(
        "legal_basis",
        Article::A48,
        Kind::Choice(&["standing_agreement", "case_by_case"]),
        "standing_agreement or case_by_case",
    )
    .saying("team"),
    Field::must(
        "host",
        Article::A48,
        Kind::State,
        "the State on whose territory the team works",
    ),
    Field::must(
        "host_lead",
        Article::A48,
        Kind::Text,
        "the authority of the host State that leads",
    ),
    Field::must(
        "members",
        Article::A48,
        Kind::Records(MEMBER),
        "the members, one record each",
    ),
    Field::must(
        "evidence_rules",
        Article::A48,
        Kind::Text,
        "how evidence may be used, and by whom",
    ),
    Field::must(
        "data_rules",
        Article::A36p1,
        Kind::Text,
        "the rules for personal data",
    ),
    Field::must("starts", Article::A48, Kind::Instant, "the beginning"),
    Field::must(
        "ends",
        Article::A48,
        Kind::Instant,
        "the end; it can be moved by amendment",
    ),
    Field::must(
        "costs",
        Article::A40p30,
        Kind::Text,
        "who bears which costs",
    )
    .if_any(),
    Field::must("media", Article::A48, Kind::Text, "who speaks to the media").if_any(),
];

const CHANGE: &[Field] = &[
    Field::must("text", Article::A48, Kind::Text, "what changes, and why").saying("changes"),
    Field::must("ends", Article::A48, Kind::Instant, "the new end")
        .saying("new")
        .if_any(),
];

const ITEM: &[Field] = &[
    Field::must("title", Article::A48, Kind::Text, "what it is").saying("paper"),
    Field::must("sha256", Article::A48, Kind::Digest, "its SHA-256"),
    Field::must(
        "basis",
        Article::A48,
        Kind::Text,
        "the provision on which it is shared",
    )
    .saying("shared"),
    Field::must(
        "conditions",
        Article::A36p1,
        Kind::Texts,
        "conditions of use, one text each",
    )
    .saying("use")
    .if_any(),
    Field::must(
        "stays_at_origin",
        Article::A5,
        Kind::Attested,
        "that the item stays in the node of its origin and is asked for by assistance",
    ),
];

/// The team works, also while a change of its agreement is discussed.
const WORKING: &[Stage] = &[Stage::Active, Stage::AmendmentProposed];

const STEPS: &[Step] = &[
    declining(UNDECIDED, Article::A48),
    Step::to(
        Act::Agree,
        By::Executing,
        &[Stage::UnderReview],
        Stage::Active,
        Article::A48,
        &[Field::must("text", Article::A48, Kind::Text, "remarks")
            .saying("remarks")
            .if_any()],
    )
    .needs(&[Need::Screen]),
    Step::to(
        Act::ProposeAmendment,
        By::Either,
        &[Stage::Active],
        Stage::AmendmentProposed,
        Article::A48,
        CHANGE,
    )
    .needs(&[Need::Ahead("ends")]),
    Step::to(
        Act::AnswerAmendment,
        By::NotTaker(Act::ProposeAmendment),
        &[Stage::AmendmentProposed],
        Stage::Active,
        Article::A48,
        &[
            Field::must(
                "accepted",
                Article::A48,
                Kind::YesNo,
                "whether the change is agreed",
            )
            .saying("change"),
            Field::must("text", Article::A48, Kind::Text, "remarks")
                .saying("remarks")
                .if_any(),
        ],
    )
    .amends(Act::ProposeAmendment),
    Step::stays(
        Act::ShareItem,
        By::Either,
        From::At(WORKING),
        Article::A48,
        ITEM,
    ),
    Step::stays(
        Act::WithdrawItem,
        By::Either,
        From::At(&[Stage::Active, Stage::AmendmentProposed, Stage::Concluding]),
        Article::A48,
        &[
            Field::must("sha256", Article::A48, Kind::Digest, "the item's SHA-256").saying("item"),
            Field::must("reasons", Article::A48, Kind::Text, "why").saying("why"),
        ],
    ),
    Step::stays(
        Act::RecordHostAct,
        By::Named("host"),
        // What was done before the end is recorded after it as well.
        From::At(&[Stage::Active, Stage::AmendmentProposed, Stage::Concluding]),
        Article::A48,
        &[
            Field::must(
                "act",
                Article::A48,
                Kind::Text,
                "the operational act on the host State's soil",
            ),
            Field::must(
                "authority",
                Article::A5,
                Kind::Text,
                "the host authority that ordered it",
            )
            .saying("host"),
            Field::must("at", Article::A48, Kind::Instant, "when"),
        ],
    )
    .needs(&[Need::NotAhead("at")]),
    Step::to(
        Act::Leave,
        By::Either,
        WORKING,
        Stage::Concluding,
        Article::A48,
        &[Field::must(
            "reasons",
            Article::A48,
            Kind::Text,
            "why; the own contributions are frozen from now on",
        )
        .saying("frozen")],
    ),
    Step::to(
        Act::EndJointInvestigation,
        By::Either,
        WORKING,
        Stage::Concluding,
        Article::A48,
        &[],
    ),
    close(&[Stage::Concluding]),
];

/// The chart.
pub const CHART: Chart = Chart {
    measure: Measure::JointInvestigation,
    executes: Side::Requested,
    opens: Opening::REQUEST,
    particulars: &[OPENING, AGREEMENT],
    opening: &[Need::Ahead("ends")],
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
            &[Stage::AmendmentProposed],
            By::NotTaker(Act::ProposeAmendment),
            Duty::AnswerAmendment,
            Period::AnswerConsultation,
        ),
        Owed::named(
            WORKING,
            By::Opener,
            Duty::EndJointInvestigation,
            (Act::SendRequest, "ends"),
            Period::JointInvestigationEnd,
        )
        .then(Act::EndJointInvestigation),
        Owed::within(
            &[Stage::Concluding],
            By::Opener,
            Duty::Close,
            Period::CloseAfterEnd,
        )
        .then(Act::Close),
    ],
};
