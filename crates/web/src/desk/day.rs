//! Days without a time, as the depositary counts them: read from a form, and said in words.

use comity_treaty::status::When as Known;
use jiff::civil::Date;

use super::say::Say;

/// A day, or a month where no more is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// As `<time datetime>` wants it.
    pub machine: String,
    /// In words.
    pub said: String,
}

impl Day {
    /// A day in words.
    pub fn of(say: &Say, date: Date) -> Self {
        Self {
            machine: date.to_string(),
            said: whole(&say.words().date(date.year(), date.month(), date.day())),
        }
    }

    /// A date as far as it is known; `None` where nothing is.
    pub fn known(say: &Say, when: Known) -> Option<Self> {
        match when {
            Known::Day(date) => Some(Self::of(say, date)),
            Known::Month(first) => Some(Self::month(say, first, when)),
            Known::Unknown => None,
        }
    }

    fn month(say: &Say, first: Date, when: Known) -> Self {
        let name = say.t(&format!("month-{}", first.month()));
        let year = first.year().to_string();
        let values = [("month", name.as_str()), ("year", year.as_str())];
        Self {
            machine: when.to_string(),
            said: whole(&say.words().with("status-month", &values)),
        }
    }
}

/// A date without marks around its parts. It is put into sentences whole, and finds its direction by its letters there: with
/// every part isolated it would have none, and an Arabic date would be read backwards.
fn whole(date: &str) -> String {
    date.replace(['\u{2068}', '\u{2069}'], "")
}

/// What a form asked for: a day, and whether what was typed is one.
pub struct Chosen {
    /// The day to answer for.
    pub day: Date,
    /// What was typed, or the day.
    pub typed: String,
    /// Whether it is no day.
    pub faulty: bool,
}

impl Chosen {
    /// The day that was typed; `otherwise` where nothing was, or what is no day.
    pub fn of(typed: &str, otherwise: Date) -> Self {
        let typed = typed.trim();
        let read = match typed.parse::<Known>() {
            Ok(Known::Day(day)) => Some(day),
            _ => None,
        };
        Self {
            day: read.unwrap_or(otherwise),
            faulty: read.is_none() && !typed.is_empty(),
            typed: match (read, typed) {
                (Some(day), _) => day.to_string(),
                (None, "") => otherwise.to_string(),
                (None, other) => other.to_owned(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_date_in_a_sentence_is_isolated_once_and_whole() {
        let now = "2026-11-28T12:00:00Z".parse().unwrap();
        let say = Say::new(comity_lexicon::Language::Ar, None, now);
        let day = Day::of(&say, date(2027, 2, 26)).said;
        let said = say.t1("status-in-force", "date", &day);
        assert!(said.contains(&format!("\u{2068}{day}\u{2069}")), "{said:?}");
        assert_eq!(said.matches('\u{2068}').count(), 1, "{said:?}");
    }

    #[test]
    fn what_is_no_day_is_kept_and_said() {
        let today = date(2026, 11, 28);
        let good = Chosen::of(" 2026-12-31 ", today);
        assert_eq!((good.day, good.faulty), (date(2026, 12, 31), false));
        for typed in [
            "2026-02-30",
            "2026-02",
            "soon",
            "<b>",
            "+002026-01-01",
            "-000001-01-01",
        ] {
            let bad = Chosen::of(typed, today);
            assert_eq!(
                (bad.day, bad.faulty, bad.typed.as_str()),
                (today, true, typed)
            );
        }
        let none = Chosen::of("", today);
        assert_eq!((none.faulty, none.typed.as_str()), (false, "2026-11-28"));
    }
}
