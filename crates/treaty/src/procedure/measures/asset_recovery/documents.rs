//! What the papers on property contain, Arts 50(3) and 52.

use crate::law::Article;
use crate::particulars::{Field, Kind};
use crate::procedure::measures::shared::PAPERS;

pub(super) const ASSET: &[Field] = &[
    Field::must(
        "kind",
        Article::A2i,
        Kind::Choice(&["funds", "virtual_asset", "movable", "immovable", "rights"]),
        "funds, virtual_asset, movable, immovable or rights",
    )
    .saying("property"),
    Field::must("description", Article::A50p3a, Kind::Text, "a description").saying("any"),
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
    .saying("keys")
    .if_any(),
];

/// What Art 50(3) asks for, by what is wanted.
pub(super) const WANTED: &[Field] = &[
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
    .saying("admissible")
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
    .saying("property")
    .if_any(),
];

pub(super) const ORDER: &[Field] = &[
    Field::must(
        "authority",
        Article::A50p2,
        Kind::Text,
        "the court or authority",
    )
    .saying("court"),
    Field::must(
        "reference",
        Article::A50p2,
        Kind::Text,
        "the reference of its order",
    )
    .saying("order"),
    Field::must("from", Article::A50p2, Kind::Instant, "from when").saying("when"),
    Field::must(
        "assets",
        Article::A50p2,
        Kind::Records(ASSET),
        "the property covered",
    )
    .saying("covered"),
];

pub(super) const CONFISCATION: &[Field] = &[
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
    )
    .saying("court"),
    Field::must(
        "reference",
        Article::A50p1,
        Kind::Text,
        "the reference of its order",
    )
    .saying("order"),
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

pub(super) const SOUGHT: &[Field] = &[
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

pub(super) const LIFT: &[Field] = &[
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
    )
    .saying("answerable"),
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

pub(super) const CLAIM: &[Field] = &[
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
pub(super) const DISPOSAL: &[Field] = &[
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
    )
    .saying("disposal"),
    Field::must("reasons", Article::A52p1, Kind::Text, "why this route")
        .saying("route")
        .if_any(),
    Field::must(
        "expenses",
        Article::A52p4,
        Kind::Records(EXPENSE),
        "reasonable expenses deducted, item by item",
    )
    .if_any(),
];
