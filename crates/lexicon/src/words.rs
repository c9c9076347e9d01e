//! The loader: the Fluent files of one language as one bundle.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::collections::{BTreeMap, BTreeSet};

use comity_treaty::{Sentence, Value};
use fluent_syntax::ast;
use jiff::Timestamp;
use unic_langid::LanguageIdentifier;

use crate::Language;

macro_rules! files {
    ($($variant:ident = $folder:literal),*; $names:tt) => {
        /// The files of a language, by name.
        pub(crate) fn sources(language: Language) -> Vec<(&'static str, &'static str)> {
            match language {
                $(Language::$variant => files!(@each $folder, $names),)*
            }
        }
    };
    (@each $folder:literal, [$($name:literal),*]) => {
        vec![$((
            $name,
            include_str!(concat!("../locales/", $folder, "/", $name, ".ftl")),
        ),)*]
    };
}

files! {
    Ar = "ar", Zh = "zh", En = "en", Fr = "fr", Ru = "ru", Es = "es";
    ["measures", "acts", "stages", "fields", "choices", "grounds", "duties", "rules", "articles", "letters", "happened", "expected", "scope", "desk", "status", "node", "input", "health", "refused", "papers", "verify"]
}

/// The words of one language. A key may name an attribute: `measure-extradition.request`.
pub struct Words {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// The words for pages: each argument stands between marks that isolate its direction.
    pub fn for_pages(language: Language) -> Self {
        Self::load(language, true)
    }

    /// The words for paper, where the typesetter isolates.
    pub fn for_paper(language: Language) -> Self {
        Self::load(language, false)
    }

    fn load(language: Language, isolating: bool) -> Self {
        let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(isolating);
        for (name, source) in sources(language) {
            // INVARIANT (words parse): a test reads every file of every language.
            let resource = FluentResource::try_new(source.to_owned())
                .unwrap_or_else(|(_, errors)| panic!("{language}/{name}.ftl: {errors:?}"));
            if let Err(errors) = bundle.add_resource(resource) {
                panic!("{language}/{name}.ftl: {errors:?}");
            }
        }
        Self { language, bundle }
    }

    /// The language.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The words of a key; `None` where nobody wrote them.
    pub fn find(&self, key: &str) -> Option<String> {
        self.say(key, None)
    }

    /// The words of a key; the key itself where nobody wrote them, which the tests find.
    pub fn text(&self, key: &str) -> String {
        self.find(key).unwrap_or_else(|| key.to_owned())
    }

    /// The words of a key with values in their places.
    pub fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            arguments.set((*name).to_owned(), FluentValue::from(*value));
        }
        self.say(key, Some(&arguments))
            .unwrap_or_else(|| key.to_owned())
    }

    /// The words of a key with a `number`, in the plural form it takes.
    pub fn counted(&self, key: &str, number: usize) -> String {
        let mut arguments = FluentArgs::new();
        arguments.set("number", FluentValue::from(number));
        self.say(key, Some(&arguments))
            .unwrap_or_else(|| key.to_owned())
    }

    /// A sentence with its values, `moment` saying those that are one; `None` where it has no words here: what a library
    /// said stays what it is.
    pub fn sentence(
        &self,
        sentence: &Sentence,
        moment: &dyn Fn(Timestamp) -> String,
    ) -> Option<String> {
        let mut arguments = FluentArgs::new();
        for (name, value) in sentence.values() {
            let value = match value {
                Value::Text(text) => FluentValue::from(text.as_str()),
                Value::Number(number) => FluentValue::from(*number),
                Value::Article(article) => FluentValue::from(self.cite(*article)),
                Value::Moment(at) => FluentValue::from(moment(*at)),
                Value::Sentence(inner) => FluentValue::from(self.said(inner, moment)),
                Value::Sentences(all) => {
                    let said = all.iter().map(|one| self.said(one, moment));
                    FluentValue::from(self.join(&said.collect::<Vec<_>>()))
                }
            };
            arguments.set(name.clone(), value);
        }
        self.say(sentence.key()?, Some(&arguments))
    }

    fn said(&self, sentence: &Sentence, moment: &dyn Fn(Timestamp) -> String) -> String {
        let said = self.sentence(sentence, moment);
        said.unwrap_or_else(|| sentence.to_string())
    }

    fn say(&self, key: &str, arguments: Option<&FluentArgs<'_>>) -> Option<String> {
        let (id, attribute) = match key.split_once('.') {
            Some((id, attribute)) => (id, Some(attribute)),
            None => (key, None),
        };
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        let said = self.bundle.format_pattern(pattern, arguments, &mut errors);
        Some(said.into_owned())
    }
}

/// Every key that is written in a language, attributes too.
pub fn keys_of(language: Language) -> BTreeSet<String> {
    keys_in(language, |_| true)
}

/// The keys of one file of a language.
pub(crate) fn keys_of_file(language: Language, file: &str) -> BTreeSet<String> {
    keys_in(language, |name| name == file)
}

fn keys_in(language: Language, counts: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for (_, source) in sources(language)
        .into_iter()
        .filter(|(name, _)| counts(name))
    {
        let parsed = fluent_syntax::parser::parse(source).unwrap_or_else(|(tree, _)| tree);
        for entry in parsed.body {
            if let ast::Entry::Message(message) = entry {
                let id = message.id.name;
                let attributes = message.attributes.iter().map(|one| one.id.name);
                keys.extend(attributes.map(|name| format!("{id}.{name}")));
                keys.insert(id.to_owned());
            }
        }
    }
    keys
}

/// The placeables of each key of a language, attributes too; those of each plural form with them.
pub fn placeables_of(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for (_, source) in sources(language) {
        let parsed = fluent_syntax::parser::parse(source).unwrap_or_else(|(tree, _)| tree);
        for entry in parsed.body {
            if let ast::Entry::Message(message) = entry {
                let id = message.id.name;
                for attribute in &message.attributes {
                    let key = format!("{id}.{}", attribute.id.name);
                    all.insert(key, names(&attribute.value));
                }
                let value = message.value.as_ref().map(names).unwrap_or_default();
                all.insert(id.to_owned(), value);
            }
        }
    }
    all
}

fn names(pattern: &ast::Pattern<&str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for element in &pattern.elements {
        let ast::PatternElement::Placeable { expression } = element else {
            continue;
        };
        let inline = match expression {
            ast::Expression::Inline(inline) => inline,
            ast::Expression::Select { selector, variants } => {
                found.extend(variants.iter().flat_map(|variant| names(&variant.value)));
                selector
            }
        };
        if let ast::InlineExpression::VariableReference { id } = inline {
            found.insert(id.name.to_owned());
        }
    }
    found
}
