//! The measures that are written as charts, each whole in one file: what its opening document must contain, its steps, and
//! what is owed at which stage. The articles' paragraphs that several measures share stand in `shared` and in
//! [`chart::common`](super::chart).

mod asset_recovery;
mod extradition;
mod joint_investigation;
mod jurisdiction;
mod personal_appearance;
mod police_cooperation;
mod proceedings_transfer;
mod sentenced_person;
mod shared;
mod spontaneous_information;
mod test_call;
mod traffic_disclosure;
mod video_hearing;

use super::chart::Chart;

/// Every chart, in the order of the measures' table.
pub const CHARTS: &[&Chart] = &[
    &traffic_disclosure::CHART,
    &asset_recovery::CHART,
    &extradition::CHART,
    &sentenced_person::CHART,
    &proceedings_transfer::CHART,
    &spontaneous_information::CHART,
    &police_cooperation::CHART,
    &joint_investigation::CHART,
    &video_hearing::CHART,
    &personal_appearance::CHART,
    &jurisdiction::CHART,
    &test_call::CHART,
];
