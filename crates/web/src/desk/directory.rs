//! The directory: who is a member, what each State's law says, how each contact point is reached.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use comity_treaty::StateCode;
use serde_json::Value;

use super::frame::Frame;
use super::say::{Say, There, When};
use super::sorry::{Sorry, shown};
use super::tree::{Line, lines_of_law};
use super::visit::Visit;
use comity_node::{PeerRow, Refusal};

#[derive(Template)]
#[template(path = "directory.html")]
struct Page<'a> {
    f: &'a Frame,
    members: Vec<Member>,
    ends: Option<When>,
}

struct Member {
    state: String,
    name: String,
    url: String,
    telephone: String,
    /// What the clock says there.
    there: Option<There>,
    marks: Vec<String>,
    until: When,
    towards: Towards,
    profile: bool,
    refused: String,
    languages: String,
    own: bool,
    reached: Reached,
}

/// When a node last answered, and how fast.
#[derive(Default)]
struct Reached {
    answered: Option<When>,
    within: String,
    silent: Option<When>,
}

/// How the Convention stands towards a member.
enum Towards {
    /// It is this State.
    Own,
    /// The register has suspended its node.
    Suspended,
    /// In force.
    InForce,
    /// Not in force.
    NotInForce,
}

#[derive(Template)]
#[template(path = "state.html")]
struct One<'a> {
    f: &'a Frame,
    state: String,
    version: String,
    published: When,
    lines: Vec<Line>,
    warnings: usize,
    text: String,
}

/// All members.
pub async fn page(visit: Visit) -> Result<Response, Sorry> {
    let listed = visit.node.known_members();
    let listed = listed.map_err(|no| Sorry::to(&visit, &no))?;
    let peers = visit.node.peer_rows().await;
    let peers = peers.map_err(|no| Sorry::to(&visit, &no))?;
    let say = &visit.say;
    let reached = |row: &Value| {
        let peer = peers
            .iter()
            .find(|peer| row["state"] == peer.state.as_str());
        peer.map(|peer| reached(say, peer)).unwrap_or_default()
    };
    Ok(shown(&Page {
        f: &Frame::new(&visit, "directory"),
        members: each(&listed["members"], |row| member(say, row, reached(row))),
        ends: listed["good_until"].as_str().map(|at| say.moment(at)),
    }))
}

/// One State's law, as its profile says it.
pub async fn state(visit: Visit, Path(code): Path<String>) -> Result<Response, Sorry> {
    let sorry = |no| Sorry::to(&visit, &no);
    let state: Result<StateCode, _> = code.parse();
    let state = state.map_err(|_| sorry(Refusal::not_found(&code)))?;
    let profile = visit.node.state_profile(state).map_err(sorry)?;
    let say = &visit.say;
    Ok(shown(&One {
        f: &Frame::new(&visit, "directory"),
        state: code,
        version: profile["version"].to_string(),
        published: say.moment(profile["published_at"].as_str().unwrap_or_default()),
        lines: lines_of_law(say, &profile["profile"]),
        warnings: profile["warnings"].as_array().map_or(0, Vec::len),
        text: text(&profile, "text"),
    }))
}

fn reached(say: &Say, peer: &PeerRow) -> Reached {
    Reached {
        answered: peer.answered.map(|at| say.when(at)),
        within: peer
            .within
            .map_or_else(String::new, |within| say.within(within)),
        silent: peer.silent.map(|at| say.when(at)),
    }
}

fn member(say: &Say, row: &Value, reached: Reached) -> Member {
    let named = |code: &Value| say.words().language_name(code.as_str().unwrap_or_default());
    Member {
        languages: say.words().join(&each(&row["languages"], named)),
        own: row["self"].as_bool().unwrap_or(false),
        reached,
        state: text(row, "state"),
        name: text(row, "name"),
        url: text(row, "url"),
        telephone: text(row, "telephone"),
        there: say.there(&text(row, "state"), &text(row, "time_zone")),
        marks: each(&row["marks"], |mark| {
            say.t(&format!("mark-{}", mark.as_str().unwrap_or_default()))
        }),
        until: say.moment(&text(row, "until")),
        towards: towards(row),
        profile: row["profile"].as_bool().unwrap_or(false),
        refused: text(row, "refused"),
    }
}

fn towards(row: &Value) -> Towards {
    let yes = |key: &str| row[key].as_bool().unwrap_or(false);
    if yes("self") {
        Towards::Own
    } else if yes("suspended") {
        Towards::Suspended
    } else if yes("convention_in_force") {
        Towards::InForce
    } else {
        Towards::NotInForce
    }
}

fn text(row: &Value, key: &str) -> String {
    row[key].as_str().unwrap_or_default().to_owned()
}

fn each<T>(all: &Value, one: impl Fn(&Value) -> T) -> Vec<T> {
    all.as_array()
        .map(|all| all.iter().map(one).collect())
        .unwrap_or_default()
}
