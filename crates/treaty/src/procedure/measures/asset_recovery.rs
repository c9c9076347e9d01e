//! Tracing, freezing, confiscating and returning property, virtual assets included, Arts 31 and 49 to 52.

use super::shared::{OPENING, PAPERS, REQUEST, REVIEW_OWED, close};
use crate::Side;
use crate::law::{Article, Measure, Period, Rule};
use crate::particulars::{Field, Kind};
use crate::permissions::Act;
use crate::procedure::Duty;
use crate::procedure::chart::{
    By, Chart, EXECUTING, From, Need, OPENER_ENDS, Owed, REFUSING, Stage, Step,
};

const ASSET: &[Field] = &[
    Field::must(
        "kind",
        Article::A2i,
        Kind::Choice(&["funds", "virtual_asset", "movable", "immovable", "rights"]),
        "funds, virtual_asset, movable, immovable or rights",
    ),
    Field::must("description", Article::A50p3a, Kind::Text, "a description"),
    Field::must("location", Article::A50p3a, Kind::Text, "where it is").if_any(),
    Field::must("value", Article::A50p3a, Kind::Text, "value and currency").if_any(),
    Field::must(
        "chain",
        Article::A2i,
        Kind::Text,
        "the ledger on which the virtual asset is",
    )
    .where_field("kind", "virtual_asset"),
    Field::must(
        "address",
        Article::A2i,
        Kind::Text,
        "the address or account on it",
    )
    .where_field("kind", "virtual_asset"),
    Field::must(
        "transaction",
        Article::A2i,
        Kind::Text,
        "the transaction, if one is meant",
    )
    .if_any(),
    Field::must(
        "custodian",
        Article::A2i,
        Kind::Text,
        "who holds it or its keys",
    )
    .if_any(),
];

/// What Art 50(3) asks for, by what is wanted.
const WANTED: &[Field] = &[
    Field::must(
        "wants",
        Article::A50p3,
        Kind::Choice(&["tracing", "freezing", "own_order", "foreign_order"]),
        "tracing, freezing, own_order or foreign_order",
    ),
    Field::must(
        "assets",
        Article::A50p3a,
        Kind::Records(ASSET),
        "the property, one record each",
    ),
    Field::must(
        "sufficient_facts",
        Article::A50p3a,
        Kind::Text,
        "facts that suffice for an own order",
    )
    .where_field("wants", "own_order"),
    Field::must(
        "order",
        Article::A50p3b,
        Kind::Records(PAPERS),
        "an admissible copy of the order",
    )
    .where_field("wants", "foreign_order"),
    Field::must(
        "extent",
        Article::A50p3b,
        Kind::Text,
        "how far the order is to be enforced",
    )
    .where_field("wants", "foreign_order"),
    Field::must(
        "third_parties_notified",
        Article::A50p3b,
        Kind::Text,
        "how bona fide third parties were notified, and due process ensured",
    )
    .where_field("wants", "foreign_order"),
    Field::must(
        "final_order",
        Article::A50p3b,
        Kind::Attested,
        "that the order is final",
    )
    .where_field("wants", "foreign_order"),
    Field::must("action", Article::A50p3c, Kind::Text, "the action wanted")
        .where_field("wants", "freezing"),
    Field::must(
        "urgent",
        Article::A50p2,
        Kind::YesNo,
        "whether the property may disappear",
    )
    .if_any(),
];

const ORDER: &[Field] = &[
    Field::must(
        "authority",
        Article::A50p2,
        Kind::Text,
        "the court or authority",
    ),
    Field::must(
        "reference",
        Article::A50p2,
        Kind::Text,
        "the reference of its order",
    ),
    Field::must("from", Article::A50p2, Kind::Instant, "from when"),
    Field::must(
        "assets",
        Article::A50p2,
        Kind::Records(ASSET),
        "the property covered",
    ),
];

const CONFISCATION: &[Field] = &[
    Field::must(
        "route",
        Article::A50p1,
        Kind::Choice(&["own_order", "foreign_order"]),
        "own_order or foreign_order",
    ),
    Field::must(
        "authority",
        Article::A50p1,
        Kind::Text,
        "the court or authority",
    ),
    Field::must(
        "reference",
        Article::A50p1,
        Kind::Text,
        "the reference of its order",
    ),
    Field::must(
        "third_parties_heard",
        Article::A50p9,
        Kind::Attested,
        "that bona fide third parties could be heard",
    ),
    Field::must(
        "certified_copy",
        Article::A50p3b,
        Kind::Records(PAPERS),
        "the certified copy of the foreign order",
    )
    .where_field("route", "foreign_order"),
    Field::must(
        "foreign_order_final",
        Article::A50p3b,
        Kind::Attested,
        "that the foreign order is final",
    )
    .where_field("route", "foreign_order"),
];

