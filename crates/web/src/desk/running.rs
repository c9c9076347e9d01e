//! What the node stands on, for who runs it: register, peers, keys, backups. No case is seen here.

use askama::Template;
use axum::response::Response;
use comity_node::{BACKUP_AGE_MAX, Backup, KeyRow, Membership, Node, PeerRow, Refusal, Rollover};
use comity_treaty::PartyFacts;
use comity_wire::envelope::Standing;

use super::frame::Frame;
use super::say::{Say, When};
use super::sorry::{Sorry, shown};
use super::visit::{Administrator, Visit};

#[derive(Template)]
#[template(path = "running.html")]
struct Page<'a> {
    f: &'a Frame,
    tab: &'static str,
    title: String,
    notices: Vec<(&'static str, String)>,
    cards: Vec<Card>,
}

/// A part of a page.
#[derive(Default)]
struct Card {
    heading: String,
    texts: Vec<String>,
    commands: Vec<String>,
    facts: Vec<(String, Fact)>,
    keys: Vec<Key>,
}

/// What a line says.
enum Fact {
    /// A moment.
    At(When),
    /// Something to be read as it is.
    Exact(String),
    /// Words.
    Said(String),
}

struct Key {
    algorithm: &'static str,
    id: String,
    ends: Option<When>,
}

#[derive(Template)]
#[template(path = "peers.html")]
struct Peers<'a> {
    f: &'a Frame,
    peers: Vec<Peer>,
}

struct Peer {
    state: String,
    name: String,
    class: &'static str,
    standing: String,
    answered: Option<When>,
    within: String,
    silent: Option<When>,
    waiting: u64,
    cosigned: String,
    until: Option<When>,
    refused: String,
}

