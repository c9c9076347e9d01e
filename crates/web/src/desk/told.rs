//! The words of an alarm that goes out by e-mail. They say that something waits, how urgent, since when and where to look;
//! nothing of a case is known here.

use comity_lexicon::Language;
use comity_node::{Level, Notice};

use super::say::Say;

/// Subject and text, in the language of the one who is told.
pub fn told(notice: &Notice) -> (String, String) {
    let language = Language::of(&notice.language).unwrap_or(Language::En);
    let say = Say::new(language, notice.zone.as_deref(), notice.since);
    if notice.step == 0 {
        let lines = [
            say.t("told-trial-text"),
            notice.url.clone(),
            say.t("told-nothing"),
        ];
        return (plain(&say.t("told-trial")), plain(&lines.join("\n\n")));
    }
    let subject = match notice.level {
        Level::Due => say.t("told-due"),
        Level::Overdue => say.t("told-overdue"),
    };
    let why = match notice.step {
        1 => say.t("told-on-call"),
        2 => say.t("told-next"),
        _ => say.t("told-all"),
    };
    let lines = [
        say.count("told-count", &notice.count),
        since(&say, notice),
        why,
        say.t("told-go"),
        notice.url.clone(),
        say.t("told-nothing"),
    ];
    (plain(&subject), plain(&lines.join("\n\n")))
}

fn since(say: &Say, notice: &Notice) -> String {
    let when = say.when(notice.since);
    let label = say.t("told-since");
    if when.same {
        return format!("{label} {} UTC", when.utc);
    }
    let zone = notice.zone.as_deref().unwrap_or_default();
    format!("{label} {} ({zone}) · {} UTC", when.local, when.utc)
}

/// Without the marks that only steer the direction within a page: not every mail program knows them.
fn plain(text: &str) -> String {
    text.replace(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(step: u32, level: Level, language: &str) -> Notice {
        Notice {
            count: 3,
            level,
            since: "2027-03-01T23:30:00Z".parse().expect("a time"),
            step,
            url: "https://desk.xaa.example".into(),
            language: language.into(),
            zone: Some("Africa/Nairobi".into()),
        }
    }

    #[test]
    fn each_language_says_how_many_since_when_and_where() {
        for language in Language::ALL {
            for (step, level) in [(1, Level::Due), (2, Level::Overdue), (3, Level::Overdue)] {
                let (subject, text) = told(&notice(step, level, language.code()));
                assert!(
                    !subject.contains(['\n', '\r']) && subject.len() < 160,
                    "{subject}"
                );
                for said in [
                    "3",
                    "02:30",
                    "23:30",
                    "Africa/Nairobi",
                    "https://desk.xaa.example\n",
                ] {
                    assert!(text.contains(said), "{language}: {said}\n{text}");
                }
                let marks = |letter: char| ('\u{2066}'..='\u{2069}').contains(&letter);
                assert!(!text.contains(marks) && !subject.contains(marks));
            }
        }
    }

    #[test]
    fn each_step_and_level_says_something_else() {
        let all = [
            (0, Level::Due),
            (1, Level::Due),
            (2, Level::Due),
            (3, Level::Due),
            (1, Level::Overdue),
        ];
        let said: std::collections::BTreeSet<_> = all
            .into_iter()
            .map(|(step, level)| told(&notice(step, level, "en")))
            .collect();
        assert_eq!(said.len(), all.len());
        let odd = Notice {
            zone: Some("No/Where".into()),
            ..notice(1, Level::Due, "xx")
        };
        assert!(told(&odd).1.contains("23:30 UTC"), "{}", told(&odd).1);
    }
}
