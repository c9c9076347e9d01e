//! Collects the faults of a draft, so that all of them are reported at once.

use std::collections::BTreeSet;

use super::expected::{self, at_most};
use super::{
    Account, Answered, Basis, DataClass, Earlier, Language, SealKey, Secrecy, TimeSpan, selector,
};
use crate::law::Article;
use crate::rejection::Invalid;
use crate::sentence::Sentence;

/// The longest text a field may hold, in bytes. Longer matter belongs into an annex.
pub(super) const TEXT_BYTES_MAX: usize = 32 * 1024;
/// The most entries a list may hold.
pub(super) const LIST_MAX: usize = 256;

/// The faults so far. Getters return a placeholder after noting a fault; `finish` makes sure that it is never used.
#[derive(Default)]
pub(super) struct Collect(Vec<Invalid>);

impl Collect {
    pub fn note(
        &mut self,
        field: impl Into<String>,
        paragraph: Article,
        expected: impl Into<Sentence>,
    ) {
        self.0.push(Invalid {
            field: field.into(),
            paragraph,
            expected: expected.into(),
        });
    }

    pub fn check(
        &mut self,
        holds: bool,
        field: &str,
        paragraph: Article,
        expected: impl Into<Sentence>,
    ) {
        if !holds {
            self.note(field, paragraph, expected);
        }
    }

    /// A text that must be there.
    pub fn text(&mut self, value: Option<String>, field: &str, paragraph: Article) -> String {
        let value = value.unwrap_or_default();
        self.check(!value.trim().is_empty(), field, paragraph, expected::A_TEXT);
        self.short_enough(&value, field, paragraph);
        value
    }

    /// A text that may be absent; an empty one counts as absent.
    pub fn text_if_any(
        &mut self,
        value: Option<String>,
        field: &str,
        paragraph: Article,
    ) -> Option<String> {
        let value = value.filter(|text| !text.trim().is_empty())?;
        self.short_enough(&value, field, paragraph);
        Some(value)
    }

    fn short_enough(&mut self, value: &str, field: &str, paragraph: Article) {
        let fits = value.len() <= TEXT_BYTES_MAX;
        let expected = expected::TEXT_LENGTH.with("number", TEXT_BYTES_MAX / 1024);
        self.check(fits, field, paragraph, expected);
    }

    pub fn language(&mut self, value: Option<String>) -> Language {
        let (language, found) = Language::parse_or_blank(value);
        self.check(found, "language", Article::A40p13, expected::LANGUAGE);
        language
    }

    pub fn seal_key(&mut self, value: Option<String>) -> SealKey {
        let (key, found) = SealKey::parse_or_blank(value);
        self.check(found, "seal_to", Article::A40p14, expected::SEAL_KEY);
        key
    }

    pub fn basis(&mut self, basis: &Basis) {
        if let Basis::Agreement { reference } = basis {
            let named = !reference.trim().is_empty();
            self.check(
                named,
                "basis.reference",
                Article::A40p7,
                expected::AGREEMENT,
            );
            self.short_enough(reference, "basis.reference", Article::A40p7);
        }
    }

    pub fn classes(&mut self, classes: &BTreeSet<DataClass>, paragraph: Article) {
        self.check(
            !classes.is_empty(),
            "data_classes",
            paragraph,
            expected::CLASSES,
        );
    }

    pub fn accounts(&mut self, accounts: &[Account], paragraph: Article) {
        self.check(
            accounts.len() <= LIST_MAX,
            "accounts",
            paragraph,
            at_most(expected::ACCOUNTS),
        );
        for (place, account) in accounts.iter().enumerate().take(LIST_MAX) {
            let field = format!("accounts.{place}.identifier");
            self.check(
                !account.identifier.trim().is_empty(),
                &field,
                paragraph,
                expected::IDENTIFIER,
            );
            let one = selector::names_one(&account.identifier);
            self.check(one, &field, paragraph, expected::ONE_ACCOUNT);
            self.short_enough(&account.identifier, &field, paragraph);
            self.short_enough(
                &account.service,
                &format!("accounts.{place}.service"),
                paragraph,
            );
        }
    }

    pub fn period(&mut self, period: Option<TimeSpan>, paragraph: Article) {
        let ordered = period.is_none_or(|span| span.from <= span.to);
        self.check(ordered, "period", paragraph, expected::PERIOD);
    }

    pub fn secrecy(&mut self, secrecy: Option<&Secrecy>, paragraph: Article) {
        if let Some(secrecy) = secrecy {
            let reasoned = !secrecy.reason.trim().is_empty();
            self.check(reasoned, "secrecy.reason", paragraph, expected::SECRECY);
            self.short_enough(&secrecy.reason, "secrecy.reason", paragraph);
        }
    }

    /// What is said to the other State's law is bounded, and says something.
    pub fn foreign_law(&mut self, answered: &[Answered], earlier: &[Earlier]) {
        let at = Article::A40p15;
        let few = answered.len() <= LIST_MAX && earlier.len() <= LIST_MAX;
        self.check(few, "answered", at, at_most(expected::ANSWERS));
        let answers = answered
            .iter()
            .map(|one| ("answered", "answer", &one.answer));
        let outcomes = earlier
            .iter()
            .map(|one| ("earlier", "outcome", &one.outcome));
        for (place, (list, of, text)) in answers.enumerate().chain(outcomes.enumerate()) {
            let field = format!("{list}.{place}.{of}");
            self.check(!text.trim().is_empty(), &field, at, expected::A_TEXT);
            self.short_enough(text, &field, at);
        }
    }

    /// The value, unless a fault was noted.
    pub fn finish<T>(self, value: T) -> Result<T, Vec<Invalid>> {
        if self.0.is_empty() {
            Ok(value)
        } else {
            Err(self.0)
        }
    }
}