fn page(
    visit: &Visit,
    tab: &'static str,
    notices: Vec<(&'static str, String)>,
    cards: Vec<Card>,
) -> Response {
    shown(&Page {
        f: &Frame::new(visit, "administration"),
        tab,
        title: visit.say.t(&format!("node-{tab}")),
        notices,
        cards,
    })
}

/// Our membership, as the register states it.
pub async fn register(Administrator(visit): Administrator) -> Result<Response, Sorry> {
    let own = visit.node.membership();
    let own = own.map_err(|no| Sorry::to(&visit, &no))?;
    let say = &visit.say;
    let cards = vec![
        list(say, &own),
        statement(say, &own),
        vouched_keys(say, &own),
    ];
    Ok(page(&visit, "register", register_notices(say, &own), cards))
}

fn register_notices(say: &Say, own: &Membership) -> Vec<(&'static str, String)> {
    let mut notices = Vec::new();
    let ended = own.list.is_none_or(|(_, ends)| ends <= say.now());
    if ended {
        notices.push(("bad", say.t("node-list-ended")));
    }
    match &own.facts {
        None => notices.push(("bad", say.t("node-not-stated"))),
        Some(facts) if facts.suspended => notices.push(("bad", say.t("node-suspended"))),
        Some(_) => {}
    }
    notices.extend(own.refused.iter().map(|why| ("bad", why.clone())));
    notices
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

fn hours(say: &Say, hours: i64) -> String {
    say.count("node-hours", &usize::try_from(hours).unwrap_or(0))
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
    let mut all = vec![
        ("node-party-since", since),
        ("directory-marks", Fact::Said(say.words().join(&marks))),
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

fn keys_of(say: &Say, keys: &[KeyRow]) -> Vec<Key> {
    let row = |key: &KeyRow| Key {
        algorithm: key.algorithm,
        id: key.id.clone(),
        ends: key.expires.map(|ends| say.when(ends)),
    };
    keys.iter().map(row).collect()
}

/// The other States' nodes: standing, contact, letters that wait as a number, cosignatures.
pub async fn peers(Administrator(visit): Administrator) -> Result<Response, Sorry> {
    let rows = visit.node.peer_rows().await;
    let rows = rows.map_err(|no| Sorry::to(&visit, &no))?;
    Ok(shown(&Peers {
        f: &Frame::new(&visit, "administration"),
        peers: rows.into_iter().map(|row| peer(&visit.say, row)).collect(),
    }))
}

fn peer(say: &Say, row: PeerRow) -> Peer {
    let (class, standing) = match row.standing {
        Standing::Active => ("good", "node-active"),
        Standing::Suspended => ("bad", "directory-suspended"),
        Standing::Withdrawn => ("bad", "node-withdrawn"),
    };
    Peer {
        state: row.state.to_string(),
        name: row.name,
        class,
        standing: say.t(standing),
        answered: row.answered.map(|at| say.when(at)),
        within: row
            .within
            .map_or_else(String::new, |within| say.within(within)),
        silent: row.silent.map(|at| say.when(at)),
        waiting: row.waiting,
        cosigned: cosigned(say, row.behind),
        until: row.until.map(|until| say.when(until)),
        refused: row.refused.unwrap_or_default(),
    }
}

fn cosigned(say: &Say, behind: Option<u64>) -> String {
    match behind {
        None => say.t("node-cosigned-never"),
        Some(0) => say.t("node-cosigned-all"),
        Some(behind) => say.count(
            "node-cosigned-behind",
            &usize::try_from(behind).unwrap_or(0),
        ),
    }
}

/// The node's own keys, and how far a roll-over is.
pub async fn keys(Administrator(visit): Administrator) -> Result<Response, Sorry> {
    let own = visit.node.key_state();
    let own = own.map_err(|no| Sorry::to(&visit, &no))?;
    let say = &visit.say;
    let (class, state, command) = match own.rollover {
        Rollover::None => ("", "node-roll-none", Some("comity keys prepare")),
        Rollover::Prepared => ("soon", "node-roll-prepared", None),
        Rollover::Enrolled => ("soon", "node-roll-enrolled", Some("comity keys switch")),
        Rollover::Unknown => ("bad", "node-roll-unknown", None),
    };
    let card = |heading: &str, keys: &[KeyRow], texts| Card {
        heading: say.t(heading),
        keys: keys_of(say, keys),
        texts,
        ..Card::default()
    };
    let mut cards = vec![card("node-keys-present", &own.present, vec![])];
    if !own.former.is_empty() {
        let how = vec![say.t("node-keys-former-how")];
        cards.push(card("node-keys-former", &own.former, how));
    }
    cards.push(Card {
        heading: say.t("node-roll"),
        texts: vec![say.t("node-roll-how")],
        commands: command.map(str::to_owned).into_iter().collect(),
        ..Card::default()
    });
    Ok(page(&visit, "keys", vec![(class, say.t(state))], cards))
}

/// What must be copied, when it last was, and whether the copy was opened.
pub async fn backups(Administrator(visit): Administrator) -> Result<Response, Sorry> {
    let last = visit.node.last_backup().await;
    let last = last.map_err(|no: Refusal| Sorry::to(&visit, &no))?;
    let say = &visit.say;
    let mut cards: Vec<Card> = last.iter().map(|last| last_one(say, last)).collect();
    cards.extend([how(say, &visit.node), restore(say)]);
    Ok(page(
        &visit,
        "backups",
        vec![judged(say, last.as_ref())],
        cards,
    ))
}

fn judged(say: &Say, last: Option<&Backup>) -> (&'static str, String) {
    match last {
        None => ("bad", say.t("node-backup-none")),
        Some(last) if say.now().duration_since(last.at) > BACKUP_AGE_MAX => {
            ("bad", say.t("node-backup-old"))
        }
        Some(last) if last.checked.is_none() => ("soon", say.t("node-backup-unchecked")),
        Some(_) => ("", say.t("node-backup-good")),
    }
}

fn last_one(say: &Say, last: &Backup) -> Card {
    let age = say.now().duration_since(last.at).as_hours();
    let mut facts = vec![
        ("node-backup-at", Fact::At(say.when(last.at))),
        ("node-list-age", Fact::Said(hours(say, age))),
    ];
    let said = |key, number: u64| (key, Fact::Said(number.to_string()));
    facts.extend(
        last.checked
            .map(|at| ("node-backup-checked", Fact::At(say.when(at)))),
    );
    facts.extend(last.entries.map(|n| said("node-backup-entries", n)));
    facts.extend(
        last.bytes
            .map(|n| ("node-backup-size", Fact::Said(say.bytes(n)))),
    );
    Card {
        heading: say.t("node-backup-last"),
        facts: facts
            .into_iter()
            .map(|(key, fact)| (say.t(key), fact))
            .collect(),
        ..Card::default()
    }
}

fn how(say: &Say, node: &Node) -> Card {
    let (text, commands) = if node.is_embedded() {
        ("node-backup-how", vec!["comity backup --to DIR"])
    } else {
        (
            "node-backup-how-postgres",
            vec!["pg_dump", "comity backup --made-otherwise"],
        )
    };
    Card {
        heading: say.t("node-backup-make"),
        texts: vec![say.t(text), say.t("node-backup-what")],
        commands: commands.into_iter().map(str::to_owned).collect(),
        ..Card::default()
    }
}

fn restore(say: &Say) -> Card {
    Card {
        heading: say.t("node-restore"),
        texts: vec![say.t("node-restore-how")],
        commands: vec!["comity fsck --data DIR".to_owned()],
        ..Card::default()
    }
}
