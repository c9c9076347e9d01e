//! What is refused is counted, and nobody is believed for longer than the register says.

use super::*;
use crate::neighbours::Neighbours;
use comity_treaty::{MatterId, Message};
use comity_wire::envelope::{Envelope, EnvelopeId};
use serde_json::{Value, json};

/// What a peer sends of its own, as a message of ours says it.
fn sent(all: &Neighbours, ours: &Envelope, change: impl FnOnce(&mut Envelope)) -> Vec<u8> {
    let node = &all.others["XBB"].node;
    let mut envelope = Envelope {
        id: EnvelopeId::try_from(node.world.new_id()).unwrap(),
        from: "XBB".parse().unwrap(),
        to: "XAA".parse().unwrap(),
        sent_at: node.world.now(),
        ..ours.clone()
    };
    change(&mut envelope);
    envelope.seal(&node.keys.signing).unwrap().bytes
}

fn said(message: &Message, text: &str) -> Message {
    let mut message = json!(message);
    let facts = message.pointer_mut("/particulars/facts");
    *facts.expect("a request states facts") = Value::from(text);
    serde_json::from_value(message).unwrap()
}

fn counted(reason: &str) -> u64 {
    let name = format!("comity_envelopes_refused_total{{reason=\"{reason}\"}} ");
    let rendered = crate::metrics::handle().render();
    let line = rendered.lines().find_map(|line| line.strip_prefix(&name));
    line.map_or(0, |count| count.parse().unwrap())
}

/// The message that XAA sent to XCC.
async fn sent_to_xcc(all: &Neighbours) -> Envelope {
    let store = &all.node.store;
    let entries = store.entries(0, 100).await.unwrap();
    let sent = entries.iter().rev().find_map(|entry| {
        let entry = comity_custody::Entry::parse(entry).ok()?;
        (entry.kind() == "sent").then_some(entry.digest())
    });
    let digest = sent.expect("it was sent");
    let row = store.sent_by_digest(digest).await.unwrap().unwrap();
    let bytes = row.bytes.expect("it is kept");
    let kept = all.node.read_kept(&bytes, "XCC".parse().unwrap());
    kept.await.unwrap()
}

/// Whatever is wrong with an envelope, its refusal is counted under its reason.
#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_leaves_a_counter() {
    let all = Neighbours::new(&["XBB", "XCC"]).await;
    all.request("XCC").await;
    let far = all.node.now() + jiff::SignedDuration::from_hours(1);
    let ours = sent_to_xcc(&all).await;
    let anew = MatterId(all.node.world.new_id());
    let rows = [
        ("no JSON", b"<envelope/>".to_vec(), "malformed"),
        ("nothing", Vec::new(), "truncated"),
        (
            "too long",
            vec![b' '; envelope::MAX_ENVELOPE_BYTES + 1],
            "oversized",
        ),
        (
            "to another State",
            sent(&all, &ours, |sent| sent.to = "XCC".parse().unwrap()),
            "mis-addressed",
        ),
        (
            "of tomorrow",
            sent(&all, &ours, |sent| sent.sent_at = far),
            "clock-skew",
        ),
        (
            "of a matter with another State",
            sent(&all, &ours, |_| {}),
            "wrong-holder",
        ),
        (
            "before its predecessor",
            sent(&all, &ours, |sent| (sent.matter, sent.sequence) = (anew, 2)),
            "out-of-sequence",
        ),
        (
            "with text that runs backwards",
            sent(&all, &ours, |sent| {
                sent.matter = anew;
                sent.message = said(&sent.message, "abc\u{202e}def");
            }),
            "malformed",
        ),
    ];
    let size = all.node.store.log_head().await.unwrap().size;
    for (name, bytes, reason) in rows {
        let before = counted(reason);
        let refusal = all.node.intake(bytes).await.expect_err(name);
        let kind = refusal.problem().type_uri;
        assert!(kind.ends_with(&format!("/{reason}")), "{name}: {kind}");
        assert_eq!(counted(reason), before + 1, "{name}");
    }
    let before = counted("oversized");
    assert_eq!(all.node.refuse_oversized().problem().status, 413);
    assert_eq!(counted("oversized"), before + 1);
    assert_eq!(all.node.store.log_head().await.unwrap().size, size);
}

/// Once the register's list has ended, nobody is believed, and nothing goes out: who was withdrawn since is not known.
#[tokio::test(flavor = "multi_thread")]
async fn a_directory_that_has_expired_is_believed_no_more() {
    let all = Neighbours::new(&["XBB", "XCC"]).await;
    all.request("XCC").await;
    all.until("it is delivered", async |all| all.waiting("XCC").await == 0)
        .await;
    let ours = Envelope {
        matter: MatterId(all.node.world.new_id()),
        ..sent_to_xcc(&all).await
    };
    assert!(all.node.intake(sent(&all, &ours, |_| {})).await.is_ok());
    let until = all.node.directory().expires().unwrap();
    let left = until.duration_since(all.node.now()).as_secs();
    all.later(left);
    let before = counted("unknown-key");
    let anew = MatterId(all.node.world.new_id());
    let late = sent(&all, &ours, |sent| sent.matter = anew);
    let refusal = all.node.intake(late).await.unwrap_err();
    assert!(refusal.problem().type_uri.ends_with("/unknown-key"));
    assert_eq!(counted("unknown-key"), before + 1);
    assert!(
        all.node
            .directory()
            .peer("XBB".parse().unwrap(), all.node.now())
            .is_none()
    );
}
