//! The names of States and of the European Union in the six languages, as the United Nations write them.

use std::collections::HashMap;
use std::sync::LazyLock;

use comity_treaty::StateCode;

use crate::Language;

/// UNTERM's short names; made by `cargo xtask world` (`docs/decisions/world-map.md`).
const TABLE: &str = include_str!("../data/states.csv");

/// A line: one name for each language, in the order of [`Language::ALL`].
type Names = [&'static str; 6];

static NAMES: LazyLock<HashMap<&'static str, Names>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.filter_map(named).collect()
});

fn named(line: &'static str) -> Option<(&'static str, Names)> {
    let (code, names) = line.split_once(',')?;
    let names: Vec<&str> = names.split(',').collect();
    Some((code, names.try_into().ok()?))
}

/// The name of a State; `None` for a code that is no participant's, as those of exercises.
pub fn state_name(language: Language, state: StateCode) -> Option<&'static str> {
    let place = Language::ALL.iter().position(|one| *one == language)?;
    NAMES.get(state.as_str()).map(|names| names[place])
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_treaty::status::Participants;

    #[test]
    fn every_participant_has_a_name_in_every_language() {
        let heading = TABLE.lines().find(|line| !line.starts_with('#'));
        let codes = Language::ALL.map(Language::code).join(",");
        assert_eq!(heading, Some(format!("code,{codes}").as_str()));
        for participant in Participants::united_nations().all() {
            for language in Language::ALL {
                let name = state_name(language, participant.code);
                let said = name.is_some_and(|name| !name.trim().is_empty());
                assert!(said, "{language}: {}", participant.code);
            }
        }
        assert_eq!(NAMES.len(), Participants::united_nations().all().len());
    }

    #[test]
    fn names_are_those_of_the_united_nations() {
        let name = |language, code: &str| state_name(language, code.parse().unwrap());
        assert_eq!(name(Language::En, "PSE"), Some("State of Palestine"));
        assert_eq!(name(Language::Fr, "CIV"), Some("Côte d’Ivoire"));
        assert_eq!(name(Language::Zh, "EUE"), Some("欧盟"));
        assert_eq!(name(Language::Ar, "QAT"), Some("قطر"));
        assert_eq!(name(Language::En, "XAA"), None);
    }
}
