//! To which provisions a reservation can be made: the clauses that provide for one, and the articles that bear none.
//!
//! The Convention has no general article on reservations. Some provisions offer one; for all others the general law of
//! treaties applies (compatible with object and purpose, subject to objections).

use super::{
    Confidence::{self, High, Low, Medium},
    RuleKind::{self, Policy, Treaty},
};

/// Whether a provision can bear a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reservable {
    /// The provision itself offers the reservation, the declaration or the option.
    Offered,
    /// No clause offers it: recorded, and open to objections.
    ObjectAndPurpose,
    /// A reservation here would change how the register itself counts; it is not taken from a table.
    Never,
}

/// A row: an article, perhaps one paragraph of it, and whether it can bear a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The article.
    pub article: u8,
    /// The paragraph; `None` for the whole article.
    pub paragraph: Option<u8>,
    /// Whether it can bear a reservation.
    pub reservable: Reservable,
    /// Treaty law, or the platform's reading of it.
    pub kind: RuleKind,
    /// How sure we are.
    pub confidence: Confidence,
}

const fn row(article: u8, paragraph: u8, reservable: Reservable, confidence: Confidence) -> Row {
    Row {
        article,
        paragraph: if paragraph == 0 {
            None
        } else {
            Some(paragraph)
        },
        reservable,
        kind: match reservable {
            Reservable::Never => Policy,
            Reservable::Offered | Reservable::ObjectAndPurpose => Treaty,
        },
        confidence,
    }
}

use Reservable::{Never, Offered};

/// Every row; a provision without one is left to object and purpose. Paragraph 0 stands for the whole article.
pub const RESERVABLE: &[Row] = &[
    row(1, 0, Never, Low),
    row(6, 0, Never, Low),
    row(7, 2, Offered, High),
    row(8, 2, Offered, Medium),
    row(9, 2, Offered, High),
    row(11, 3, Offered, High),
    row(12, 2, Offered, Medium),
    row(14, 3, Offered, Medium),
    row(14, 4, Offered, Medium),
    row(15, 0, Offered, Medium),
    row(16, 0, Offered, Medium),
    row(19, 0, Offered, Medium),
    row(23, 3, Offered, Medium),
    row(42, 5, Offered, High),
    row(57, 0, Never, Low),
    row(58, 0, Never, Low),
    row(61, 0, Never, Low),
    row(62, 0, Never, Low),
    row(63, 3, Offered, High),
    row(64, 0, Never, Low),
    row(65, 0, Never, Low),
    row(66, 0, Never, Low),
    row(67, 0, Never, Low),
    row(68, 0, Never, Low),
];

/// Whether the paragraph (0 for the whole article) can bear a reservation.
pub fn reservable(article: u8, paragraph: Option<u8>) -> Reservable {
    let fits = |row: &&Row| {
        row.article == article && (row.paragraph.is_none() || row.paragraph == paragraph)
    };
    let found = RESERVABLE.iter().find(fits);
    found.map_or(Reservable::ObjectAndPurpose, |row| row.reservable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_of_a_paragraph_does_not_reach_its_article() {
        assert_eq!(reservable(42, Some(5)), Offered);
        assert_eq!(reservable(42, Some(4)), Reservable::ObjectAndPurpose);
        assert_eq!(reservable(14, None), Reservable::ObjectAndPurpose);
    }

    #[test]
    fn a_row_of_an_article_reaches_its_paragraphs() {
        assert_eq!(reservable(65, Some(1)), Never);
        assert_eq!(reservable(16, Some(2)), Offered);
    }
}
