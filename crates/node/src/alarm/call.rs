//! A call: what is told to whom, and what became of it.

use comity_treaty::{Phrase, Sentence};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::steps::{LAST, Recipient};
use super::urgent::Level;
use crate::desk::Kept;
use crate::findings as say;

/// The shortest and the longest pause before a call is tried again.
const PAUSE_MIN: SignedDuration = SignedDuration::from_secs(15);
const PAUSE_MAX: SignedDuration = SignedDuration::from_mins(5);
/// A call that does not get through in this time is given up; the steps go on.
const TRIED_FOR: SignedDuration = SignedDuration::from_hours(6);
/// The longest of what is kept of a failure, in bytes.
const WHY_BYTES_MAX: usize = 300;

/// All that a call says. Nothing of a case is in it, whoever reads it on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How many things wait.
    pub count: usize,
    /// How urgent the most urgent of them is.
    pub level: Level,
    /// Since when the first of them waits.
    pub since: Timestamp,
    /// Which step it is, from 1 on; 0 where somebody tries the alarm out.
    pub step: u32,
    /// The desk's address.
    pub url: String,
    /// The language of the one who is told.
    pub language: String,
    /// Their time zone, where it is known.
    pub zone: Option<String>,
}

/// The words of a call: subject and text, in the language of the one who is told. The pages give them.
pub type Words = fn(&Notice) -> (String, String);

/// Which way a call takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Way {
    Mail(Recipient),
    Webhook,
}

impl Way {
    /// The word of it, for the log.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Mail(_) => "e-mail",
            Self::Webhook => "webhook",
        }
    }

    /// That it did not get through, for findings.
    pub const fn failed(&self) -> Phrase {
        match self {
            Self::Mail(_) => say::ALARM_NO_MAIL,
            Self::Webhook => say::ALARM_NO_HOOK,
        }
    }
}

/// One message of a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Leg {
    pub way: Way,
    pub attempts: u32,
    /// When it is tried next.
    pub next: Timestamp,
    /// When it got through.
    pub done: Option<Timestamp>,
    /// Why it did not, last time.
    pub why: Option<String>,
}

/// A call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Call {
    pub raised: Timestamp,
    pub step: u32,
    pub level: Level,
    pub since: Timestamp,
    /// What it is about; it stays here. Empty where somebody tries the alarm out.
    pub items: Vec<String>,
    pub legs: Vec<Leg>,
}

impl Kept for Call {
    const KIND: &'static str = "call";
}

impl Leg {
    /// One that is to be sent now.
    pub fn now(way: Way, now: Timestamp) -> Self {
        Self {
            way,
            attempts: 0,
            next: now,
            done: None,
            why: None,
        }
    }

    /// Whether it is to be tried now. No pause is longer than the longest: one that seems so is of a clock that was set back.
    pub fn is_due(&self, now: Timestamp) -> bool {
        let pause = self.next.duration_since(now);
        self.done.is_none() && (pause <= SignedDuration::ZERO || pause > PAUSE_MAX)
    }

    /// Notes what came of an attempt.
    pub fn tried(&mut self, outcome: Result<(), String>, now: Timestamp) {
        self.attempts = self.attempts.saturating_add(1);
        match outcome {
            Ok(()) => (self.done, self.why) = (Some(now), None),
            Err(why) => {
                self.next = now + pause(self.attempts);
                self.why = Some(shortened(&why));
            }
        }
    }
}

impl Call {
    /// Whether it is still to be tried: something of it is not through, somebody waits for it, and it is not too late.
    pub fn goes_on(&self, waits: bool, now: Timestamp) -> bool {
        let through = self.legs.iter().all(|leg| leg.done.is_some());
        !through && waits && now.duration_since(self.raised) < TRIED_FOR
    }

    /// Whether the last step has been repeated since, for something that was called then: whoever comes back after hours is
    /// told once.
    pub fn is_said_again(&self, called: Option<Timestamp>) -> bool {
        self.step >= LAST && called.is_some_and(|called| called > self.raised)
    }

    /// The first reason why something of it did not get through.
    pub fn failed(&self) -> Option<Sentence> {
        let why = |leg: &Leg| Some(leg.way.failed().because(leg.why.as_deref()?));
        self.legs.iter().find_map(why)
    }

