//! The terms requests and conditions are made of.

use std::{collections::BTreeSet, fmt, str::FromStr};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::expected;
use crate::Phrase;
use crate::named::named;

macro_rules! checked_text {
    ($(#[$meta:meta])* $name:ident, $holds:expr, $expected:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// What a valid text looks like.
            pub const EXPECTED: Phrase = $expected;

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let holds: fn(&str) -> bool = $holds;
                if holds(text) { Ok(Self(text.into())) } else { Err(format!("expected {}", Self::EXPECTED.english)) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

checked_text!(
    /// A language, as its ISO 639 code in small letters.
    Language,
    |t| (2..=3).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_lowercase()),
    expected::LANGUAGE
);

checked_text!(
    /// A SHA-256 digest as 64 hexadecimal digits in small letters.
    DigestText,
    |t| t.len() == 64 && t.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')),
    expected::DIGEST
);

checked_text!(
    /// The public key a request's evidence is sealed to, made for this request alone: an age recipient of the hybrid
    /// kind `mlkem768x25519` (C2SP age). Destroying its secret half destroys the evidence and nothing else.
    SealKey,
    |t| t.len() <= 4096
        && t.strip_prefix("age1pq1").is_some_and(|data| {
            data.len() >= 32 && data.bytes().all(|b| b"qpzry9x8gf2tvdw0s3jn54khce6mua7l".contains(&b))
        }),
    expected::SEAL_KEY
);

macro_rules! blank_on_fault {
    ($($name:ident),*) => {$(
        impl $name {
            /// The text as a value, and whether it was one. The blank stands where a fault was noted and never leaves the
            /// parser.
            pub(super) fn parse_or_blank(text: Option<String>) -> (Self, bool) {
                let parsed = text.and_then(|text| text.parse().ok());
                let found = parsed.is_some();
                (parsed.unwrap_or(Self(String::new())), found)
            }
        }
    )*};
}

blank_on_fault!(Language, SealKey);

/// The classes of data of Art 2(c), (d) and (f).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataClass {
    /// Subscriber information, Art 2(f).
    Subscriber,
    /// Traffic data, Art 2(c).
    Traffic,
    /// Content data, Art 2(d).
    Content,
}

named! {
    /// Its serialised form.
    DataClass {
        Subscriber = "subscriber";
        Traffic = "traffic";
        Content = "content";
    }
}

/// What a request rests on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Basis {
    /// The Convention itself, in force between both States.
    #[default]
    Convention,
    /// An agreement both States have recorded: another treaty (Arts 40(7) and 60), or an exercise before entry into
    /// force.
    Agreement {
        /// How both call it, letter for letter.
        reference: String,
    },
}

named! {
    /// Its serialised form.
    Basis {
        Convention = "convention";
        Agreement = "agreement";
    }
}

/// An account or other identifier at a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The service or provider, as far as known.
    #[serde(default)]
    pub service: String,
    /// Address, number, user name, IP address with time: whatever names it exactly.
    pub identifier: String,
}

/// A person concerned by a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Name or description.
    pub identity: String,
    /// Where the person is, if known.
    #[serde(default)]
    pub location: Option<String>,
    /// Nationality, if known.
    #[serde(default)]
    pub nationality: Option<String>,
}

/// From and to, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeSpan {
    /// The beginning.
    pub from: Timestamp,
    /// The end.
    pub to: Timestamp,
}

/// Secrecy asked for, with its reason and the date on which it is looked at again: none is without end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secrecy {
    /// Why the user or the public must not know.
    pub reason: String,
    /// When the need is reviewed.
    pub review_on: Timestamp,
}

/// What evidence may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UsePurpose {
    /// Investigating the case of the request.
    Investigation,
    /// Prosecuting it.
    Prosecution,
    /// Proceedings before a court in the case.
    CourtProceedings,
    /// Disclosure to the accused of what speaks for them, after notice to the sending State, Art 40(5) and (19).
    Exculpatory,
    /// Any of these in another case than that of the request.
    OtherCase,
}

named! {
    /// Its serialised form.
    UsePurpose {
        Investigation = "investigation";
        Prosecution = "prosecution";
        CourtProceedings = "court_proceedings";
        Exculpatory = "exculpatory";
        OtherCase = "other_case";
    }
}

/// Whether evidence may go on to a third country or an international organisation, Art 36(3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnwardTransfer {
    /// Never.
    Forbidden,
    /// Only with the sending State's prior written authorisation.
    WithConsent,
}

named! {
    /// Its serialised form.
    OnwardTransfer {
        Forbidden = "forbidden";
        WithConsent = "with_consent";
    }
}

/// The conditions evidence travels under. They bind once transferred, Arts 36(1)(b) and 40(28).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conditions {
    /// The uses allowed. Never empty.
    pub purposes: BTreeSet<UsePurpose>,
    /// The case the use is bound to, in words.
    pub purpose: String,
    /// Onward transfer.
    pub onward_transfer: OnwardTransfer,
    /// To be kept confidential.
    pub confidential: bool,
    /// When the evidence must be destroyed.
    pub retention_until: Timestamp,
    /// Anything else, one condition each.
    #[serde(default)]
    pub further: Vec<String>,
}
