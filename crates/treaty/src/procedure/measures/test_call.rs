//! Test calls, Art 41(1): whether the contact point that must answer day and night does. A call is about no case and no
//! person: there is no offence to be in scope, nothing to screen, and nothing waits for the Convention to be in force.
//! One officer makes it, one officer answers, and how long that took is published to the Parties.

use crate::Side;
use crate::law::{Article, Measure, Period};
use crate::particulars::{Field, Kind};
use crate::permissions::Act;
use crate::procedure::Duty;
use crate::procedure::chart::{By, Chart, Opening, Owed, Stage, Step};

const CALL: &[Field] = &[
    Field::must(
        "calls",
        Article::A41p1,
        Kind::Choice(&["contact_point", "central_authority"]),
        "contact_point or central_authority",
    ),
    Field::must(
        "language",
        Article::A40p13,
        Kind::Language,
        "a language code of two or three small letters, such as fr",
    )
    .saying("code"),
    Field::must(
        "no_case_data",
        Article::A41p1,
        Kind::Attested,
        "that the call is a test, about no case and no person",
    ),
];

const ANSWER: &[Field] = &[Field::must(
    "reached",
    Article::A41p1,
    Kind::Choice(&["at_the_desk", "called_in"]),
    "at_the_desk, or called_in where the officer had to be woken or fetched",
)];

const STEPS: &[Step] = &[
    Step::to(
        Act::AnswerTestCall,
        By::Other,
        &[Stage::Sent],
        Stage::CallAnswered,
        Article::A41p1,
        ANSWER,
    ),
    Step::to(
        Act::EndTestCall,
        By::Opener,
        &[Stage::Sent],
        Stage::CallUnanswered,
        Article::A41p1,
        &[],
    ),
];

/// The chart.
pub const CHART: Chart = Chart {
    measure: Measure::TestCall,
    executes: Side::Requested,
    opens: Opening::CALL,
    particulars: &[CALL],
    opening: &[],
    steps: &[STEPS],
    owed: &[
        Owed::within(
            &[Stage::Sent],
            By::Other,
            Duty::AnswerTestCall,
            Period::AnswerTestCall,
        ),
        Owed::within(
            &[Stage::Sent],
            By::Opener,
            Duty::EndTestCall,
            Period::EndTestCall,
        )
        .then(Act::EndTestCall),
    ],
};
