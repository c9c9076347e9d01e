//! The words, dates and numbers of a page, in the officer's language and time zone.

use comity_lexicon::{Language, Words};
use comity_treaty::status::Provision;
use comity_treaty::{Article, Mark, Sentence};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a page says.
#[derive(Clone)]
pub struct Say {
    words: &'static Words,
    zone: TimeZone,
    now: Timestamp,
}

/// A sentence, as a page shows it.
#[derive(Clone)]
pub struct Saying {
    /// Its words.
    pub text: String,
    /// Whether it is what a library said, which stays in English.
    pub english: bool,
    /// Why, as a library said it, which stays in English too; empty where nothing is.
    pub why: String,
}

impl Saying {
    /// Words of a page's own.
    pub fn ours(text: String) -> Self {
        Self {
            text,
            english: false,
            why: String::new(),
        }
    }
}

/// A moment, as people read it.
pub struct When {
    /// RFC 3339, for `<time datetime>`.
    pub machine: String,
    /// Day and time in the officer's zone.
    pub local: String,
    /// Day and time in UTC.
    pub utc: String,
    /// Whether the two say the same.
    pub same: bool,
    /// Whether it lies before now.
    pub past: bool,
    /// Whether it lies within a day.
    pub soon: bool,
}

/// The clock of another State.
pub struct There {
    /// The State's code.
    pub state: String,
    /// Day and time there, now.
    pub at: String,
}

/// The words of a language for pages; read once.
pub fn words(language: Language) -> &'static Words {
    static ALL: [OnceLock<Words>; 6] = [const { OnceLock::new() }; 6];
    let place = Language::ALL.iter().position(|one| *one == language);
    ALL[place.unwrap_or(0)].get_or_init(|| Words::for_pages(language))
}

/// How a file says sentences in this language: moments as RFC 3339, so that they are the same for every reader, and marks
/// that isolate directions only where the language needs them.
pub fn wording(language: Language) -> impl Fn(&Sentence) -> String + Send + Sync {
    let words = words(language);
    move |sentence| {
        let said = words.sentence(sentence, &|at| at.to_string());
        let said = said.unwrap_or_else(|| sentence.to_string());
        match language {
            Language::Ar => said,
            _ => said.replace(['\u{2068}', '\u{2069}'], ""),
        }
    }
}

impl Say {
    /// In this language; times beside UTC in `zone` (an IANA name), where it is one.
    pub fn new(language: Language, zone: Option<&str>, now: Timestamp) -> Self {
        let zone = zone.and_then(|name| TimeZone::get(name).ok());
        Self {
            words: words(language),
            zone: zone.unwrap_or(TimeZone::UTC),
            now,
        }
    }

