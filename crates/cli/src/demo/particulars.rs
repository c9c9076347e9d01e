//! What the two States write to each other in the demo, as an officer's tool would send it.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// The account everything is about.
pub const ACCOUNT: &str = "trader@mail.example";

const STATUTE: &str = "Penal Code of Arvenia, section 263a (computer fraud), up to six years";
const FACTS: &str = "Since 1 October 2026 a person who signs as the holder of this account has sent forged invoices to \
    eleven firms in Arvenia. 412,000 were paid to accounts that the firms' suppliers never had.";

/// Now, in whole milliseconds: people do not write finer times.
pub fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}

fn in_days(days: i64) -> Timestamp {
    now() + SignedDuration::from_hours(24 * days)
}

fn accounts() -> Value {
    json!([{ "service": "Mail Example, Port Belmora", "identifier": ACCOUNT }])
}

fn october() -> Value {
    json!({ "from": "2026-10-01T00:00:00Z", "to": "2026-10-31T23:59:59Z" })
}

fn offence() -> Value {
    json!({
        "convention": "ict_related_theft_or_fraud", "statute": STATUTE, "max_penalty_months": 72,
        "conduct": "Invoices that look like a supplier's are sent from an account, and the firms pay them",
        "jurisdiction": { "head": "territory", "link": "The eleven firms paid from their accounts in Arvenia" },
    })
}

/// The preservation request, Art 42(3).
pub fn preservation() -> Value {
    json!({
        "language": "en",
        "requesting_authority": "24/7 contact point of Arvenia",
        "offence": offence(),
        "facts": FACTS,
        "data": "The mailbox, the chat history, the profile and the access log of the account",
        "data_classes": ["subscriber", "traffic", "content"],
        "accounts": accounts(),
        "period": october(),
        "link_to_offence": "The forged invoices were sent from this account",
        "custodian": "Mail Example, Port Belmora",
        "necessity": "The provider deletes access logs after 60 days",
        "intends_assistance": true,
        "secrecy": { "reason": "The holder is not to learn of the investigation yet", "review_on": in_days(60) },
    })
}

/// The request for access to the preserved data, Art 40(15) with Art 44.
pub fn access(preservation: &str) -> Value {
    json!({
        "language": "en",
        "requesting_authority": "Central authority of Arvenia",
        "case": "Investigation of fraud, case 7 Js 1834/26",
        "authority_in_charge": "Public prosecutor in Arvenia City, who leads investigations",
        "offence": offence(),
        "facts": FACTS,
        "access": ["search", "seize", "disclose"],
        "wanted": "Disclosure of the preserved mailbox, chat history, profile and access log",
        "accounts": accounts(),
        "data_classes": ["subscriber", "traffic", "content"],
        "period": october(),
        "purposes": ["investigation", "prosecution", "court_proceedings"],
        "purpose": "Case 7 Js 1834/26 and the trial in it",
        "preservation": preservation,
        // Belmora's profile asks this of every request for stored data.
        "answered": [{
            "asks": "Say how the data relate to the offence, account by account.",
            "answer": "The forged invoices were sent from this account, and the replies of the firms came to it.",
        }],
        "deadline": { "by": in_days(40), "reason": "The suspect may be held until then" },
    })
}

/// The authorisation without which nothing is released, Art 24.
pub fn authorisation() -> Value {
    json!({
        "authority": "District Court of Port Belmora, Judge Amon Tell",
        "legal_basis": "Code of Criminal Procedure of Belmora, section 94",
        "scope": format!("Stored data of {ACCOUNT}, October 2026"),
        "data_classes": ["subscriber", "traffic", "content"],
        "from": now(),
        "until": in_days(30),
        "proportionality": "One account, one month, an offence of up to six years; no milder means is in sight",
        "remedy": "Complaint to the Court of Appeal within one month of notice",
    })
}

/// The conditions the evidence travels under, Art 36.
pub fn conditions() -> Value {
    json!({
        "purposes": ["investigation", "prosecution", "court_proceedings"],
        "purpose": "Case 7 Js 1834/26 of Arvenia and the trial in it",
        "onward_transfer": "with_consent",
        "confidential": true,
        "retention_until": in_days(3 * 365),
    })
}
