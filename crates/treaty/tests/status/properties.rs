//! What holds for every table.

use comity_treaty::status::{Participants, Status, Table, bound, standing_on};
use jiff::civil::Date;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use crate::build::*;

fn any_day() -> impl Strategy<Value = Date> {
    (0i64..2000).prop_map(|days| {
        let span = jiff::Span::new().days(days);
        day("2025-11-01").checked_add(span).unwrap()
    })
}

/// A day, or its month alone.
fn any_date() -> impl Strategy<Value = String> {
    (any_day(), prop::bool::weighted(0.2)).prop_map(|(day, month)| {
        let text = day.to_string();
        if month { text[..7].to_owned() } else { text }
    })
}

/// Accessions of up to twelve States, some with a reservation, some leaving later.
fn any_lines() -> impl Strategy<Value = Vec<String>> {
    let state = (
        any_date(),
        prop::bool::ANY,
        prop::option::weighted(0.2, 800i64..2000),
    );
    btree_map(0usize..12, state, 0..12).prop_map(|states| {
        let mut lines = Vec::new();
        for (number, (deposit, reserves, leaves)) in states {
            let state = exercise(number);
            lines.push(format!("{state} accession {deposit}"));
            if reserves {
                lines.push(format!(
                    "{state} reservation {deposit} provision=14 effect=excludes"
                ));
            }
            if let Some(days) = leaves {
                let on = day("2031-06-01")
                    .checked_add(jiff::Span::new().days(days))
                    .unwrap();
                lines.push(format!("{state} denunciation {on}"));
            }
        }
        lines
    })
}

fn valid(lines: &[String]) -> Option<Status> {
    judged(&lines.join("\n"), &small()).ok()
}

fn party_from(status: &Status, number: usize) -> Option<Date> {
    standing_on(status, code(&exercise(number)), Date::MAX)?.party_from
}

proptest! {
    #[test]
    fn a_further_deposit_makes_no_state_a_party_later(lines in any_lines(), date in any_date()) {
        let Some(before) = valid(&lines) else { return Ok(()) };
        let mut more = lines;
        more.push(format!("XZZ accession {date}"));
        let after = valid(&more).expect("one more State hurts nobody");
        for number in 0..12 {
            if let Some(from) = party_from(&before, number) {
                prop_assert!(party_from(&after, number).is_some_and(|now| now <= from));
            }
        }
    }

    #[test]
    fn the_order_of_lines_does_not_matter(lines in any_lines(), order in vec(any::<u16>(), 40), on in any_day()) {
        let mut shuffled: Vec<_> = lines.iter().cloned().zip(order).collect();
        shuffled.sort_by_key(|(_, key)| *key);
        let shuffled: Vec<String> = shuffled.into_iter().map(|(line, _)| line).collect();
        match (valid(&lines), valid(&shuffled)) {
            (Some(one), Some(other)) => {
                prop_assert_eq!(one.entry(), other.entry());
                for a in 0..12 {
                    let (a, b) = (code(&exercise(a)), code(&exercise(a + 1)));
                    prop_assert_eq!(bound(&one, a, b, on), bound(&other, a, b, on));
                }
            }
            (one, other) => prop_assert_eq!(one.is_some(), other.is_some()),
        }
    }

    #[test]
    fn one_is_bound_towards_the_other_iff_the_other_is(lines in any_lines(), on in any_day(), a in 0usize..12, b in 0usize..12) {
        let Some(status) = valid(&lines) else { return Ok(()) };
        let (a, b) = (code(&exercise(a)), code(&exercise(b)));
        let (there, back) = (bound(&status, a, b, on), bound(&status, b, a, on));
        prop_assert_eq!(there.in_force(), back.in_force());
        prop_assert_eq!(there.altered, back.altered);
        prop_assert_eq!(there.also, back.also);
    }

    #[test]
    fn a_table_reads_back_as_it_was_written(lines in any_lines()) {
        let table = Table::parse(&table(&lines.join("\n")), Participants::united_nations()).unwrap();
        let written = table.write();
        let again = Table::parse(written.as_bytes(), Participants::united_nations()).unwrap();
        prop_assert_eq!(again.write(), written);
    }

    #[test]
    fn no_bytes_make_the_readers_panic(bytes in vec(any::<u8>(), 0..400)) {
        let participants = Participants::united_nations();
        let _ = Table::parse(&bytes, participants);
        let _ = comity_treaty::status::Form::parse(&bytes, participants);
    }

    #[test]
    fn no_text_near_the_form_makes_the_reader_panic(text in "(<[A-Za-z/]{0,6}>|&[a-z#0-9]{0,4};|[ -~é\n]){0,60}") {
        let _ = comity_treaty::status::Form::parse(text.as_bytes(), Participants::united_nations());
    }
}
