//! Version, languages, authorities, ways, competence, other States.

use std::collections::BTreeSet;

use crate::law::Article;
use crate::particulars::Language;
use crate::profile::notes::Notes;
use crate::profile::{PartyKind, Profile};

/// Language codes of ISO 639-1, two letters each.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de \
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is \
    it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na \
    nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr \
    ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";
/// Codes of ISO 639-2 that stand for no one language.
const NO_LANGUAGE: [&str; 4] = ["mis", "mul", "und", "zxx"];

pub(super) fn check(profile: &Profile, notes: &mut Notes) {
    version(profile, notes);
    languages(profile, notes);
    authorities(profile, notes);
    competence(profile, notes);
    other_states(profile, notes);
}

fn version(profile: &Profile, notes: &mut Notes) {
    let (version, before) = (profile.version, profile.supersedes);
    if version == 0 {
        notes.error(
            "version",
            "versions count from 1",
            "write 1 for the first",
            None,
        );
    }
    match before {
        None if version > 1 => {
            let then = format!("add `supersedes = {}`", version - 1);
            notes.error(
                "version",
                "a later version says which one it takes the place of",
                then,
                None,
            );
        }
        Some(before) if before >= version => {
            let then = "name the version published before this one";
            notes.error(
                "supersedes",
                "a version takes the place of an earlier one",
                then,
                None,
            );
        }
        _ => {}
    }
}

/// Whether somebody speaks it.
fn spoken(language: &Language) -> bool {
    let code = language.as_str();
    let private = code.len() == 3 && ("qaa"..="qtz").contains(&code);
    match code.len() {
        2 => LANGUAGES
            .split_ascii_whitespace()
            .any(|known| known == code),
        _ => !private && !NO_LANGUAGE.contains(&code),
    }
}

fn languages(profile: &Profile, notes: &mut Notes) {
    if profile.languages.is_empty() {
        let then = "list the languages notified to the depositary";
        notes.error(
            "languages",
            "no language is accepted, so no request can be made",
            then,
            Article::A40p13,
        );
    }
    let written = std::iter::once(("language".to_owned(), &profile.language));
    let accepted = profile.languages.iter().enumerate();
    let accepted = accepted.map(|(place, language)| (format!("languages.{place}"), language));
    let mut seen = BTreeSet::new();
    for (path, language) in written.chain(accepted) {
        if !spoken(language) {
            let then = "write the code of ISO 639, such as fr";
            notes.error(
                &path,
                format!("nobody speaks `{language}`"),
                then,
                Article::A40p13,
            );
        }
        if path != "language" && !seen.insert(language) {
            notes.error(
                &path,
                format!("`{language}` is listed twice"),
                "leave one out",
                Article::A40p13,
            );
        }
    }
}

fn authorities(profile: &Profile, notes: &mut Notes) {
    let own = &profile.authorities;
    if own.central.is_empty() {
        let then = "name the central authority or authorities";
        notes.error(
            "authorities.central",
            "there is none",
            then,
            Article::A40p12,
        );
    }
    let central = own.central.iter().enumerate();
    let mut named: Vec<_> = central
        .map(|(place, name)| (format!("authorities.central.{place}"), name))
        .collect();
    named.push(("authorities.contact_point".into(), &own.contact_point));
    named.extend(
        own.prevention
            .as_ref()
            .map(|name| ("authorities.prevention".into(), name)),
    );
    named.extend(
        own.extradition
            .as_ref()
            .map(|name| ("authorities.extradition".into(), name)),
    );
    for (path, name) in named.into_iter().filter(|(_, name)| reaches_someone(name)) {
        let says = format!("\"{name}\" holds more than a name");
        notes.error(
            &path,
            says,
            "leave address and number to the directory",
            Article::A41p2,
        );
    }
}

/// An address, a link or a telephone number.
fn reaches_someone(name: &str) -> bool {
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    name.contains('@') || name.contains("://") || name.contains("www.") || digits >= 7
}

fn competence(profile: &Profile, notes: &mut Notes) {
    let organisation = profile.kind == PartyKind::RegionalOrganisation;
    match &profile.competence {
        None if organisation => {
            let then = "add [competence] with measures and articles";
            notes.error(
                "kind",
                "a regional organisation declares its competence",
                then,
                Article::A64p3,
            );
        }
        Some(_) if !organisation => {
            let then = "leave it out, or write kind = \"regional_organisation\"";
            notes.error(
                "competence",
                "a State needs no declared competence",
                then,
                Article::A2n,
            );
        }
        _ => {}
    }
}

fn other_states(profile: &Profile, notes: &mut Notes) {
    for (place, treaty) in profile.treaties.iter().enumerate() {
        if treaty.with == profile.state {
            let path = format!("treaties.{place}.with");
            notes.error(
                &path,
                "a State has no treaty with itself",
                "name the other State",
                Article::A40p7,
            );
        }
    }
    for (place, limit) in profile.restrictions.iter().enumerate() {
        if limit.state == profile.state {
            let path = format!("restrictions.{place}.state");
            notes.error(
                &path,
                "a State cannot restrict itself",
                "name the other State",
                Article::A5,
            );
        }
    }
}
