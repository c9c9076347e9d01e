//! An account as text: labels in a column, running text in lines.

use std::fmt::Write as _;

use comity_treaty::Sentence;

use super::{Account, Line, Part, Said, said};
use crate::case_file::say;

/// Least width of the column of labels and verdicts.
const COLUMN_MIN: usize = 14;
/// Longest line of running text.
const LINE_MAX: usize = 104;

impl Account {
    /// The account as text, each sentence in the words of `say`.
    pub fn text(&self, say: &dyn Fn(&Sentence) -> String) -> String {
        let mut page = Page {
            text: String::new(),
            column: self.column(say),
            say,
        };
        if let Some((title, rest)) = self.notice.split_first() {
            page.wrapped(&title.0, "");
            for said in rest {
                page.text.push('\n');
                page.wrapped(&said.0, "");
            }
            page.text.push('\n');
        }
        page.lines(&self.head, "");
        page.lines(&self.as_of_lines(), "");
        for part in &self.parts {
            page.part(part);
        }
        page.text
    }

    /// A line for each State, under one label.
    fn as_of_lines(&self) -> Vec<Line> {
        let line = |(number, text): (usize, &Said)| Line {
            label: (number == 0).then(|| said(say::AS_OF)),
            text: text.clone(),
        };
        self.as_of.iter().enumerate().map(line).collect()
    }

    /// The width of the widest label with its indentation, and a space.
    fn column(&self, say: &dyn Fn(&Sentence) -> String) -> usize {
        let wide = |said: &Said, indent: usize| say(&said.0).chars().count() + indent + 1;
        let of_lines = |lines: &[Line], indent: usize| {
            let labels = lines.iter().filter_map(|line| line.label.as_ref());
            labels.map(|label| wide(label, indent)).max().unwrap_or(0)
        };
        let of_part = |part: &Part| match part {
            Part::Lines(_, lines) => of_lines(lines, 2),
            Part::Text(..) => 0,
            Part::Findings(_, findings) => {
                let each = findings
                    .iter()
                    .map(|one| wide(&Said(one.mark.sentence()), 2).max(of_lines(&one.more, 4)));
                each.max().unwrap_or(0)
            }
        };
        let widest = self.parts.iter().map(of_part).max().unwrap_or(0);
        let head = of_lines(&self.head, 0).max(of_lines(&self.as_of_lines(), 0));
        widest.max(head).max(COLUMN_MIN)
    }
}

/// A text that grows. Writing to a `String` cannot fail.
struct Page<'a> {
    text: String,
    column: usize,
    say: &'a dyn Fn(&Sentence) -> String,
}

impl Page<'_> {
    /// A label and a text. What somebody wrote may have lines of its own, or be longer than one: they stay in their column,
    /// so that none of them looks like a line of ours.
    fn line(&mut self, label: &str, text: &str) {
        let column = self.column;
        let mut label = label;
        for line in text.replace("\r\n", "\n").split(is_line_end) {
            for line in broken(&shown(line), LINE_MAX) {
                let _ = writeln!(self.text, "{label:column$}{line}");
                label = "";
            }
        }
    }

    fn lines(&mut self, lines: &[Line], indent: &str) {
        for line in lines {
            let label = line.label.as_ref().map(|label| (self.say)(&label.0));
            let label = label.map(|label| format!("{indent}{label}"));
            let text = (self.say)(&line.text.0);
            self.line(&label.unwrap_or_default(), &text);
        }
    }

    fn part(&mut self, part: &Part) {
        let (Part::Findings(heading, _) | Part::Lines(heading, _) | Part::Text(heading, _)) = part;
        let heading = (self.say)(&heading.0);
        let _ = writeln!(self.text, "\n{heading}");
        match part {
            Part::Lines(_, lines) => self.lines(lines, "  "),
            Part::Text(_, all) => all.iter().for_each(|said| self.wrapped(&said.0, "  ")),
            Part::Findings(_, findings) => {
                for one in findings {
                    let mark = format!("  {}", (self.say)(&one.mark.sentence()));
                    let text = (self.say)(&one.text.0);
                    self.line(&mark, &text);
                    self.lines(&one.more, "    ");
                }
            }
        }
    }

    /// Running text in lines of bearable length.
    fn wrapped(&mut self, sentence: &Sentence, indent: &str) {
        for line in broken(&(self.say)(sentence), LINE_MAX) {
            let _ = writeln!(self.text, "{indent}{line}");
        }
    }
}

/// Lines of at most `most` characters, broken at spaces; a longer word has a line of its own.
fn broken(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let more = word.chars().count();
        match lines.last_mut() {
            Some(line) if length == 0 => {
                line.push_str(word);
                length = more;
            }
            Some(line) if length + 1 + more <= most => {
                line.push(' ');
                line.push_str(word);
                length += 1 + more;
            }
            _ => {
                lines.push(word.to_owned());
                length = more;
            }
        }
    }
    lines
}

fn is_line_end(one: char) -> bool {
    matches!(
        one,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// What commands a terminal or turns the order of what is read is shown by its number instead. The marks that keep a value
/// apart from the sentence around it are the languages' own.
fn shown(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    for one in line.chars() {
        match one {
            '\t' => shown.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}' | '\u{2067}' => {
                let _ = write!(shown, "[U+{:04X}]", u32::from(one));
            }
            one if one.is_control() => {
                let _ = write!(shown, "[U+{:04X}]", u32::from(one));
            }
            one => shown.push(one),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> String {
        let mut page = Page {
            text: String::new(),
            column: 8,
            say: &Sentence::to_string,
        };
        page.line("why", text);
        page.text
    }

    /// No line that somebody wrote begins where one of ours does, and nothing that is written moves the cursor.
    #[test]
    fn what_somebody_wrote_stays_in_its_column() {
        for text in [
            "one\ntwo",
            "one\r\ntwo",
            "one\u{85}two",
            "one\u{2028}two",
            "one\u{b}two",
        ] {
            assert_eq!(lines(text), "why     one\n        two\n", "{text:?}");
        }
        let erased = lines("\u{1b}[1A\u{1b}[2Knothing was left out");
        assert_eq!(
            erased,
            "why     [U+001B][1A[U+001B][2Knothing was left out\n"
        );
        assert_eq!(lines("\u{202e}no"), "why     [U+202E]no\n");
        let padded = lines(&format!("kept{}Agreed", " ".repeat(400)));
        assert_eq!(padded, "why     kept Agreed\n");
        let long = lines(&"word ".repeat(60));
        assert!(long.lines().count() > 1, "{long}");
        assert!(
            long.lines()
                .skip(1)
                .all(|line| line.starts_with("        word")),
            "{long}"
        );
        assert!(
            long.lines()
                .all(|line| line.chars().count() <= 8 + LINE_MAX)
        );
    }
}
