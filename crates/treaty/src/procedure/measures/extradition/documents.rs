//! What the papers of an extradition contain, Art 37.

use crate::law::Article;
use crate::particulars::{Field, Kind};
use crate::procedure::chart::REFUSING;
use crate::procedure::measures::shared::{PAPERS, PERSON};

pub(super) const WANTED: &[Field] = &[
    Field::must(
        "case",
        Article::A37p1,
        Kind::Text,
        "subject and nature of the case, and the authority in charge",
    )
    .saying("authority"),
    Field::must(
        "facts",
        Article::A37p1,
        Kind::Text,
        "a summary of the relevant facts",
    )
    .saying("summary"),
    Field::must(
        "person",
        Article::A37p1,
        Kind::Records(PERSON),
        "the person sought",
    )
    .saying("sought"),
    Field::must(
        "purpose",
        Article::A37p1,
        Kind::Choice(&["prosecution", "sentence"]),
        "prosecution or sentence",
    )
    .saying("extradition"),
    Field::must(
        "warrant",
        Article::A37p8,
        Kind::Records(PAPERS),
        "the warrant or the judgment",
    ),
    Field::must(
        "final_judgment",
        Article::A37p1,
        Kind::Attested,
        "that the sentence is final",
    )
    .saying("sentence")
    .where_field("purpose", "sentence"),
    Field::must(
        "provisional",
        Article::A37p10,
        Kind::YesNo,
        "whether provisional arrest or another measure is asked for",
    ),
    Field::must("urgency", Article::A37p10, Kind::Text, "why it is urgent")
        .where_field("provisional", "yes"),
    Field::must(
        "through_interpol",
        Article::A37p10,
        Kind::YesNo,
        "whether INTERPOL carries the request too",
    )
    .if_any(),
];

pub(super) const FORMAL: &[Field] = &[
    Field::must(
        "papers",
        Article::A37p8,
        Kind::Records(PAPERS),
        "the papers the requested State's law or the treaty asks for",
    ),
    Field::must(
        "penalty_text",
        Article::A37p1,
        Kind::Text,
        "the text of the offence and its penalty",
    ),
    Field::must(
        "fair_trial_assurances",
        Article::A37p14,
        Kind::Text,
        "assurances of fair treatment at all stages",
    ),
];

pub(super) const PROVISIONAL: &[Field] = &[
    Field::must(
        "measure",
        Article::A37p10,
        Kind::Choice(&["arrest", "other_measure"]),
        "arrest or other_measure",
    )
    .saying("provisional"),
    Field::must(
        "legal_basis",
        Article::A37p10,
        Kind::Text,
        "the provision of domestic law or of the treaty",
    )
    .saying("treaty"),
    Field::must(
        "until",
        Article::A37p10,
        Kind::Instant,
        "until when, as that law counts",
    )
    .saying("law"),
    Field::must(
        "rights_told",
        Article::A37p14,
        Kind::Attested,
        "that the person was told their rights and has counsel",
    ),
];

pub(super) const ENDING: &[Field] =
    &[
        Field::must("text", Article::A37p10, Kind::Text, "why it ends")
            .saying("ends")
            .if_any(),
    ];

pub(super) const DISCHARGE: &[Field] = &[
    Field::must(
        "at",
        Article::A37p14,
        Kind::Instant,
        "when the person was discharged",
    )
    .saying("discharged"),
    Field::must(
        "reasons",
        Article::A37p14,
        Kind::Text,
        "why: not collected in time, no longer wanted, or what stands against it",
    )
    .saying("discharge"),
];

pub(super) const DECISION: &[Field] = &[
    Field::must(
        "decision",
        Article::A37p18,
        Kind::Text,
        "the decision and who took it",
    )
    .saying("taken"),
    Field::must(
        "own_national",
        Article::A37p11,
        Kind::YesNo,
        "whether the person is a national of the requested State",
    ),
    Field::must(
        "condition",
        Article::A37p12,
        Kind::Choice(&["none", "return_to_serve_sentence"]),
        "none, or return_to_serve_sentence",
    ),
    Field::must(
        "conditions",
        Article::A37p8,
        Kind::Texts,
        "other conditions, one text each",
    )
    .saying("other")
    .if_any(),
];

const WHY_NOT: Field = Field::must(
    "no_consultation_because",
    Article::A37p17,
    Kind::Text,
    "why no consultation was appropriate, where none was held",
)
.if_any();

pub(super) const REFUSAL: &[Field] = &[REFUSING[0].fields[0], REFUSING[0].fields[1], WHY_NOT];

pub(super) const NATIONAL: &[Field] = &[
    Field::must(
        "reasons",
        Article::A37p18,
        Kind::Text,
        "the reasons, in writing",
    ),
    Field::must(
        "duty",
        Article::A37p11,
        Kind::Choice(&["prosecution", "sentence"]),
        "which duty follows: prosecution, or enforcing the sentence",
    ),
    WHY_NOT,
];
