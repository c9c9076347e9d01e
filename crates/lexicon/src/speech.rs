//! How the words are put together: articles, dates, fields, choices.

use comity_treaty::Article;
use serde::Serialize;

use crate::{Language, Words};

/// The words of letters that stand in no table.
pub(crate) const LETTERS: &[&str] = &[
    "convention",
    "side-requesting",
    "side-requested",
    "side-offering",
    "side-receiving",
    "kind-request",
    "kind-offer",
    "kind-decision",
    "kind-refusal",
    "kind-certificate",
    "kind-communication",
    "label-from",
    "label-to",
    "label-reference",
    "label-measure",
    "label-date",
    "label-local-date",
    "label-basis",
    "label-provision",
    "label-digest",
    "label-entry",
    "label-title",
    "label-file",
    "label-length",
    "label-file-digest",
    "labelled",
    "sourced",
    "intro-request",
    "intro-offer",
    "intro-communication",
    "intro-decision",
    "intro-refusal",
    "intro-certificate",
    "closing",
    "statement-acknowledge",
    "statement-confirm_preserved",
    "statement-confirm_transfer",
    "statement-record_received",
    "statement-destroy_evidence",
    "statement-start_collection",
    "statement-renew_collection",
    "statement-stop_collection",
    "statement-lapse",
    "statement-return_to_review",
    "statement-end_joint_investigation",
    "statement-end_safe_conduct",
    "statement-none",
    "heading-content",
    "heading-particulars",
    "heading-undertakings",
    "heading-remedy",
    "heading-enclosures",
    "enclosures-text",
    "bytes",
    "heading-signatures",
    "heading-authenticity",
    "undertaking-use",
    "undertaking-data",
    "undertaking-need",
    "undertaking-costs",
    "remedy-refusal",
    "remedy-postponement",
    "signature-first",
    "signature-second",
    "signature-sole",
    "signature-other",
    "signature-deadline",
    "signed-electronically",
    "authenticity-text",
    "attached",
    "qr-alt",
    "notice-not-in-force",
    "notice-draft",
    "mark-confidential",
    "mark-urgent",
    "own-words",
    "page",
    "article",
    "article-paragraph",
    "article-letter",
    "article-paragraph-letter",
    "entry",
    "date",
    "date-time",
    "span",
    "yes",
    "no",
    "attested",
    "basis-convention",
    "basis-agreement",
    "concern-refusal",
    "concern-postponement",
    "concern-disclosure",
    "language-ar",
    "language-zh",
    "language-en",
    "language-fr",
    "language-ru",
    "language-es",
];

/// The key of an article's subject: `article-42-3-a`.
pub(crate) fn article_key(article: Article) -> String {
    let reference = article.reference().replace('(', "-").replace(')', "");
    format!("article-{reference}")
}

/// A plain word as it is serialised.
pub(crate) fn serialised(word: &impl Serialize) -> String {
    let value = serde_json::to_value(word).ok();
    let text = value.as_ref().and_then(serde_json::Value::as_str);
    text.unwrap_or_default().to_owned()
}

impl Words {
    /// The label of a field; the act's or measure's own label where there is one.
    pub fn field(&self, key: &str, context: &str) -> String {
        let own = self.find(&format!("field-{key}.{context}"));
        own.unwrap_or_else(|| self.text(&format!("field-{key}")))
    }

    /// A word a field chose; the word itself where it is none of the table's.
    pub fn choice(&self, word: &str) -> String {
        let said = self.find(&format!("choice-{word}"));
        said.unwrap_or_else(|| word.to_owned())
    }

    /// What is true at a stage.
    pub fn stage(&self, key: &str) -> String {
        let said = self.find(&format!("stage-{key}"));
        said.unwrap_or_else(|| key.to_owned())
    }

    /// What an article is about.
    pub fn subject(&self, article: Article) -> String {
        self.text(&article_key(article))
    }

    /// A reference as the language cites it: `Art. 42(3)(a)`, `第42条第3款(a)项`.
    pub fn cite(&self, article: Article) -> String {
        self.cite_reference(article.reference())
    }

    /// The same for a reference as it is written: `42(3)(a)`, any provision of the Convention.
    pub fn cite_reference(&self, reference: &str) -> String {
        let mut parts = reference.split(['(', ')']).filter(|one| !one.is_empty());
        let number = parts.next().unwrap_or_default();
        let (first, second) = (parts.next(), parts.next());
        let is_paragraph = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let (paragraph, letter) = match first {
            Some(text) if is_paragraph(text) => (Some(text), second),
            letter => (None, letter),
        };
        let key = match (paragraph, letter) {
            (None, None) => "article",
            (Some(_), None) => "article-paragraph",
            (None, Some(_)) => "article-letter",
            (Some(_), Some(_)) => "article-paragraph-letter",
        };
        let letter = letter.map(|letter| self.letter(letter)).unwrap_or_default();
        let paragraph = paragraph.unwrap_or_default();
        self.with(
            key,
            &[
                ("number", number),
                ("paragraph", paragraph),
                ("letter", &letter),
            ],
        )
    }

    /// The letter of a subparagraph: Arabic counts in its own, in the order of the abjad; the others keep the Latin one.
    fn letter(&self, latin: &str) -> String {
        const ABJAD: [&str; 15] = [
            "أ", "ب", "ج", "د", "هـ", "و", "ز", "ح", "ط", "ي", "ك", "ل", "م", "ن", "س",
        ];
        let place = latin
            .bytes()
            .next()
            .map_or(0, |byte| usize::from(byte.wrapping_sub(b'a')));
        match self.language() {
            Language::Ar => ABJAD.get(place).map_or(latin, |letter| *letter).to_owned(),
            _ => latin.to_owned(),
        }
    }

    /// Several words in one line, with the language's comma.
    pub fn join(&self, words: &[String]) -> String {
        words.join(match self.language() {
            Language::Ar => "، ",
            Language::Zh => "、",
            _ => ", ",
        })
    }

    /// A calendar day. Months count from 1.
    pub fn date(&self, year: i16, month: i8, day: i8) -> String {
        let name = self.text(&format!("month-{month}"));
        let (year, day) = (year.to_string(), day.to_string());
        self.with("date", &[("day", &day), ("month", &name), ("year", &year)])
    }

    /// The name of a language; its code where it is none of the six.
    pub fn language_name(&self, code: &str) -> String {
        let said = self.find(&format!("language-{code}"));
        said.unwrap_or_else(|| code.to_owned())
    }
}
