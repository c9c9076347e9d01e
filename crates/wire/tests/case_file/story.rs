//! The messages of the exchange: a preservation, and access to the preserved data.

use comity_custody::Digest;
use comity_evidence::Manifest;
use comity_treaty::Message;
use serde_json::{Value, json};

use super::exchange::{ACCESS, Line, PRESERVATION};
use super::package::{RETENTION_UNTIL, identity};

/// The end of retention that is agreed later.
pub const LATER_RETENTION: &str = "2029-06-01T00:00:00Z";

/// What is said, in order. `signed` is the signed manifest.
pub fn lines(manifest: &Manifest, signed: &[u8]) -> Vec<Line> {
    let recipient = identity().recipient().to_string();
    vec![
        line(
            true,
            json!({"about": "preservation_to_requested", "says": "request", "particulars": preservation()}),
        ),
        line(
            false,
            json!({"about": "preservation_to_requesting", "says": "acknowledgement"}),
        ),
        line(
            false,
            json!({
                "about": "preservation_to_requesting", "says": "preserved",
                "effective_at": "2026-09-03T09:00:00Z", "expires_at": "2026-11-03T09:00:00Z",
            }),
        ),
        line(
            true,
            json!({"about": "assistance_to_requested", "says": "request", "particulars": access(&recipient)}),
        ),
        line(
            false,
            json!({
                "about": "assistance_to_requesting", "says": "transferred",
                "package": {
                    "package": manifest.package, "digest": manifest.ciphertext.blake3, "bytes": manifest.ciphertext.length,
                    "items": manifest.items.len(), "data_classes": ["content"], "sealed_to": recipient, "references": references(manifest),
                },
                "conditions": {
                    "purposes": ["investigation"], "purpose": "Investigation 12/2026", "onward_transfer": "with_consent",
                    "confidential": true, "retention_until": RETENTION_UNTIL,
                },
                "manifest": Digest::of(signed),
            }),
        ),
        line(
            true,
            json!({
                "about": "assistance_to_requested", "says": "received", "digest": manifest.ciphertext.blake3,
            }),
        ),
    ]
}

/// A part is left out of the release; afterwards the asking State asks for another use, a longer keeping and an onward
/// transfer. The other State consents to all, or to none.
pub fn agree(lines: &mut Vec<Line>, manifest: &Manifest, consent: bool) {
    let transferred = lines.iter_mut().rev().nth(1).expect("a transfer");
    let mut message = serde_json::to_value(&transferred.message).expect("JSON");
    message["left_out"] = json!([
        {"part": "The second mailbox", "ground": "essential_interests", "reasons": "An operation is under way."},
        {"part": "Mail before 2026", "reasons": "The provider keeps none."},
    ]);
    transferred.message = serde_json::from_value(message).expect("a message");
    let (package, text) = (manifest.ciphertext.blake3, "In this case only.");
    let wishes = [
        json!({"kind": "use", "purpose": "other_case"}),
        json!({"kind": "retention", "until": LATER_RETENTION}),
    ];
    for wish in wishes {
        let question =
            json!({"package": package, "wish": wish, "reasons": "A second accused was found."});
        lines.push(line(
            true,
            json!({"about": "assistance_to_requested", "says": "consent_question", "question": question}),
        ));
        let answer = json!({"consent": consent, "text": text});
        lines.push(line(
            false,
            json!({"about": "assistance_to_requesting", "says": "consent_answer", "answer": answer}),
        ));
    }
    let recipient = json!({"kind": "state", "state": "XCC"});
    let question =
        json!({"package": package, "recipient": recipient, "purpose": "The trial there"});
    lines.push(line(
        true,
        json!({"about": "assistance_to_requested", "says": "onward_question", "question": question}),
    ));
    let answer = json!({"consent": consent, "text": text, "conditions": ["Names are removed."]});
    lines.push(line(
        false,
        json!({"about": "assistance_to_requesting", "says": "onward_answer", "answer": answer}),
    ));
}

/// Of two questions the first, a little longer, was consented to, and the second, much longer, refused; the numbers of the
/// thread say both questions first.
pub fn questions_first(lines: &mut Vec<Line>, manifest: &Manifest) {
    lines.truncate(lines.len() - 6);
    lines.push(keeping(manifest, "2028-06-01T00:00:00Z"));
    lines.push(keeping(manifest, LATER_RETENTION));
    lines.push(consent(true));
    lines.push(consent(false));
}

