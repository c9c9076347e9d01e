//! What stands on the page of a matter in which a life is in danger (Art 2(o)): why, who is behind the request from the
//! Party down to a person, and the code of the call-back.

use comity_treaty::law::Article;
use comity_treaty::procedure::assistance::CallBack;
use comity_treaty::procedure::assistance::call_back::Outcome;
use comity_treaty::{Matter, Side};
use serde_json::Value;

use super::visit::Visit;

/// The notice on the page.
pub struct Emergency {
    /// The provision that says what an emergency is, as the language cites it.
    pub article: String,
    /// Whose life or safety, and why.
    pub why: String,
    /// What is known of the sender, from the Party down; empty in the State that asks.
    pub chain: Vec<Link>,
    /// The code to be read out now.
    pub code: Option<String>,
}

/// One link of the chain.
pub struct Link {
    /// What is known, in words.
    pub words: String,
    /// Whether it holds.
    pub holds: bool,
}

/// The notice, where the request names an emergency. A preservation hands nothing out, so nobody is called back for it.
pub fn of(visit: &Visit, stands: &Value) -> Option<Emergency> {
    let matter: Matter = serde_json::from_value(stands["state"].clone()).ok()?;
    let article = visit.say.words().cite(Article::A2o);
    let (why, call) = match &matter {
        Matter::AssistanceRequesting(state) => (&state.particulars.emergency, None),
        Matter::AssistanceRequested(state) => {
            let call = state.safeguards.call_back.as_ref();
            (&state.particulars.emergency, call)
        }
        Matter::PreservationRequested(state) => (&state.particulars.emergency, None),
        Matter::PreservationRequesting(state) => (&state.particulars.emergency, None),
        Matter::Charted(_) => return None,
    };
    let why = why.clone()?;
    let chain = match &matter {
        Matter::AssistanceRequested(_) => chain(visit, stands, &matter, call),
        _ => Vec::new(),
    };
    let waiting = call.filter(|call| call.outcome == Outcome::Waiting);
    let code = waiting.map(|call| spaced(&call.code));
    Some(Emergency {
        article,
        why,
        chain,
        code,
    })
}

fn chain(visit: &Visit, stands: &Value, matter: &Matter, call: Option<&CallBack>) -> Vec<Link> {
    let say = &visit.say;
    let peer = matter.peer().to_string();
    let link = |key: &str, holds| Link {
        words: say.t1(key, "state", &peer),
        holds,
    };
    let in_force = stands["convention_in_force"].as_bool().unwrap_or(false);
    let party = if in_force {
        "emergency-party"
    } else {
        "emergency-no-party"
    };
    let speaks = visit.node.speaks_for(&peer);
    let authority = if speaks {
        "emergency-authority"
    } else {
        "emergency-no-authority"
    };
    let (called, confirmed) = match call.map(|call| call.outcome) {
        None => ("emergency-not-called", false),
        Some(Outcome::Waiting) => ("emergency-waiting", false),
        Some(Outcome::Wrong) => ("emergency-wrong", false),
        Some(Outcome::Confirmed) => ("emergency-confirmed", true),
    };
    vec![
        link(party, in_force),
        link(authority, speaks),
        link("emergency-signed", matter.side() == Side::Requested),
        link(called, confirmed),
    ]
}

/// In two groups, as it is read out.
fn spaced(code: &str) -> String {
    let (first, second) = code.split_at_checked(4).unwrap_or((code, ""));
    format!("{first} {second}")
}
