//! The telephone of a contact point, as its State notified it (Art 41(2)).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Fewest and most digits after the plus (ITU-T E.164; the fewest are ours).
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// An international number: a plus and 7 to 15 digits, kept with the gaps in which it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Telephone(String);

/// The text is no international number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no international telephone number; write a plus, the country code and the number, such as +999 1 000 100"
)]
pub struct NotATelephone(String);

impl FromStr for Telephone {
    type Err = NotATelephone;

    fn from_str(text: &str) -> Result<Self, NotATelephone> {
        let refused = || NotATelephone(text.to_owned());
        let number = text.strip_prefix('+').ok_or_else(refused)?;
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        let gaps = |byte: u8| byte.is_ascii_digit() || byte == b' ' || byte == b'-';
        let written = number.len() <= 2 * DIGITS.end() && number.bytes().all(gaps);
        if written && DIGITS.contains(&digits) {
            return Ok(Self(text.to_owned()));
        }
        Err(refused())
    }
}

impl TryFrom<String> for Telephone {
    type Error = NotATelephone;

    fn try_from(text: String) -> Result<Self, NotATelephone> {
        text.parse()
    }
}

impl From<Telephone> for String {
    fn from(telephone: Telephone) -> Self {
        telephone.0
    }
}

impl fmt::Display for Telephone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_international_and_kept_as_it_was_written() {
        for text in ["+999 1 000 100", "+9991000", "+999-100-000-000-000"] {
            let read: Telephone = text.parse().unwrap();
            assert_eq!(read.to_string(), text);
        }
        let long = format!("+{}1234567", " ".repeat(40));
        for text in [
            "",
            "+",
            "999 1 000 100",
            "+123456",
            "+1234567890123456",
            "+999 1 000 abc",
            "+999\u{0661}\u{0661}\u{0661}\u{0661}",
            "tel:+9991000100",
            long.as_str(),
        ] {
            assert!(text.parse::<Telephone>().is_err(), "{text}");
        }
    }
}
