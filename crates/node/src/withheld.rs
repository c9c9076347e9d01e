//! The code of a call-back (Art 41(3)(e)) as officers' tools and pages get the record: not at all. It is read out on the
//! telephone, so it is shown by the matter's `emergency` alone, while it waits, to who may make the call; whoever could read it
//! in the history could answer for a contact that nobody reached.

use serde_json::Value;

/// The state of a matter, without the code.
pub(crate) fn from_state(mut state: Value) -> Value {
    forget(state.pointer_mut("/safeguards/call_back"));
    state
}

/// A line of a matter's history, without the code: where the call was made, and where the code came back.
pub(crate) fn from_record(mut record: Value) -> Value {
    let fact = record.pointer_mut("/event/fact");
    let Some(fact) = fact else { return record };
    if fact["kind"] == "called_back" {
        forget(Some(fact));
    } else if fact["message"]["says"] == "call_back_answer" {
        forget(fact.get_mut("message"));
    }
    record
}

fn forget(holds: Option<&mut Value>) {
    if let Some(members) = holds.and_then(Value::as_object_mut) {
        members.remove("code");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nothing_but_the_code_of_a_call_back_is_withheld() {
        let fact = |fact: Value| json!({ "record": "event", "event": { "fact": fact } });
        let called =
            json!({ "kind": "called_back", "contact": "the night desk", "code": "12345678" });
        let told = json!({ "kind": "heard", "message": { "says": "call_back_answer", "code": "1234 5678" } });
        for (line, code) in [
            (called, "/event/fact/code"),
            (told, "/event/fact/message/code"),
        ] {
            let line = fact(line);
            assert!(line.pointer(code).is_some());
            let mut without = line.clone();
            let parent = code.rsplit_once('/').map_or("", |(parent, _)| parent);
            without
                .pointer_mut(parent)
                .and_then(Value::as_object_mut)
                .unwrap()
                .remove("code");
            assert_eq!(from_record(line), without);
        }
        let other = fact(json!({ "kind": "took", "code": "of something else" }));
        assert_eq!(from_record(other.clone()), other);
        let rejected = json!({ "record": "peer_rejected", "rule": "matter_ended" });
        assert_eq!(from_record(rejected.clone()), rejected);
    }

    #[test]
    fn a_state_keeps_all_else_it_knows_of_the_call() {
        let state = json!({ "safeguards": { "call_back": { "contact": "the night desk", "code": "12345678", "outcome": "waiting" } } });
        let call = from_state(state)["safeguards"]["call_back"].clone();
        assert_eq!(
            call,
            json!({ "contact": "the night desk", "outcome": "waiting" })
        );
        let never = json!({ "safeguards": { "call_back": null } });
        assert_eq!(from_state(never.clone()), never);
    }
}
