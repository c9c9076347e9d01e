//! What stands on the page of a matter in which a life is in danger (Art 2(o)): why, who is behind the request from the
//! Party down to a person, and the code of the call-back.

use comity_treaty::law::Article;
use serde_json::Value;

use super::say::Say;

/// The notice on the page.
pub struct Emergency {
    /// The provision that says what an emergency is, as the language cites it.
    pub article: String,
    /// Whose life or safety, and why.
    pub why: String,
    /// What is known of the sender, from the Party down; empty in the State that asks.
    pub chain: Vec<Link>,
    /// The number that the register names for the other State's contact point.
    pub telephone: Option<String>,
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

/// The notice, where the request names an emergency.
pub fn of(say: &Say, stands: &Value) -> Option<Emergency> {
    let emergency = &stands["emergency"];
    let (why, sender) = (emergency["why"].as_str()?, &emergency["sender"]);
    Some(Emergency {
        article: say.words().cite(Article::A2o),
        why: why.to_owned(),
        chain: if sender.is_null() {
            Vec::new()
        } else {
            chain(say, stands, sender)
        },
        telephone: stands["peer_telephone"].as_str().map(str::to_owned),
        code: sender["code"].as_str().map(spaced),
    })
}

fn chain(say: &Say, stands: &Value, sender: &Value) -> Vec<Link> {
    let peer = stands["peer"].as_str().unwrap_or_default();
    let marks = stands["peer_marks"].as_array();
    let speaks = marks.is_some_and(|marks| !marks.is_empty());
    let yes = |value: &Value| value.as_bool().unwrap_or(false);
    let link = |holds, (good, bad): (&str, &str)| Link {
        words: say.t1(if holds { good } else { bad }, "state", peer),
        holds,
    };
    let called = match sender["call_back"].as_str() {
        None => "emergency-not-called",
        Some("wrong") => "emergency-wrong",
        Some(_) => "emergency-waiting",
    };
    vec![
        link(
            yes(&stands["convention_in_force"]),
            ("emergency-party", "emergency-no-party"),
        ),
        link(speaks, ("emergency-authority", "emergency-no-authority")),
        link(
            yes(&sender["signed"]),
            ("emergency-signed", "emergency-oral"),
        ),
        link(
            sender["call_back"] == "confirmed",
            ("emergency-confirmed", called),
        ),
    ]
}

/// In two groups, as it is read out.
fn spaced(code: &str) -> String {
    let (first, second) = code.split_at_checked(4).unwrap_or((code, ""));
    format!("{first} {second}")
}
