//! The account of the demo, as it happens: numbered steps with time, actor, article and proof.

use jiff::Timestamp;
use std::io::{Stdout, Write};
use std::time::{Duration, Instant};

/// Width of the text, in characters.
const WIDTH: usize = 100;

/// One step of the story, before it is told.
pub struct Step<'a> {
    /// The State, or the court.
    pub place: &'a str,
    /// Who acts, with the office held.
    pub who: String,
    /// The provision this rests on.
    pub article: &'a str,
    /// What is done, in one sentence.
    pub does: &'a str,
}

/// Tells the story to standard output. A reader who has left does not stop it.
pub struct Account {
    out: Stdout,
    began: Instant,
    steps: u32,
}

impl Account {
    /// Begins.
    pub fn begin() -> Self {
        Self {
            out: std::io::stdout(),
            began: Instant::now(),
            steps: 0,
        }
    }

    /// Since the beginning.
    pub fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    /// The heading of a part.
    pub fn part(&self, heading: &str) {
        self.line(&format!(
            "\n{heading}\n{}",
            "-".repeat(heading.chars().count())
        ));
    }

    /// A numbered step that has been taken.
    pub fn step(&mut self, step: &Step<'_>) {
        self.steps += 1;
        let time = Timestamp::now().strftime("%H:%M:%SZ");
        let head = format!("{:>2}. {time}  {}  {}", self.steps, step.place, step.who);
        let gap = WIDTH
            .saturating_sub(head.chars().count() + step.article.chars().count())
            .max(2);
        self.line(&format!("{head}{}{}", " ".repeat(gap), step.article));
        self.detail(step.does);
    }

    /// A line below the last step.
    pub fn detail(&self, text: &str) {
        for line in wrapped(text, WIDTH - INDENT.len()) {
            self.line(&format!("{INDENT}{line}"));
        }
    }

    /// A line of its own.
    pub fn line(&self, text: &str) {
        let mut out = self.out.lock();
        // Whoever listens may stop listening; the story goes on to its verdict.
        let _heard = writeln!(out, "{text}").and_then(|()| out.flush());
    }
}

const INDENT: &str = "               ";

/// The text in lines of at most `width` characters, broken between words.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().map_or(0, |line| line.chars().count());
        if line > 0 && line + 1 + word.chars().count() > width {
            lines.push(String::new());
        }
        if let Some(last) = lines.last_mut() {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}

/// A number of files for people.
pub fn counted(files: usize) -> String {
    if files == 1 {
        "1 file".to_owned()
    } else {
        format!("{files} files")
    }
}

/// A number of bytes for people.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{}.{} kB", bytes / 1_000, bytes % 1_000 / 100),
        1_000_000..1_000_000_000 => {
            format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
        }
        _ => format!(
            "{}.{} GB",
            bytes / 1_000_000_000,
            bytes % 1_000_000_000 / 100_000_000
        ),
    }
}

/// How long it took and how fast that was.
pub fn speed(bytes: u64, took: Duration) -> String {
    let micros = took.as_micros().max(1);
    let per_second = u64::try_from(u128::from(bytes) * 1_000_000 / micros).unwrap_or(u64::MAX);
    format!(
        "{} in {:.2} s, {}/s",
        size(bytes),
        took.as_secs_f64(),
        size(per_second)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_and_lines_are_short() {
        let text = "one State asks the other answers with sealed evidence";
        let lines = wrapped(text, 12);
        assert!(lines.iter().all(|line| line.len() <= 12), "{lines:?}");
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn sizes_read_as_people_write_them() {
        assert_eq!(size(999), "999 bytes");
        assert_eq!(size(1_500), "1.5 kB");
        assert_eq!(size(286_300_000), "286.3 MB");
        assert_eq!(
            speed(2_000_000, Duration::from_secs(1)),
            "2.0 MB in 1.00 s, 2.0 MB/s"
        );
    }
}
