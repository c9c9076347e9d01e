//! The directory: who is a member, what each State's law says, how each contact point is reached.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use comity_treaty::StateCode;
use serde_json::Value;

use super::frame::Frame;
use super::say::{Say, When};
use super::sorry::{Sorry, shown};
use super::tree::{Line, lines_of_law};
use super::visit::Visit;
use comity_node::Refusal;

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
    marks: Vec<String>,
    until: When,
    towards: Towards,
    profile: bool,
    refused: String,
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
    let say = &visit.say;
    Ok(shown(&Page {
        f: &Frame::new(&visit, "directory"),
        members: each(&listed["members"], |row| member(say, row)),
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

fn member(say: &Say, row: &Value) -> Member {
    Member {
        state: text(row, "state"),
        name: text(row, "name"),
        url: text(row, "url"),
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
