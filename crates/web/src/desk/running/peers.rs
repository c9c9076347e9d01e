//! The other States' nodes, as ours meets them.

use askama::Template;
use axum::response::Response;
use comity_node::PeerRow;
use comity_wire::envelope::Standing;

use crate::desk::frame::Frame;
use crate::desk::say::{Say, When};
use crate::desk::sorry::{Sorry, shown};
use crate::desk::visit::Administrator;

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

/// The other States' nodes: standing, contact, letters that wait as a number, cosignatures.
pub async fn page(Administrator(visit): Administrator) -> Result<Response, Sorry> {
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
