//! What must be copied, when it last was, and whether the copy was opened.

use axum::response::Response;
use comity_node::{BACKUP_AGE_MAX, Backup, Node, Refusal};

use super::{Card, Fact, Notice, hours};
use crate::desk::say::Say;
use crate::desk::sorry::Sorry;
use crate::desk::visit::Administrator;

/// What must be copied, when it last was, and whether the copy was opened.
pub async fn page(Administrator(visit): Administrator) -> Result<Response, Sorry> {
    let last = visit.node.last_backup().await;
    let last = last.map_err(|no: Refusal| Sorry::to(&visit, &no))?;
    let say = &visit.say;
    let mut cards: Vec<Card> = last.iter().map(|last| last_one(say, last)).collect();
    cards.extend([how(say, &visit.node), restore(say)]);
    let notices = vec![judged(say, last.as_ref())];
    Ok(super::page(&visit, "backups", notices, cards))
}

fn judged(say: &Say, last: Option<&Backup>) -> Notice {
    let (class, key) = match last {
        None => ("bad", "node-backup-none"),
        Some(last) if say.now().duration_since(last.at) > BACKUP_AGE_MAX => {
            ("bad", "node-backup-old")
        }
        Some(last) if last.checked.is_none() => ("soon", "node-backup-unchecked"),
        Some(_) => ("", "node-backup-good"),
    };
    Notice::of(class, say.t(key))
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