    /// What it tells, to one who reads like this.
    pub fn notice(&self, url: &str, language: &str, zone: Option<&str>) -> Notice {
        Notice {
            count: self.items.len(),
            level: self.level,
            since: self.since,
            step: self.step,
            url: url.to_owned(),
            language: language.to_owned(),
            zone: zone.map(str::to_owned),
        }
    }
}

impl Notice {
    /// The body of the webhook (Standard Webhooks: type, timestamp, data).
    pub(crate) fn body(&self, raised: Timestamp) -> Value {
        let kind = if self.step == 0 {
            "alarm.tried"
        } else {
            "alarm.unanswered"
        };
        json!({ "type": kind, "timestamp": raised.to_string(), "data": {
            "count": self.count, "level": self.level, "since": self.since.to_string(), "step": self.step, "url": self.url } })
    }
}

/// Doubling pauses, from a quarter of a minute to five.
fn pause(attempts: u32) -> SignedDuration {
    PAUSE_MIN
        .saturating_mul(1 << attempts.saturating_sub(1).min(10))
        .min(PAUSE_MAX)
}

/// What a server said, as a line that can be shown: it may hold anything.
fn shortened(why: &str) -> String {
    let mut line = String::new();
    for character in why.chars() {
        let shown = match crate::plain::unprintable(character.encode_utf8(&mut [0; 4])) {
            None if character != '\n' && character != '\t' => character,
            _ => ' ',
        };
        if line.len() + shown.len_utf8() > WHY_BYTES_MAX {
            break;
        }
        line.push(shown);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2027-03-01T12:00:00Z".parse().expect("a time")
    }

    #[test]
    fn pauses_grow_and_stay_short_enough_for_a_night() {
        let pauses: Vec<i64> = (1..=7).map(|attempts| pause(attempts).as_secs()).collect();
        assert_eq!(pauses, [15, 30, 60, 120, 240, 300, 300]);
        assert_eq!(pause(u32::MAX), PAUSE_MAX);
    }

    #[test]
    fn a_clock_that_was_set_back_stops_no_attempt() {
        let mut leg = Leg::now(Way::Webhook, now());
        leg.next = now() + PAUSE_MAX;
        for (hours, seconds, due) in [
            (0, 0, true),
            (0, -1, false),
            (0, -300, false),
            (-1, 0, true),
        ] {
            let at = now() + PAUSE_MAX + SignedDuration::from_secs(hours * 3600 + seconds);
            assert_eq!(leg.is_due(at), due, "{hours} h {seconds} s");
        }
        leg.done = Some(now());
        assert!(!leg.is_due(now() + PAUSE_MAX));
    }

    #[test]
    fn what_a_server_says_is_shown_as_one_short_line() {
        assert_eq!(shortened("550\r\n\u{1B}[31m\u{202E}no"), "550   [31m no");
        assert_eq!(shortened(&"ж".repeat(1000)).len(), WHY_BYTES_MAX);
    }

    #[test]
    fn a_call_ends_when_it_is_through_when_nobody_waits_or_when_it_is_late() {
        let mut call = Call {
            raised: now(),
            step: 1,
            level: Level::Due,
            since: now(),
            items: vec!["x".into()],
            legs: vec![Leg::now(Way::Webhook, now())],
        };
        assert!(call.goes_on(true, now()) && !call.goes_on(false, now()));
        assert!(!call.goes_on(true, now() + TRIED_FOR));
        call.legs[0].tried(Err("away".into()), now());
        assert!(call.goes_on(true, now()));
        assert_eq!(call.failed(), Some(say::ALARM_NO_HOOK.because("away")));
        assert!(call.legs[0].next > now());
        call.legs[0].tried(Ok(()), now());
        assert!(!call.goes_on(true, now()) && call.failed().is_none());
    }

    #[test]
    fn the_webhook_says_these_words_and_no_others() {
        let call = Call {
            raised: now(),
            step: 2,
            level: Level::Overdue,
            since: now(),
            items: vec!["018f0000-0000-7000-8000-000000000000 acknowledge due".into()],
            legs: Vec::new(),
        };
        let body = call
            .notice("https://desk.xaa.example", "en", None)
            .body(now());
        assert_eq!(
            body,
            json!({ "type": "alarm.unanswered", "timestamp": "2027-03-01T12:00:00Z", "data": { "count": 1,
                "level": "overdue", "since": "2027-03-01T12:00:00Z", "step": 2, "url": "https://desk.xaa.example" } })
        );
    }
}
