//! Extradition, Art 37: provisional arrest, the formal request, the decision, surrender; and what follows when a national is
//! not extradited. The platform carries messages and clocks and decides nothing.

use super::shared::{OPENING, PAPERS, PERSON, REVIEW_OWED, close};
use crate::Side;
use crate::law::{Article, Measure, Period, Rule};
use crate::particulars::{Field, Kind};
use crate::permissions::Act;
use crate::procedure::Duty;
use crate::procedure::chart::{
    ACKNOWLEDGING, By, CONSULTING, Chart, DIALOGUE, From, Need, OPENER_ENDS, Opening, Owed,
    POSTPONING, REFUSING, Stage, Step,
};

const WANTED: &[Field] = &[
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

const FORMAL: &[Field] = &[
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

const PROVISIONAL: &[Field] = &[
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

const ENDING: &[Field] = &[
    Field::must("text", Article::A37p10, Kind::Text, "why it ends")
        .saying("ends")
        .if_any(),
];

const DISCHARGE: &[Field] = &[
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

const DECISION: &[Field] = &[
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

const REFUSAL: &[Field] = &[REFUSING[0].fields[0], REFUSING[0].fields[1], WHY_NOT];

const NATIONAL: &[Field] = &[
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