const SOUGHT: &[Field] = &[
    Field::must(
        "route",
        Article::A50p1,
        Kind::Choice(&["own_order", "foreign_order"]),
        "own_order or foreign_order",
    ),
    Field::must("facts", Article::A50p3a, Kind::Text, "the facts"),
    Field::must(
        "order",
        Article::A50p3b,
        Kind::Records(PAPERS),
        "a certified copy of the order",
    )
    .where_field("route", "foreign_order"),
    Field::must(
        "final_order",
        Article::A50p3b,
        Kind::Attested,
        "that the order is final",
    )
    .where_field("route", "foreign_order"),
];

const LIFT: &[Field] = &[
    Field::must(
        "because",
        Article::A50p7,
        Kind::Choice(&[
            "insufficient_evidence",
            "late_evidence",
            "trivial_property",
            "third_party",
            "other",
        ]),
        "insufficient_evidence, late_evidence, trivial_property, third_party or other",
    ),
    Field::must(
        "reasons",
        Article::A50p8,
        Kind::Text,
        "the reasons, so that the requesting State can answer them",
    ),
    Field::must(
        "urgent",
        Article::A50p8,
        Kind::YesNo,
        "whether it cannot wait for the usual period",
    )
    .if_any(),
];

const EXPENSE: &[Field] = &[
    Field::must("item", Article::A52p4, Kind::Text, "what it was spent on"),
    Field::must("amount", Article::A52p4, Kind::Text, "amount and currency"),
];

const CLAIM: &[Field] = &[
    Field::must(
        "claimant",
        Article::A50p9,
        Kind::Text,
        "a pseudonym or file number; the person's data stay in this State",
    ),
    Field::must(
        "as",
        Article::A50p9,
        Kind::Choice(&["third_party", "prior_owner", "victim"]),
        "third_party, prior_owner or victim",
    ),
    Field::must("claim", Article::A50p9, Kind::Text, "what is claimed"),
];

/// Victims come first: no disposal without saying what was found about them.
const DISPOSAL: &[Field] = &[
    Field::must(
        "victims_considered_first",
        Article::A52p2,
        Kind::Attested,
        "that victims and prior owners were considered before anything else",
    ),
    Field::must(
        "victims",
        Article::A52p2,
        Kind::Text,
        "which victims and prior owners there are, or that none came forward",
    ),
    Field::must(
        "route",
        Article::A52p1,
        Kind::Choice(&[
            "victims",
            "prior_owner",
            "requesting_state",
            "shared",
            "un_account",
            "retained",
        ]),
        "victims, prior_owner, requesting_state, shared, un_account or retained",
    ),
    Field::must("reasons", Article::A52p1, Kind::Text, "why this route").if_any(),
    Field::must(
        "expenses",
        Article::A52p4,
        Kind::Records(EXPENSE),
        "reasonable expenses deducted, item by item",
    )
    .if_any(),
];

const HELD: &[Stage] = &[
    Stage::Frozen,
    Stage::LiftProposed,
    Stage::ConfiscationSought,
    Stage::Confiscated,
    Stage::DisposalProposed,
];

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
            ),
            Field::must("text", Article::A50p2, Kind::Text, "remarks").if_any(),
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
    .needs(&[Need::Screen, Need::Authorisation]),
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
        )],
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
        .if_any()],
    ),
    Step::to(
        Act::LiftFreeze,
        By::Executing,
        &[Stage::LiftProposed],
        Stage::Lifted,
        Article::A50p8,
        &[Field::must(
            "text",
            Article::A50p8,
            Kind::Text,
            "what became of the objection, if there was one",
        )
        .if_any()],
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
        &[Stage::Frozen],
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
    Step::stays(
        Act::NoteClaim,
        By::Either,
        From::At(HELD),
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
            ),
            Field::must(
                "text",
                Article::A52p2,
                Kind::Text,
                "its view; a request for return to victims is made here",
            ),
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
        )],
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
    particulars: &[OPENING, REQUEST, WANTED],
    opening: &[],
    steps: &[EXECUTING, REFUSING, STEPS, OPENER_ENDS],
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