    /// The words themselves.
    pub fn words(&self) -> &'static Words {
        self.words
    }

    /// The language's code, for `lang`.
    pub fn lang(&self) -> &'static str {
        self.words.language().code()
    }

    /// The direction, for `dir`.
    pub fn dir(&self) -> &'static str {
        self.words.language().direction().code()
    }

    /// The words of a key.
    pub fn t(&self, key: &str) -> String {
        self.words.text(key)
    }

    /// The words of a key with one value in its place.
    pub fn t1(&self, key: &str, name: &str, value: impl AsRef<str>) -> String {
        self.words.with(key, &[(name, value.as_ref())])
    }

    /// The words of a key with a number, in the plural it takes.
    #[allow(clippy::trivially_copy_pass_by_ref)] // templates pass references
    pub fn count(&self, key: &str, number: &usize) -> String {
        self.words.counted(key, *number)
    }

    /// A sentence with its values.
    pub fn sentence(&self, sentence: &Sentence) -> Saying {
        let said = self.words.sentence(sentence, &|at| {
            let when = self.when(at);
            if when.same {
                return format!("{} UTC", when.utc);
            }
            format!("{} ({}; {} UTC)", when.local, self.zone_name(), when.utc)
        });
        match said {
            Some(text) => Saying {
                text,
                english: false,
                why: sentence.why().to_owned(),
            },
            None => Saying {
                text: sentence.to_string(),
                english: true,
                why: String::new(),
            },
        }
    }

    /// The first of these keys that has words; else `plain` with its underscores as spaces.
    pub fn first(&self, keys: &[String], plain: &str) -> String {
        let found = keys.iter().find_map(|key| self.words.find(key));
        found.unwrap_or_else(|| plain.replace('_', " "))
    }

    /// A measure's title.
    pub fn measure(&self, key: &str) -> String {
        self.first(&[format!("measure-{key}")], key)
    }

    /// A stage.
    pub fn stage(&self, key: &str) -> String {
        self.words.stage(key)
    }

    /// What is owed.
    pub fn duty(&self, key: &str) -> String {
        self.first(&[format!("duty-{key}")], key)
    }

    /// An act, as a button says it.
    pub fn act(&self, key: &str) -> String {
        self.first(&[format!("act-{key}")], key)
    }

    /// What an act does.
    pub fn act_does(&self, key: &str) -> String {
        self.first(&[format!("act-{key}.does")], key)
    }

    /// A role.
    pub fn role(&self, key: &str) -> String {
        self.first(&[format!("role-{key}")], key)
    }

    /// A side.
    pub fn side(&self, key: &str) -> String {
        self.first(&[format!("side-{key}")], key)
    }

    /// The label of a field; in some acts, measures and events it has a label of its own.
    pub fn field(&self, key: &str, within: &str) -> String {
        let keys = [format!("field-{key}.{within}"), format!("field-{key}")];
        self.first(&keys, key)
    }

    /// A word a field chose.
    pub fn choice(&self, key: &str) -> String {
        self.words.choice(key)
    }

    /// What happened, in the history.
    pub fn happened(&self, kind: &str) -> String {
        let keys = ["happened", "act"].map(|prefix| format!("{prefix}-{kind}"));
        self.first(&keys, kind)
    }

    /// A provision as the language cites it; the text itself where it is none.
    pub fn cite(&self, text: &str) -> String {
        let found = Article::ALL.iter().find(|one| one.to_string() == text);
        found.map_or_else(|| text.to_owned(), |article| self.words.cite(*article))
    }

    /// Any provision of the Convention as the language cites it.
    pub fn provision(&self, provision: Provision) -> String {
        self.words.cite_reference(&provision.to_string())
    }

    /// A name as lists are sorted by it, and as it is looked for: without case and without marks on letters.
    #[allow(clippy::unused_self)] // as other ways of saying
    pub fn sorting(&self, name: &str) -> String {
        let plain = name
            .nfkd()
            .filter(|character| !is_combining_mark(*character));
        plain.collect::<String>().to_lowercase()
    }

    /// The day it is where the officer is.
    pub fn today(&self) -> Date {
        self.now.to_zoned_datetime(self.zone.clone()).date()
    }

    /// A rule's sentence.
    pub fn rule(&self, key: &str) -> String {
        self.first(&[format!("rule-{key}")], key)
    }

    /// The moment of an RFC 3339 text; the text itself where it is none.
    pub fn moment(&self, text: &str) -> When {
        match text.parse::<Timestamp>() {
            Ok(at) => self.when(at),
            Err(_) => When {
                machine: text.to_owned(),
                local: text.to_owned(),
                utc: text.to_owned(),
                same: true,
                past: false,
                soon: false,
            },
        }
    }

    /// A moment.
    pub fn when(&self, at: Timestamp) -> When {
        let utc = self.at(at, &TimeZone::UTC);
        let local = self.at(at, &self.zone);
        let day = jiff::SignedDuration::from_hours(24);
        When {
            machine: at.to_string(),
            same: utc == local,
            past: at < self.now,
            soon: at >= self.now && at.duration_since(self.now) < day,
            local,
            utc,
        }
    }

    /// What a State's clock says now in this zone (an IANA name); nothing where it is none.
    pub fn there(&self, state: &str, zone: &str) -> Option<There> {
        let zone = TimeZone::get(zone).ok()?;
        Some(There {
            state: state.to_owned(),
            at: self.at(self.now, &zone),
        })
    }

    fn at(&self, at: Timestamp, zone: &TimeZone) -> String {
        let at = at.to_zoned_datetime(zone.clone());
        let day = self.words.date(at.year(), at.month(), at.day());
        format!("{day}, {:02}:{:02}", at.hour(), at.minute())
    }

    /// A number of bytes in words, in powers of ten as files are measured.
    pub fn bytes(&self, bytes: u64) -> String {
        const UNITS: [&str; 5] = ["size-b", "size-kb", "size-mb", "size-gb", "size-tb"];
        let (mut value, mut unit) = (bytes, 0);
        let mut rest = 0;
        while value >= 1000 && unit + 1 < UNITS.len() {
            rest = (value % 1000) / 100;
            value /= 1000;
            unit += 1;
        }
        let point = match self.words.language() {
            Language::En | Language::Zh => '.',
            _ => ',',
        };
        let size = if unit == 0 || value >= 100 {
            value.to_string()
        } else {
            format!("{value}{point}{rest}")
        };
        self.t1(UNITS[unit], "size", size)
    }

    /// The name of the officer's time zone.
    pub fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    /// How long something took, in milliseconds or whole seconds.
    pub fn within(&self, took: jiff::SignedDuration) -> String {
        let (key, number) = match took.as_millis().max(1) {
            long if long >= 10_000 => ("node-within-seconds", long / 1000),
            short => ("node-within-milliseconds", short),
        };
        self.count(key, &usize::try_from(number).unwrap_or(0))
    }

    /// A mark of the register.
    pub fn mark(&self, mark: Mark) -> String {
        self.t(match mark {
            Mark::CentralAuthority => "mark-central_authority",
            Mark::ContactPoint => "mark-contact_point",
        })
    }

    /// The officer's time zone.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.now
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_node::REJECTIONS;
    use comity_treaty::procedure::measures::CHARTS;
    use comity_treaty::{Act, Event};

    #[test]
    fn all_that_can_happen_is_told_in_a_sentence() {
        let steps = CHARTS.iter().flat_map(|chart| chart.all_steps());
        let opening = CHARTS.iter().map(|chart| chart.opens.send);
        let acts = steps.map(|step| step.act).chain(opening);
        let all = Event::names().into_iter().chain(REJECTIONS);
        for kind in all.chain(acts.map(Act::key)) {
            for language in Language::ALL {
                let found = words(language).find(&format!("happened-{kind}"));
                assert!(found.is_some(), "{language}: happened-{kind}");
            }
        }
    }
}