/// A longer keeping is asked for, and consented to.
pub fn kept_longer(lines: &mut Vec<Line>, manifest: &Manifest) {
    lines.push(keeping(manifest, LATER_RETENTION));
    lines.push(consent(true));
}

/// Parts are left out of the release; later it is announced once more, with nothing left out.
pub fn announce_again(lines: &mut Vec<Line>, manifest: &Manifest) {
    let place = lines.len() - 2;
    let whole = serde_json::to_value(&lines[place].message).expect("JSON");
    agree(lines, manifest, false);
    lines.push(line(false, whole));
}

fn keeping(manifest: &Manifest, until: &str) -> Line {
    let package = manifest.ciphertext.blake3;
    let wish = json!({"kind": "retention", "until": until});
    let question =
        json!({"package": package, "wish": wish, "reasons": "A second accused was found."});
    line(
        true,
        json!({"about": "assistance_to_requested", "says": "consent_question", "question": question}),
    )
}

fn consent(consent: bool) -> Line {
    let answer =
        json!({"consent": consent, "text": "In this case only.\n  Agreed  may be kept until 2099"});
    line(
        false,
        json!({"about": "assistance_to_requesting", "says": "consent_answer", "answer": answer}),
    )
}

/// A request that was taken in, and an enquiry after it; between them the other State says one thing.
pub fn silent() -> Vec<Line> {
    let recipient = identity().recipient().to_string();
    let mut request = access(&recipient);
    request["preservation"] = Value::Null;
    vec![
        line(
            true,
            json!({"about": "assistance_to_requested", "says": "request", "particulars": request}),
        ),
        line(
            false,
            json!({"about": "assistance_to_requesting", "says": "acknowledgement"}),
        ),
        line(
            true,
            json!({"about": "assistance_to_requested", "says": "enquiry", "text": "How does it stand?"}),
        ),
    ]
}

fn references(manifest: &Manifest) -> Value {
    let named = manifest.references.iter().map(|reference| {
        json!({
            "digest": reference.sha256, "custodian": reference.custodian, "description": reference.description,
        })
    });
    named.collect()
}

fn line(asking: bool, message: Value) -> Line {
    let about_access = message["about"]
        .as_str()
        .is_some_and(|about| about.starts_with("assistance"));
    let matter = if about_access { ACCESS } else { PRESERVATION };
    let message: Message = serde_json::from_value(message).expect("a message");
    Line {
        asking,
        matter,
        message,
    }
}

fn offence() -> Value {
    json!({
        "convention": "illegal_access", "statute": "Penal Code of XAA, section 200", "max_penalty_months": 60,
        "jurisdiction": {"head": "territory", "link": "The system is in XAA."},
    })
}

fn preservation() -> Value {
    json!({
        "language": "en", "requesting_authority": "Prosecutor of XAA", "offence": offence(),
        "facts": "A mailbox was opened without right.", "data": "The mailbox", "data_classes": ["content"],
        "accounts": [{"service": "Mail of XBB", "identifier": "account-17"}], "link_to_offence": "It was opened.",
        "period": {"from": "2026-08-01T00:00:00Z", "to": "2026-08-31T00:00:00Z"},
        "custodian": "Mail of XBB", "necessity": "Mail is deleted after 90 days.", "intends_assistance": true,
    })
}

fn access(recipient: &str) -> Value {
    json!({
        "language": "en", "requesting_authority": "Prosecutor of XAA", "case": "Investigation 12/2026",
        "authority_in_charge": "Prosecutor of XAA", "offence": offence(), "facts": "A mailbox was opened.",
        "kinds": ["stored_data"], "access": ["disclose"], "wanted": "The mailbox", "data_classes": ["content"],
        "accounts": [{"service": "Mail of XBB", "identifier": "account-17"}],
        "period": {"from": "2026-08-01T00:00:00Z", "to": "2026-08-31T00:00:00Z"},
        "purposes": ["investigation"], "purpose": "Investigation 12/2026", "preservation": PRESERVATION,
        "seal_to": recipient,
    })
}
