//! A figure: what was measured, what it should be, and beside what.

use anyhow::Result;
use serde::Serialize;

/// The first line of the table.
pub const HEADING: &str =
    "figure                                    value  unit        target       peer  met";

/// One line of the account.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// What was measured, such as `seal.throughput`.
    pub name: String,
    /// The value.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// What it must reach, if anything is demanded of it.
    pub target: Option<Target>,
    /// The same figure of the peer in the same run.
    pub peer: Option<f64>,
    /// Whether the target is met; absent where nothing is demanded.
    pub met: Option<bool>,
}

/// A bound on a figure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// No less than this.
    AtLeast(f64),
    /// No more than this.
    AtMost(f64),
}

/// What is demanded, by the name of the figure. Everything else is reported only.
const TARGETS: &[(&str, Target)] = &[
    ("seal.ratio_to_peer", Target::AtLeast(2.5)),
    ("seal.ratio_to_sha256", Target::AtLeast(0.6)),
    ("seal.memory", Target::AtMost(200.0)),
    // About the speed of SHA-256 itself, which is part of it: `open.sha256_to_peer`, docs/decisions/sealing-speed.md.
    ("open.ratio_to_peer", Target::AtLeast(2.5)),
    ("open.ratio_to_sha256", Target::AtLeast(0.6)),
    ("open.memory", Target::AtMost(200.0)),
    ("open_to_file.ratio_to_peer", Target::AtLeast(2.5)),
    ("open_to_file.ratio_to_sha256", Target::AtLeast(0.6)),
    ("exchange.rate", Target::AtLeast(1000.0)),
    ("exchange.median", Target::AtMost(10.0)),
    // A log a hundred times as long: three levels of tiles instead of two.
    ("log.proof_growth", Target::AtMost(3.0)),
    ("log.verify_growth", Target::AtMost(3.0)),
    // The page as an officer gets it; what the store reads of it is reported as `pages.*`.
    ("desk.growth", Target::AtMost(1.3)),
    ("desk.worst_page", Target::AtMost(30.0)),
    ("desk.first_page", Target::AtMost(100.0)),
    ("desk.many_officers_errors", Target::AtMost(0.0)),
    ("status.all_states", Target::AtMost(100.0)),
    ("scope.decision", Target::AtMost(20.0)),
    ("fold.thousand_events", Target::AtMost(1.0)),
    ("fold.thousand_events_charted", Target::AtMost(1.0)),
    ("idle.resident", Target::AtMost(60.0)),
    ("first_build.to_first_line", Target::AtMost(600.0)),
];

impl Target {
    fn met_by(self, value: f64) -> bool {
        match self {
            Self::AtLeast(bound) => value >= bound,
            Self::AtMost(bound) => value <= bound,
        }
    }
}

impl Figure {
    /// A figure with the target its name has in the table.
    pub fn new(name: &str, value: f64, unit: &str) -> Self {
        let target = TARGETS.iter().find(|(known, _)| *known == name);
        let target = target.map(|(_, target)| *target);
        Self {
            name: name.to_owned(),
            value,
            unit: unit.to_owned(),
            target,
            peer: None,
            met: target.map(|target| target.met_by(value)),
        }
    }

    /// The same figure beside the peer's.
    pub fn beside(self, peer: f64) -> Self {
        Self {
            peer: Some(peer),
            ..self
        }
    }

    /// Prints one line: of the table, or JSON.
    pub fn print(&self, json: bool) -> Result<()> {
        if json {
            println!("{}", serde_json::to_string(self)?);
        } else {
            println!("{}", self.line());
        }
        Ok(())
    }

    fn line(&self) -> String {
        let target = match self.target {
            Some(Target::AtLeast(bound)) => format!(">= {bound}"),
            Some(Target::AtMost(bound)) => format!("<= {bound}"),
            None => "-".to_owned(),
        };
        let peer = self
            .peer
            .map_or("-".to_owned(), |peer| format!("{peer:.3}"));
        let met = match self.met {
            Some(true) => "met",
            Some(false) => "SHORT",
            None => "-",
        };
        format!(
            "{:<34} {:>12.3}  {:<8} {:>9} {:>10}  {met}",
            self.name, self.value, self.unit, target, peer
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_compared_the_right_way_round() {
        assert_eq!(Figure::new("exchange.rate", 999.0, "1/s").met, Some(false));
        assert_eq!(Figure::new("exchange.median", 9.9, "ms").met, Some(true));
        assert_eq!(Figure::new("log.append_rate", 1.0, "1/s").met, None);
    }
}
