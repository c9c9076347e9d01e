//! What an authority wrote, made harmless: no controls, no marks that reorder what is read, no letter without a glyph.

use crate::letter::Own;

/// The longest text that is set, in characters; a field holds 32 KiB.
const CHARACTERS_MAX: usize = 64 << 10;

/// A word of more letters can break anywhere.
const WORD_MAX: usize = 40;

/// The paragraphs of a text, harmless.
pub(crate) fn paragraphs(text: &str) -> Vec<Own> {
    let text: String = text.chars().take(CHARACTERS_MAX).collect();
    let unified = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let lines = unified
        .split('\n')
        .map(str::trim)
        .filter(|line| !line.is_empty());
    lines.map(own).collect()
}

/// One line, harmless.
pub(crate) fn own(text: &str) -> Own {
    Own {
        text: breakable(&harmless(text)),
    }
}

/// The same text with every hostile character visible or gone.
pub(crate) fn harmless(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\t' | '\n' | '\r' => clean.push(' '),
            letter if reorders(letter) || letter.is_control() => shown(letter, &mut clean),
            letter if vanishes(letter) => {}
            letter if is_private(letter) => shown(letter, &mut clean),
            letter => clean.push(letter),
        }
    }
    clean
}

/// The same text with places where a word without end can break. Chinese needs none.
pub(crate) fn breakable(text: &str) -> String {
    broken(text, WORD_MAX)
}

/// The same text with a place to break after so many letters that no blank parts.
pub(crate) fn broken(text: &str, run_max: usize) -> String {
    let (mut broken, mut run) = (String::with_capacity(text.len()), 0);
    for letter in text.chars() {
        run = if letter.is_whitespace() { 0 } else { run + 1 };
        broken.push(letter);
        if run == run_max {
            broken.push('\u{200B}');
            run = 0;
        }
    }
    broken
}

/// The same text with every letter for which `glyph` knows none spelled out.
pub(crate) fn with_glyphs(text: &str, mut glyph: impl FnMut(char) -> bool) -> String {
    let mut spelled = String::with_capacity(text.len());
    for letter in text.chars() {
        if glyph(letter) {
            spelled.push(letter);
        } else {
            shown(letter, &mut spelled);
        }
    }
    spelled
}

/// A character as its number: `[U+202E]`.
fn shown(letter: char, text: &mut String) {
    use std::fmt::Write;
    // INVARIANT (string): writing to a String cannot fail.
    let _ = write!(text, "[U+{:04X}]", u32::from(letter));
}

/// Embeddings, overrides and isolates: what is read would not be what was written.
const fn reorders(letter: char) -> bool {
    matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// What has no appearance of its own and may go: joiners stay, for scripts need them.
const fn vanishes(letter: char) -> bool {
    matches!(letter, '\u{00AD}' | '\u{200B}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{E0000}'..='\u{E0FFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{034F}' | '\u{180B}'..='\u{180F}')
}

const fn is_private(letter: char) -> bool {
    matches!(letter, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// Combining marks: on a base of another script they can be left without a glyph.
pub(crate) const fn combines(letter: char) -> bool {
    matches!(letter, '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}'
        | '\u{0670}' | '\u{06D6}'..='\u{06ED}' | '\u{08D3}'..='\u{08FF}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{302A}'..='\u{302F}' | '\u{3099}' | '\u{309A}' | '\u{FE20}'..='\u{FE2F}'
        | '\u{200C}' | '\u{200D}')
}

/// Whether the first strong letter is written from right to left.
pub(crate) fn begins_rtl(text: &str) -> bool {
    let strong = text.chars().find(|letter| letter.is_alphabetic());
    strong.is_some_and(|letter| {
        matches!(letter, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
    })
}

/// Whether a text needs a Chinese, Japanese or Korean font.
pub(crate) fn needs_han(text: &str) -> bool {
    let han = |letter| {
        matches!(letter, '\u{1100}'..='\u{11FF}' | '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}'
            | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
    };
    text.chars().any(han)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reorders_or_controls_is_shown_and_what_is_nothing_goes() {
        assert_eq!(
            harmless("a\u{202E}b\0c\u{200B}d\u{7}"),
            "a[U+202E]b[U+0000]cd[U+0007]"
        );
        assert_eq!(harmless("\u{E000}x\u{FEFF}"), "[U+E000]x");
    }

    #[test]
    fn a_text_has_the_direction_of_its_first_letter() {
        assert_eq!(own("12. محكمة").direction(), "rtl");
        assert_eq!(own("XAA محكمة").direction(), "ltr");
    }

    #[test]
    fn lines_of_every_system_are_paragraphs() {
        let said: Vec<_> = paragraphs("a\r\nb\rc\u{2029}d\n\n")
            .into_iter()
            .map(|own| own.text)
            .collect();
        assert_eq!(said, ["a", "b", "c", "d"]);
    }
}
