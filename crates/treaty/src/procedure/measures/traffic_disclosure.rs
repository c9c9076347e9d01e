//! Expedited disclosure of traffic data, Art 43: while one State preserves data for another, a provider in a third State
//! turns out to be involved. It is opened by the State that found out, not by a request.

use super::shared::{OPENING, close};
use crate::Side;
use crate::law::{Article, Measure, Period};
use crate::particulars::{Field, Kind};
use crate::permissions::Act;
use crate::procedure::Duty;
use crate::procedure::chart::{
    ASKING_ENDS, By, CONSULTING, Chart, DIALOGUE, Need, Opening, Owed, Stage, Step,
};

const FOUND: &[Field] = &[
    Field::must(
        "preservation",
        Article::A43p1,
        Kind::Matter,
        "the number of the preservation",
    )
    .saying("number"),
    Field::must(
        "provider_state",
        Article::A43p1,
        Kind::State,
        "the State of the provider",
    ),
    Field::must(
        "found_at",
        Article::A43p1,
        Kind::Instant,
        "when it was found out",
    ),
];

/// Traffic data and nothing else: there is no field for content or subscriber information.
const TRAFFIC: &[Field] = &[
    Field::must("origin", Article::A2c, Kind::Text, "origin"),
    Field::must("destination", Article::A2c, Kind::Text, "destination"),
    Field::must("at", Article::A2c, Kind::Instant, "date and time").saying("moment"),
    Field::must(
        "duration_seconds",
        Article::A2c,
        Kind::Number(0, 1 << 32),
        "duration in seconds",
    )
    .if_any(),
    Field::must(
        "bytes",
        Article::A2c,
        Kind::Number(0, 1 << 52),
        "size in bytes",
    )
    .if_any(),
    Field::must("service", Article::A2c, Kind::Text, "kind of service")
        .saying("kind")
        .if_any(),
];

const DISCLOSURE: &[Field] = &[
    Field::must("provider", Article::A43p1, Kind::Text, "the provider"),
    Field::must("path", Article::A43p1, Kind::Texts, "the path, hop by hop").saying("hops"),
    Field::must(
        "traffic",
        Article::A43p1,
        Kind::Records(TRAFFIC),
        "the traffic data that show it",
    ),
];

const WITHHOLDING: &[Field] = &[
    Field::must(
        "ground",
        Article::A43p2,
        Kind::Ground,
        "a ground of the closed list",
    ),
    Field::must(
        "reasons",
        Article::A40p25,
        Kind::Text,
        "the reasons, in writing",
    ),
];

const STEPS: &[Step] = &[
    Step::to(
        Act::DiscloseTraffic,
        By::Executing,
        &[Stage::Sent],
        Stage::Disclosed,
        Article::A43p1,
        DISCLOSURE,
    )
    .needs(&[Need::Screen, Need::Authorisation, Need::PersonalData]),
    Step::to(
        Act::WithholdTraffic,
        By::Executing,
        &[Stage::Sent],
        Stage::Withheld,
        Article::A43p2,
        WITHHOLDING,
    )
    .needs(&[Need::Ground]),
    Step::to(
        Act::FollowUp,
        By::Asking,
        &[Stage::Disclosed],
        Stage::FollowedUp,
        Article::A42p1,
        &[Field::must(
            "matter",
            Article::A42p1,
            Kind::Matter,
            "the preservation asked of the third State",
        )
        .saying("preservation")],
    ),
    close(&[Stage::Disclosed, Stage::Withheld, Stage::FollowedUp]),
];

/// The chart.
pub const CHART: Chart = Chart {
    measure: Measure::TrafficDisclosure,
    executes: Side::Requesting,
    opens: Opening::REQUEST,
    particulars: &[OPENING, FOUND],
    opening: &[],
    steps: &[CONSULTING, DIALOGUE, STEPS, ASKING_ENDS],
    owed: &[
        Owed::within(
            &[Stage::Sent],
            By::Executing,
            Duty::DiscloseOrWithhold,
            Period::DiscloseTraffic,
        ),
        Owed::within(
            &[Stage::Disclosed],
            By::Asking,
            Duty::FollowUp,
            Period::FollowUp,
        ),
        Owed::within(
            &[Stage::Withheld, Stage::FollowedUp],
            By::Asking,
            Duty::Close,
            Period::CloseAfterEnd,
        )
        .then(Act::Close),
    ],
};
