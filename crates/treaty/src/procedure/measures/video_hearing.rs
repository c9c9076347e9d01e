//! Hearing a witness, victim or expert by video conference, Art 40(18).

use super::shared::{OPENING, PAPERS, PERSON, REQUEST, REVIEW_OWED, close};
use crate::Side;
use crate::law::{Article, Measure, Period, Rule};
use crate::particulars::{Field, Kind};
use crate::permissions::Act;
use crate::procedure::Duty;
use crate::procedure::chart::{
    ACKNOWLEDGING, By, CONSULTING, Chart, DIALOGUE, From, Need, OPENER_ENDS, Opening, Owed,
    POSTPONING, REFUSING, Stage, Step, looked_at_again,
};

const WANTED: &[Field] = &[
    Field::must(
        "person",
        Article::A40p18,
        Kind::Records(PERSON),
        "the person to be heard",
    )
    .saying("heard"),
    Field::must(
        "capacity",
        Article::A40p18,
        Kind::Choice(&["witness", "victim", "expert"]),
        "witness, victim or expert",
    ),
    Field::must(
        "why_not_in_person",
        Article::A40p18,
        Kind::Text,
        "why appearing in person is not possible or desirable",
    ),
    Field::must(
        "questions",
        Article::A40p18,
        Kind::Texts,
        "the questions or topics, one text each",
    ),
    Field::must(
        "interpretation",
        Article::A40p18,
        Kind::Texts,
        "languages for which an interpreter is needed",
    )
    .if_any(),
    Field::must(
        "protection",
        Article::A33,
        Kind::Texts,
        "protective measures: face or voice hidden, pseudonym, support person",
    )
    .if_any(),
    Field::must(
        "means_offered",
        Article::A40p18,
        Kind::Text,
        "technical means the requesting State provides",
    )
    .if_any(),
];

const DATE: &[Field] = &[
    Field::must("at", Article::A40p18, Kind::Instant, "the beginning").saying("beginning"),
    Field::must(
        "place",
        Article::A40p18,
        Kind::Text,
        "where the person is heard",
    )
    .saying("hearing"),
    Field::must(
        "judicial_authority",
        Article::A40p18,
        Kind::Text,
        "the judge or authority of the requested State who is present",
    ),
    Field::must(
        "interpreter",
        Article::A40p18,
        Kind::Text,
        "the interpreter, by function",
    )
    .if_any(),
    Field::must(
        "means",
        Article::A40p18,
        Kind::Text,
        "the connection and its protection",
    ),
];

const IDENTITY: &[Field] = &[
    Field::must(
        "identity_checked",
        Article::A40p18,
        Kind::Attested,
        "that the person's identity was checked",
    ),
    Field::must(
        "rights_told",
        Article::A40p18,
        Kind::Attested,
        "that the person was told their rights, the right to refuse included",
    )
    .saying("refuse"),
    Field::must(
        "present",
        Article::A40p18,
        Kind::Texts,
        "who is present on both sides, by function",
    ),
];

const RECORD: &[Field] = &[
    Field::must("ended_at", Article::A40p18, Kind::Instant, "when it ended"),
    Field::must(
        "record",
        Article::A40p18,
        Kind::Records(PAPERS),
        "the record and the recording, by digest",
    )
    .saying("recording"),
    Field::must(
        "objections",
        Article::A40p18,
        Kind::Texts,
        "objections and incidents, one text each",
    )
    .if_any(),
];

const STEPS: &[Step] = &[
    looked_at_again(&[Stage::Scheduled], Article::A40p18),
    Step::to(
        Act::Schedule,
        By::Executing,
        &[Stage::UnderReview, Stage::Scheduled],
        Stage::Scheduled,
        Article::A40p18,
        DATE,
    )
    .needs(&[Need::Screen, Need::Authorisation, Need::Ahead("at")]),
    Step::stays(
        Act::ConfirmSchedule,
        By::Asking,
        From::At(&[Stage::Scheduled]),
        Article::A40p18,
        &[
            Field::must(
                "at",
                Article::A40p18,
                Kind::Instant,
                "the date that is answered",
            )
            .saying("answered"),
            Field::must(
                "accepted",
                Article::A40p18,
                Kind::YesNo,
                "whether the date suits",
            )
            .saying("date"),
            Field::must(
                "text",
                Article::A40p18,
                Kind::Text,
                "other dates, or remarks",
            )
            .saying("dates")
            .if_any(),
        ],
    )
    .needs(&[Need::Names("at", Act::Schedule, "at", Rule::OtherDate)]),
    Step::to(
        Act::OpenHearing,
        By::Executing,
        &[Stage::Scheduled],
        Stage::InSession,
        Article::A40p18,
        IDENTITY,
    )
    .needs(&[
        Need::Authorisation,
        Need::After(Act::ConfirmSchedule, Rule::DateNotConfirmed),
    ]),
    Step::to(
        Act::EndHearing,
        By::Executing,
        &[Stage::InSession],
        Stage::Heard,
        Article::A40p18,
        RECORD,
    )
    .needs(&[Need::NotAhead("ended_at")]),
    close(&[Stage::Heard]),
];

/// The chart.
pub const CHART: Chart = Chart {
    measure: Measure::VideoHearing,
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
            &[Stage::Scheduled],
            By::Asking,
            Duty::ConfirmSchedule,
            Period::ConfirmSchedule,
        )
        .unless(Act::ConfirmSchedule),
        Owed::named(
            &[Stage::Scheduled],
            By::Executing,
            Duty::HoldHearing,
            (Act::Schedule, "at"),
            Period::HearingDate,
        ),
        Owed::within(
            &[Stage::Heard],
            By::Asking,
            Duty::Close,
            Period::CloseAfterEnd,
        )
        .then(Act::Close),
    ],
};
