//! The known word nearest to one that is not known.

/// The nearest of the known words, if one is near enough to be meant.
pub(super) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let far = word.chars().count().max(3) / 2;
    let near = known.iter().map(|known| (distance(word, known), *known));
    near.filter(|(distance, _)| *distance <= far)
        .min()
        .map(|(_, known)| known)
}

/// How many letters have to be changed, put in or taken out (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let changed = corner + usize::from(a != *b);
            corner = row[j + 1];
            row[j + 1] = changed.min(corner + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_understood_and_nonsense_is_not() {
        let known = ["languages", "language", "channels"];
        assert_eq!(nearest("langauges", &known), Some("languages"));
        assert_eq!(nearest("chanels", &known), Some("channels"));
        assert_eq!(nearest("zzzzzz", &known), None);
    }
}
