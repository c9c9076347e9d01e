//! The case of the demonstration, and of the tests of every crate: two fictional States (user-assigned codes, never real
//! ones), an intrusion into a hospital's system, and an account at a mail service.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::law::periods::days_after;
use crate::law::{ConventionOffence, JurisdictionHead};
use crate::particulars::{
    Account, Assistance, AuthorisationDraft, Basis, Conditions, DataClass, Jurisdiction, Language,
    OffenceDraft, OnwardTransfer, Person, PreservationDraft, SealKey, Secrecy, StoredDataDraft,
    TimeSpan, UsePurpose,
};
use crate::party::{Mark, OrderLaw, PartyFacts, StateCode};
use crate::{Actor, MatterId, OfficerId, Role};

/// The requesting State, `XAA`.
pub fn requesting_state() -> StateCode {
    state("XAA")
}

/// The requested State, `XBB`.
pub fn requested_state() -> StateCode {
    state("XBB")
}

fn state(code: &str) -> StateCode {
    code.parse().expect("a code of three capital letters")
}

/// A State for which the Convention is in force since `since`, with both marks, working in English and French.
pub fn party(state: StateCode, since: Timestamp) -> PartyFacts {
    PartyFacts {
        party_since: Some(since),
        marks: BTreeSet::from([Mark::CentralAuthority, Mark::ContactPoint]),
        languages: ["en", "fr"].map(language).into(),
        order: OrderLaw::default(),
        ..PartyFacts::unknown(state)
    }
}

fn language(code: &str) -> Language {
    code.parse().expect("a language code")
}

/// An officer of a State, with one role.
pub fn officer(id: &str, role: Role) -> Actor {
    Actor::Officer {
        id: OfficerId(id.into()),
        roles: BTreeSet::from([role]),
    }
}

/// A key that looks like the key of a request. Nobody holds its secret half.
pub fn seal_key() -> SealKey {
    let text = format!("age1pq1{}", "qpzry9x8gf2tvdw0s3jn54khce6mua7l".repeat(4));
    text.parse().expect("the form of a recipient")
}

/// The offence: illegal access, punishable by up to five years.
pub fn offence() -> OffenceDraft {
    OffenceDraft {
        convention: Some(ConventionOffence::IllegalAccess),
        statute: Some(
            "Penal Code of XAA, s. 342: access to an information system without right".into(),
        ),
        max_penalty_months: Some(60),
        conduct: Some("Entering a hospital's patient system through a stolen password.".into()),
        jurisdiction: Some(Jurisdiction {
            head: JurisdictionHead::Territory,
            link: "The hospital and its system are in Harbour City, XAA.".into(),
        }),
        ..OffenceDraft::default()
    }
}

/// The account at the mail service.
pub fn account() -> Account {
    Account {
        service: "Nordmail (XBB)".into(),
        identifier: "harbour.light@nordmail.example".into(),
    }
}

/// A preservation request with everything in it, made at `now`.
pub fn preservation_draft(now: Timestamp) -> PreservationDraft {
    PreservationDraft {
        basis: Basis::Convention,
        language: Some("en".into()),
        requesting_authority: Some("Contact point of XAA, National Cyber Crime Unit".into()),
        offence: offence(),
        facts: Some(FACTS.into()),
        data: Some("Mailbox contents, log-in records and registration data of the account.".into()),
        data_classes: all_classes(),
        accounts: vec![account()],
        period: Some(period_before(now)),
        link_to_offence: Some("The ransom notes were sent from this account.".into()),
        custodian: Some("Nordmail, a mail service established in XBB".into()),
        system_location: None,
        location_unknown: false,
        necessity: Some("The service deletes log-in records after fourteen days.".into()),
        intends_assistance: true,
        secrecy: Some(secrecy(now)),
        emergency: None,
        days: None,
    }
}

/// A request for stored data with everything in it, made at `now`.
pub fn stored_data_draft(
    now: Timestamp,
    preservation: Option<MatterId>,
    seal_to: &SealKey,
) -> StoredDataDraft {
    StoredDataDraft {
        basis: Basis::Convention,
        language: Some("en".into()),
        requesting_authority: Some("Central authority of XAA, Ministry of Justice".into()),
        case: Some("Criminal investigation 2027/118: intrusion into a hospital's systems".into()),
        authority_in_charge: Some(
            "Public Prosecutor of Harbour City; directs the investigation".into(),
        ),
        offence: offence(),
        facts: Some(FACTS.into()),
        assistance: BTreeSet::from([Assistance::Search, Assistance::Disclose]),
        wanted: Some("Disclosure of the data preserved for the account.".into()),
        special_procedure: None,
        persons: vec![Person {
            identity: "Unknown user of the account".into(),
            location: None,
            nationality: None,
        }],
        accounts: vec![account()],
        system: None,
        data_classes: all_classes(),
        period: Some(period_before(now)),
        purposes: uses(),
        purpose: Some("Evidence in investigation 2027/118 and the trial that may follow.".into()),
        preservation,
        expedited: None,
        deadline: None,
        secrecy: Some(secrecy(now)),
        seal_to: Some(seal_to.to_string()),
    }
}

/// The order of a court of the requested State, valid for thirty days from `from`.
pub fn authorisation_draft(from: Timestamp) -> AuthorisationDraft {
    AuthorisationDraft {
        authority: Some("District Court of Northport (XBB), investigating judge".into()),
        legal_basis: Some("Code of Criminal Procedure of XBB, s. 110c".into()),
        scope: Some("The one account named in the request, for the period named there.".into()),
        data_classes: all_classes(),
        from: Some(from),
        until: Some(days_after(from, 30)),
        proportionality: Some(
            "One account, a limited period, a grave offence; no milder means.".into(),
        ),
        remedy: Some("Appeal to the Court of Appeal within 14 days of notice.".into()),
    }
}

/// The conditions that go with the evidence: the uses asked for, and destruction two years after `now`.
pub fn conditions(now: Timestamp) -> Conditions {
    Conditions {
        purposes: uses(),
        purpose: "Investigation 2027/118 of XAA and the trial that may follow".into(),
        onward_transfer: OnwardTransfer::WithConsent,
        confidential: true,
        retention_until: days_after(now, 730),
        further: Vec::new(),
    }
}

const FACTS: &str = "On the night of the intrusion an unknown person entered the hospital's patient system through a \
    stolen password, made it unusable, and asked for payment by mail from the account.";

fn all_classes() -> BTreeSet<DataClass> {
    BTreeSet::from([
        DataClass::Subscriber,
        DataClass::Traffic,
        DataClass::Content,
    ])
}

fn uses() -> BTreeSet<UsePurpose> {
    BTreeSet::from([
        UsePurpose::Investigation,
        UsePurpose::Prosecution,
        UsePurpose::CourtProceedings,
    ])
}

/// The thirty days before `now`.
fn period_before(now: Timestamp) -> TimeSpan {
    let month = jiff::SignedDuration::from_hours(30 * 24);
    TimeSpan {
        from: now.saturating_sub(month).unwrap_or(now),
        to: now,
    }
}

fn secrecy(now: Timestamp) -> Secrecy {
    Secrecy {
        reason: "The user would delete what is not preserved yet.".into(),
        review_on: days_after(now, 90),
    }
}
