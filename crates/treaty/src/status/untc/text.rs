//! What stands in a cell of the form: names with footnotes, days with marks.

use jiff::civil::Date;

use crate::status::InstrumentKind;

/// The mark behind a day, and the instrument it stands for. The formal confirmation of an organisation (`c`) is its
/// approval; succession (`d`) and definitive signature (`s`) do not exist under Art 64.
pub(super) const MARKS: &[(&str, InstrumentKind)] = &[
    ("", InstrumentKind::Ratification),
    ("A", InstrumentKind::Acceptance),
    ("AA", InstrumentKind::Approval),
    ("c", InstrumentKind::Approval),
    ("a", InstrumentKind::Accession),
];

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The text without markup that was escaped into it, without footnote numbers, with single spaces.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        let Some((name, after)) = tag.split_once('>') else {
            rest = "";
            break;
        };
        // A footnote: its number is no part of the name.
        let footnote = matches!(name.trim(), "superscript" | "sup");
        let end = footnote.then(|| after.split_once("</")).flatten();
        rest = end
            .and_then(|(_, closing)| closing.split_once('>'))
            .map_or(after, |(_, after)| after);
    }
    out.push_str(rest);
    let words: Vec<&str> = out.split_whitespace().collect();
    let joined = words.join(" ");
    let dated = joined.ends_with(|c: char| c.is_ascii_digit())
        && joined.contains(' ')
        && day_and_mark(&joined).is_some();
    if dated {
        return joined;
    }
    let numbers = |c: char| c.is_ascii_digit() || c == ',' || c == ' ';
    joined.trim_end_matches(numbers).to_owned()
}

/// `25 Oct 2025 AA` as a day and its mark.
pub(super) fn day_and_mark(text: &str) -> Option<(Date, &str)> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (date, mark) = match words.as_slice() {
        [day, month, year] => ([day, month, year], ""),
        [day, month, year, mark] => ([day, month, year], *mark),
        _ => return None,
    };
    let month = MONTHS.iter().position(|known| date[1].starts_with(known))?;
    let number = |text: &str, length: usize| {
        let digits = text.len() <= length && text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| text.parse::<i16>().ok()).flatten()
    };
    let (day, year) = (number(date[0], 2)?, number(date[2], 4)?);
    let day = Date::new(year, i8::try_from(month + 1).ok()?, i8::try_from(day).ok()?);
    day.ok().map(|day| (day, mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_footnotes() {
        for (text, name) in [
            ("Qatar<superscript>2</superscript>", "Qatar"),
            ("United Kingdom <sup>3,4</sup>", "United Kingdom"),
            ("China 1,2", "China"),
            ("  Viet\n Nam ", "Viet Nam"),
            ("A<b>u</b>stria", "Austria"),
            ("Peru<broken", "Peru"),
        ] {
            assert_eq!(plain(text), name, "{text}");
        }
    }

    #[test]
    fn days_and_marks() {
        let day = |y, m, d| Date::new(y, m, d).unwrap();
        assert_eq!(
            day_and_mark("25 Oct\t 2025 "),
            Some((day(2025, 10, 25), ""))
        );
        assert_eq!(
            day_and_mark("1 March 2027 AA"),
            Some((day(2027, 3, 1), "AA"))
        );
        for text in [
            "30 Feb 2026",
            "25 Okt 2025",
            "25 Oct 25000",
            "x Oct 2025",
            "25 Oct",
            "1 2 3 4 5",
        ] {
            assert_eq!(day_and_mark(text), None, "{text}");
        }
    }
}
