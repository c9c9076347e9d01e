//! Where a value stands in the text of a JSON or TOML document.

use toml::de::{DeTable, DeValue};

/// The byte at which the value of this path begins, or the deepest part of the path that is there.
pub fn in_json(text: &str, path: &[String]) -> usize {
    let mut cursor = Cursor { text, at: 0 };
    cursor.find(path).unwrap_or(cursor.at)
}

/// The same in TOML.
pub fn in_toml(text: &str, path: &[String]) -> usize {
    let Ok(table) = DeTable::parse(text) else {
        return 0;
    };
    let mut at = table.span().start;
    let mut value = DeValue::Table(table.into_inner());
    for step in path {
        let inner = match value {
            DeValue::Table(mut table) => table.remove(step.as_str()),
            DeValue::Array(list) => {
                let place = step.parse().ok();
                place.and_then(|place: usize| list.into_iter().nth(place))
            }
            _ => None,
        };
        let Some(inner) = inner else { break };
        at = inner.span().start;
        value = inner.into_inner();
    }
    at
}

/// Line and column of a byte, both from 1.
pub fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (line, before[start..].chars().count() + 1)
}

/// Goes through a text that is known to be JSON.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn find(&mut self, path: &[String]) -> Option<usize> {
        let open = self.next()?;
        let here = self.at;
        let Some((step, rest)) = path.split_first() else {
            return Some(here);
        };
        let object = open == b'{';
        if !object && open != b'[' {
            return Some(here);
        }
        self.at += 1;
        for index in 0.. {
            if matches!(self.next()?, b'}' | b']') {
                break;
            }
            let found = if object {
                let key = self.string()?;
                self.next()?;
                self.at += 1;
                key == *step
            } else {
                index.to_string() == *step
            };
            if found {
                return self.find(rest);
            }
            self.skip()?;
            if self.next()? == b',' {
                self.at += 1;
            }
        }
        Some(here)
    }

    /// The next byte that is no space; stands on it.
    fn next(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
        self.text.as_bytes().get(self.at).copied()
    }

    /// A text, with what stands for other characters in it resolved; stands behind it.
    fn string(&mut self) -> Option<String> {
        let begin = self.at;
        let bytes = self.text.as_bytes();
        self.at += 1;
        while *bytes.get(self.at)? != b'"' {
            self.at += if bytes[self.at] == b'\\' { 2 } else { 1 };
        }
        self.at += 1;
        serde_json::from_str(self.text.get(begin..self.at)?).ok()
    }

    /// Goes behind a value, however deep it is.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.next()? {
                b'"' => drop(self.string()?),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth -= 1;
                    self.at += 1;
                }
                b',' | b':' => self.at += 1,
                _ => {
                    let rest = &self.text.as_bytes()[self.at..];
                    let ends = |byte: &u8| b",]}:".contains(byte) || byte.is_ascii_whitespace();
                    self.at += rest.iter().position(ends).unwrap_or(rest.len());
                }
            }
            if depth == 0 {
                return Some(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(dotted: &str) -> Vec<String> {
        let parts = dotted.split('.').filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    }

    #[test]
    fn a_value_is_found_in_json_by_its_path() {
        let text =
            "{\n  \"a\": [1, {\"b\\u0063\": \"}\\\"]\"},\n    -7],\n  \"d\": {\"e\": null}\n}";
        let cases = [
            ("", (1, 1)),
            ("a", (2, 8)),
            ("a.1.bc", (2, 24)),
            ("a.2", (3, 5)),
            ("d.e", (4, 14)),
            ("d.missing", (4, 8)),
            ("nowhere", (1, 1)),
        ];
        for (dotted, place) in cases {
            assert_eq!(
                line_and_column(text, in_json(text, &path(dotted))),
                place,
                "{dotted}"
            );
        }
    }

    #[test]
    fn a_value_is_found_in_toml_by_its_path() {
        let text = "facts = 5\n[[accounts]]\nservice = \"s\"\n[[accounts]]\nservice = 1\n";
        for (dotted, line) in [
            ("facts", 1),
            ("accounts.0.service", 3),
            ("accounts.1.service", 5),
        ] {
            assert_eq!(
                line_and_column(text, in_toml(text, &path(dotted))).0,
                line,
                "{dotted}"
            );
        }
        assert_eq!(line_and_column("ä\nöx", 6), (2, 3));
    }
}
