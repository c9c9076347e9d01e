//! The node's own keys, and how far a roll-over is.

use axum::response::Response;
use comity_node::{KeyRow, Rollover};

use super::{Card, Notice, keys_of};
use crate::desk::sorry::Sorry;
use crate::desk::visit::Administrator;

/// The node's own keys, and how far a roll-over is.
pub async fn page(Administrator(visit): Administrator) -> Result<Response, Sorry> {
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
    let notices = vec![Notice::of(class, say.t(state))];
    Ok(super::page(&visit, "keys", notices, cards))
}
