//! A provision of the Convention a reservation, a declaration or an objection is about.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::law::{FinalProvision, Reservable, reservations};

/// An article, perhaps one paragraph or letter of it. Written `14`, `14(3)`, `42(3)(a)`.
///
/// Any provision of the Convention, while [`Article`](crate::law::Article) knows only those the procedures rely on:
/// States reserve where they like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Provision {
    article: u8,
    paragraph: Option<u8>,
    letter: Option<char>,
}

impl Provision {
    /// The number of the article.
    pub const fn article(self) -> u8 {
        self.article
    }

    /// Whether `other` is this provision or a part of it.
    pub fn contains(self, other: Self) -> bool {
        self.article == other.article
            && (self.paragraph.is_none() || self.paragraph == other.paragraph)
            && (self.letter.is_none() || self.letter == other.letter)
    }

    /// Whether the two share a part of the Convention.
    pub fn overlaps(self, other: Self) -> bool {
        self.contains(other) || other.contains(self)
    }

    /// Whether a reservation can be made to it.
    pub fn reservable(self) -> Reservable {
        reservations::reservable(self.article, self.paragraph)
    }
}

/// The text names no provision of the Convention.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no provision of the Convention; write it like 14, 14(3) or 42(3)(a)")]
pub struct NotAProvision(String);

impl FromStr for Provision {
    type Err = NotAProvision;

    fn from_str(text: &str) -> Result<Self, NotAProvision> {
        parse(text).ok_or_else(|| NotAProvision(text.into()))
    }
}

fn parse(text: &str) -> Option<Provision> {
    let end = text.find('(').unwrap_or(text.len());
    let (article, mut rest) = text.split_at(end);
    let article = number(article)?;
    let mut provision = Provision {
        article,
        paragraph: None,
        letter: None,
    };
    while !rest.is_empty() {
        let (part, after) = rest.strip_prefix('(')?.split_once(')')?;
        provision = provision.with(part)?;
        rest = after;
    }
    let known = 1..=FinalProvision::Articles.number();
    known.contains(&article.into()).then_some(provision)
}

impl Provision {
    /// With one more part in brackets: first a paragraph, then a letter, or a letter alone.
    fn with(self, part: &str) -> Option<Self> {
        if let (None, None, Some(paragraph)) = (self.paragraph, self.letter, number(part)) {
            let paragraph = Some(paragraph);
            return (paragraph != Some(0)).then_some(Self { paragraph, ..self });
        }
        match (self.letter, part.as_bytes()) {
            (None, [letter @ b'a'..=b'z']) => Some(Self {
                letter: Some(char::from(*letter)),
                ..self
            }),
            _ => None,
        }
    }
}

/// One or two digits without a zero in front: a number is written in one way only.
fn number(text: &str) -> Option<u8> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    (plain && text.len() <= 2)
        .then(|| text.parse().ok())
        .flatten()
}

impl TryFrom<String> for Provision {
    type Error = NotAProvision;

    fn try_from(text: String) -> Result<Self, NotAProvision> {
        text.parse()
    }
}

impl From<Provision> for String {
    fn from(provision: Provision) -> Self {
        provision.to_string()
    }
}

impl fmt::Display for Provision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.article)?;
        if let Some(paragraph) = self.paragraph {
            write!(f, "({paragraph})")?;
        }
        self.letter.map_or(Ok(()), |letter| write!(f, "({letter})"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provisions_read_back() {
        for text in ["1", "14", "14(3)", "42(3)(a)", "2(n)", "68"] {
            assert_eq!(text.parse::<Provision>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_provision() {
        for text in [
            "", "0", "69", "014", "14(", "14()", "14(0)", "14(3)(4)", "14(a)(b)", "14)", "xiv",
            "(3)", "1 4", "14(é)",
        ] {
            assert!(text.parse::<Provision>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_article_contains_its_paragraphs() {
        let [whole, part, other] = ["14", "14(3)", "14(4)"].map(str::parse::<Provision>);
        let (whole, part, other) = (whole.unwrap(), part.unwrap(), other.unwrap());
        assert!(whole.contains(part) && !part.contains(whole));
        assert!(part.overlaps(whole) && !part.overlaps(other));
    }
}
