//! Prints what is missing in each language, with the English source, as Fluent lines ready to be translated and pasted:
//! `cargo run -p comity-lexicon --example missing [LANGUAGE]`. Also what nobody asks for any more.

use std::collections::BTreeSet;

use comity_lexicon::{Language, Words, keys_of, wanted};

fn main() {
    let only = std::env::args().nth(1);
    let english = Words::for_paper(Language::En);
    for language in Language::ALL {
        if only.as_deref().is_none_or(|code| code == language.code()) {
            print(language, &english);
        }
    }
}

fn print(language: Language, english: &Words) {
    let written = keys_of(language);
    let asked: BTreeSet<String> = wanted().into_iter().map(|one| one.key).collect();
    let missing = wanted()
        .into_iter()
        .filter(|one| !written.contains(&one.key));
    for one in missing {
        let source = one.english.or_else(|| english.find(&one.key));
        let source = source.unwrap_or_else(|| "?".into());
        println!("{language}/{}.ftl: {} = {source}", one.file, one.key);
    }
    for key in written.difference(&asked).filter(|key| !key.contains('.')) {
        println!("{language}: unused: {key}");
    }
}
