//! A profile in plain words, for officers.

use std::fmt::Write as _;

use super::{Authoriser, MeasureLaw, Profile, UsualWay};
use crate::Measure;
use crate::law::options::OffenceOption;
use crate::particulars::Language;
use crate::party::DualCriminality;

impl Profile {
    /// The profile in plain words.
    pub fn in_words(&self) -> String {
        let mut out = format!(
            "{} ({}), profile version {} of {}\n",
            self.name, self.state, self.version, self.date
        );
        let languages: Vec<&str> = self.languages.iter().map(Language::as_str).collect();
        let _ = writeln!(
            out,
            "Takes requests in {}, {}.",
            languages.join(", "),
            self.ways()
        );
        let _ = writeln!(
            out,
            "Central authority: {}.",
            self.authorities.central.join("; ")
        );
        let _ = writeln!(out, "Contact point: {}.", self.authorities.contact_point);
        self.offences_in_words(&mut out);
        self.measures_in_words(&mut out);
        self.safeguards_in_words(&mut out);
        self.others_in_words(&mut out);
        out
    }

    fn ways(&self) -> &'static str {
        match self.channels.usual {
            UsualWay::Electronic => "electronically",
            UsualWay::Diplomatic => "through diplomatic channels",
        }
    }

    fn offences_in_words(&self, out: &mut String) {
        out.push_str("Offences:\n");
        for row in &self.offences {
            let about = match (row.article, row.category) {
                (Some(number), _) => format!("Art. {number}"),
                (_, Some(category)) => category.title().to_owned(),
                _ => String::new(),
            };
            let _ = writeln!(
                out,
                "  {about}: {} (at most {} months)",
                row.statute, row.max_penalty_months
            );
            for option in &row.options {
                let _ = writeln!(out, "    {} ({})", option.says(), option.article());
            }
        }
        for number in &self.reservations.excluded_articles {
            let _ = writeln!(out, "  not bound by Art. {number}");
        }
        for option in [OffenceOption::Attempt, OffenceOption::Preparation] {
            if self.law().options.contains(&option) {
                let _ = writeln!(out, "  {} ({})", option.says(), option.article());
            }
        }
    }

    fn measures_in_words(&self, out: &mut String) {
        out.push_str("Measures:\n");
        for measure in Measure::of_cases() {
            let said = match self.measures.get(&measure) {
                None => "nothing is said".to_owned(),
                Some(law) if !law.offered => format!(
                    "not offered: {}",
                    law.reason.as_deref().unwrap_or("no reason given")
                ),
                Some(law) => offered(law),
            };
            let _ = writeln!(out, "  {} ({}): {said}", measure.title(), measure.article());
        }
        let order = self.preservation_orders;
        let renewable = if order.renewable {
            "renewable"
        } else {
            "not renewable"
        };
        let _ = writeln!(
            out,
            "Preservation orders: at most {} days, {renewable}.",
            order.days_max
        );
    }

    fn safeguards_in_words(&self, out: &mut String) {
        let review = match self.safeguards.independent_review {
            Authoriser::None => "NONE".to_owned(),
            other => word(other),
        };
        let remedy = self.safeguards.remedy.as_deref().unwrap_or("NONE");
        let told = if self.notice.person_told {
            "told once secrecy ends"
        } else {
            "not told"
        };
        let _ = writeln!(
            out,
            "Independent review: {review}. Remedy: {remedy}. The person concerned is {told}."
        );
        let data = &self.data_protection;
        let _ = writeln!(
            out,
            "Personal data: {}; kept at most {} days.",
            data.law, data.retention_days_max
        );
    }

    fn others_in_words(&self, out: &mut String) {
        for treaty in &self.treaties {
            let instead = if treaty.convention_instead {
                "; Art. 40(8) to (31) in its place"
            } else {
                ""
            };
            let _ = writeln!(
                out,
                "Treaty with {}: {} since {}{instead}.",
                treaty.with, treaty.name, treaty.since
            );
        }
        for limit in &self.restrictions {
            let _ = writeln!(
                out,
                "Limits cooperation with {}: {}",
                limit.state, limit.reason
            );
        }
    }
}

fn offered(law: &MeasureLaw) -> String {
    let by: Vec<String> = law.authorised_by.iter().copied().map(word).collect();
    let mut said = if by.is_empty() {
        "offered".to_owned()
    } else {
        format!("authorised by {}", by.join(" or "))
    };
    match law.dual_criminality {
        Some(DualCriminality::Required) => said.push_str("; dual criminality required"),
        Some(DualCriminality::Discretionary) => said.push_str("; dual criminality at discretion"),
        _ => {}
    }
    if let Some(days) = law.days_max {
        let _ = write!(said, "; at most {days} days");
    }
    if !law.articles.is_empty() || !law.categories.is_empty() {
        said.push_str("; for listed offences only");
    }
    said
}

fn word(authoriser: Authoriser) -> String {
    let name = serde_json::to_value(authoriser).unwrap_or_default();
    name.as_str().unwrap_or_default().replace('_', " ")
}
