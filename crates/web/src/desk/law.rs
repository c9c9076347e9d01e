//! What the law says of a request, answer by answer: of a draft as it stands, and of a matter today.

use comity_treaty::Side;
use comity_treaty::scope::Step;
use serde_json::{Value, json};

use super::say::Saying;
use super::visit::Visit;

/// One answer of the scope gate.
pub struct Answer {
    /// The colour: it holds, it does not, or nothing forbids it.
    pub class: &'static str,
    /// What is asked.
    pub question: Saying,
    /// What is found.
    pub found: Saying,
    /// The provision.
    pub article: String,
}

/// What the scope gate says about a request of this measure, with the other State on the other side. A document that does not
/// name an offence yet has no answers.
pub fn answers(
    visit: &Visit,
    measure: &str,
    (side, peer): (Side, &str),
    document: &Value,
) -> Vec<Answer> {
    let offence = &document["offence"];
    if !offence.is_object() {
        return Vec::new();
    }
    let mut question =
        json!({ "measure": measure, "peer": peer, "side": side, "offence": offence });
    for key in ["basis", "language"] {
        if !document[key].is_null() {
            question[key] = document[key].clone();
        }
    }
    let Ok(scope) = visit.node.explain_law(question) else {
        return Vec::new();
    };
    let say = &visit.say;
    let answer = |step: &Step| Answer {
        class: match (step.holds, step.rule) {
            (true, _) => "good",
            (false, Some(_)) => "bad",
            (false, None) => "soon",
        },
        question: say.sentence(&step.question),
        found: say.sentence(&step.finding),
        article: say.words().cite(step.article),
    };
    scope.steps.iter().map(answer).collect()
}
