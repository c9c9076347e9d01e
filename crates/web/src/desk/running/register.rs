//! What the register states of our State, and how old its list is.

use axum::response::Response;
use comity_node::Membership;
use comity_treaty::PartyFacts;

use super::{Card, Fact, Notice, hours, keys_of};
use crate::desk::say::Say;
use crate::desk::sorry::Sorry;
use crate::desk::visit::Administrator;

/// Our membership, as the register states it.
pub async fn page(Administrator(visit): Administrator) -> Result<Response, Sorry> {
    let own = visit.node.membership();
    let own = own.map_err(|no| Sorry::to(&visit, &no))?;
    let say = &visit.say;
    let cards = vec![
        list(say, &own),
        statement(say, &own),
        vouched_keys(say, &own),
    ];
    Ok(super::page(&visit, "register", notices(say, &own), cards))
}

fn notices(say: &Say, own: &Membership) -> Vec<Notice> {
    let mut all = Vec::new();
    let ended = own.list.is_none_or(|(_, ends)| ends <= say.now());
    if ended {
        all.push(Notice::of("bad", say.t("node-list-ended")));
    }
    match &own.facts {
        None => all.push(Notice::of("bad", say.t("node-not-stated"))),
        Some(facts) if facts.suspended => {
            all.push(Notice::of("bad", say.t("node-suspended")));
        }
        Some(_) => {}
    }
    all.extend(own.refused.iter().map(|why| Notice::english("bad", why)));
    all
}

fn list(say: &Say, own: &Membership) -> Card {
    let mut facts = Vec::new();
    let mut fact = |key: &str, fact: Fact| facts.push((say.t(key), fact));
    if let Some(register) = &own.register {
        fact("node-register-address", Fact::Exact(register.clone()));
    }
    if let Some(serial) = own.serial {
        fact("node-list-serial", Fact::Exact(serial.to_string()));
    }
    if let Some((signed, ends)) = own.list {
        let age = say.now().duration_since(signed).as_hours();
        fact("node-list-signed", Fact::At(say.when(signed)));
        fact("node-list-age", Fact::Said(hours(say, age)));
        fact("node-list-ends", Fact::At(say.when(ends)));
    }
    Card {
        heading: say.t("node-list"),
        facts,
        ..Card::default()
    }
}

fn statement(say: &Say, own: &Membership) -> Card {
    let mut facts = own
        .facts
        .as_ref()
        .map_or_else(Vec::new, |facts| stated(say, facts));
    if let Some(until) = own.until {
        facts.push((say.t("directory-until"), Fact::At(say.when(until))));
    }
    Card {
        heading: say.t("node-statement"),
        texts: vec![say.t("node-statement-how")],
        facts,
        ..Card::default()
    }
}

/// What the register states of our State.
fn stated(say: &Say, facts: &PartyFacts) -> Vec<(String, Fact)> {
    let yes = |yes: bool| Fact::Said(say.t(if yes { "yes" } else { "no" }));
    let marks: Vec<String> = facts.marks.iter().map(|mark| say.mark(*mark)).collect();
    let languages = facts.languages.iter();
    let languages: Vec<String> = languages
        .map(|code| say.words().language_name(&code.to_string()))
        .collect();
    let since = match facts.party_since {
        Some(since) => Fact::At(say.when(since)),
        None => Fact::Said(say.t("node-not-bound")),
    };
    let telephone = facts.telephone.as_ref();
    let telephone = telephone.map_or_else(|| say.t("node-no-telephone"), ToString::to_string);
    let mut all = vec![
        ("node-party-since", since),
        ("directory-marks", Fact::Said(say.words().join(&marks))),
        ("node-telephone", Fact::Said(telephone)),
        ("node-languages", Fact::Said(say.words().join(&languages))),
        ("node-diplomatic", yes(facts.diplomatic_channel_only)),
        (
            "node-reservation-preservation",
            yes(facts.preservation_reservation),
        ),
        (
            "node-agreements",
            Fact::Said(facts.agreements.len().to_string()),
        ),
    ];
    if let Some(from) = facts.denounced_from {
        all.push(("node-denounced", Fact::At(say.when(from))));
    }
    all.into_iter()
        .map(|(key, fact)| (say.t(key), fact))
        .collect()
}

fn vouched_keys(say: &Say, own: &Membership) -> Card {
    Card {
        heading: say.t("node-keys-vouched"),
        keys: keys_of(say, &own.keys),
        ..Card::default()
    }
}
