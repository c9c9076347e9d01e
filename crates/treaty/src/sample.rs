//! The case of the demonstration, and of the tests of every crate: two fictional States (user-assigned codes, never real
//! ones), an intrusion into a hospital's system, and an account at a mail service.

pub mod documents;

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::law::periods::days_after;
use crate::law::{AssistanceKind, ConventionOffence, JurisdictionHead};
use crate::particulars::{
    Access, Account, AssistanceDraft, AuthorisationDraft, AuthorityKind, Basis, CollectionDraft,
    Conditions, DataClass, Jurisdiction, Language, OffenceDraft, OnwardTransfer, Person,
    PreservationDraft, SealKey, Secrecy, ServedDocument, TimeSpan, UsePurpose,
};
use crate::party::{Mark, OrderLaw, PartyFacts, RealTimeLaw, StateCode};
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
pub fn assistance_draft(
    now: Timestamp,
    preservation: Option<MatterId>,
    seal_to: &SealKey,
) -> AssistanceDraft {
    AssistanceDraft {
        basis: Basis::Convention,
        language: Some("en".into()),
        requesting_authority: Some("Central authority of XAA, Ministry of Justice".into()),
        case: Some("Criminal investigation 2027/118: intrusion into a hospital's systems".into()),
        authority_in_charge: Some(
            "Public Prosecutor of Harbour City; directs the investigation".into(),
        ),
        offence: offence(),
        facts: Some(FACTS.into()),
        kinds: BTreeSet::from([AssistanceKind::StoredData]),
        access: BTreeSet::from([Access::Search, Access::Disclose]),
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
        emergency: None,
        deadline: None,
        secrecy: Some(secrecy(now)),
        seal_to: Some(seal_to.to_string()),
        ..AssistanceDraft::default()
    }
}

/// A request to intercept the content of one account's communications for ten days.
pub fn interception_draft(now: Timestamp, seal_to: &SealKey) -> AssistanceDraft {
    AssistanceDraft {
        kinds: BTreeSet::from([AssistanceKind::ContentInterception]),
        access: BTreeSet::new(),
        wanted: Some("Interception of the messages sent and received through the account.".into()),
        data_classes: BTreeSet::from([DataClass::Content]),
        period: None,
        collection: Some(collection()),
        ..assistance_draft(now, None, seal_to)
    }
}

/// A request to collect the traffic data of one account for ten days.
pub fn real_time_traffic_draft(now: Timestamp, seal_to: &SealKey) -> AssistanceDraft {
    AssistanceDraft {
        kinds: BTreeSet::from([AssistanceKind::RealTimeTraffic]),
        wanted: Some("The traffic data of the account's messages as they arise.".into()),
        data_classes: BTreeSet::from([DataClass::Traffic]),
        ..interception_draft(now, seal_to)
    }
}

/// A request to take a statement from a witness.
pub fn statement_draft(now: Timestamp, seal_to: &SealKey) -> AssistanceDraft {
    AssistanceDraft {
        kinds: BTreeSet::from([AssistanceKind::Statement]),
        access: BTreeSet::new(),
        wanted: Some("A statement of the system's administrator on the night in question.".into()),
        persons: vec![Person {
            identity: "The administrator of Nordmail's servers".into(),
            location: Some("Northport (XBB)".into()),
            nationality: None,
        }],
        accounts: Vec::new(),
        data_classes: BTreeSet::new(),
        period: None,
        ..assistance_draft(now, None, seal_to)
    }
}

/// A request to serve a summons. It has no summary of facts, Art 40(15)(c).
pub fn service_draft(now: Timestamp, seal_to: &SealKey) -> AssistanceDraft {
    AssistanceDraft {
        kinds: BTreeSet::from([AssistanceKind::Service]),
        facts: None,
        wanted: Some("Service of the summons, with a certificate.".into()),
        documents: vec![ServedDocument {
            title: "Summons to the hearing of 12 March".into(),
            digest: None,
        }],
        ..statement_draft(now, seal_to)
    }
}

fn collection() -> CollectionDraft {
    CollectionDraft {
        link_to_offence: Some("The person asks for payment through this account.".into()),
        justification: Some("Stored data do not show who reads the answers.".into()),
        days: Some(10),
        period_justification: Some("The payment is due within a week.".into()),
    }
}

/// A law that offers both collections, for the sample's offence and for at most thirty days.
pub fn real_time_law() -> RealTimeLaw {
    RealTimeLaw {
        traffic: true,
        content: true,
        days_max: 30,
        content_offences: BTreeSet::from([ConventionOffence::IllegalAccess]),
        content_categories: BTreeSet::new(),
        content_penalty_months_min: None,
        notify_person: true,
    }
}

/// The order of a court of the requested State, valid for thirty days from `from`.
pub fn authorisation_draft(from: Timestamp) -> AuthorisationDraft {
    AuthorisationDraft {
        authority: Some("District Court of Northport (XBB), investigating judge".into()),
        authority_kind: AuthorityKind::Court,
        legal_basis: Some("Code of Criminal Procedure of XBB, s. 110c".into()),
        scope: Some("The one account named in the request, for the period named there.".into()),
        data_classes: all_classes(),
        from: Some(from),
        until: Some(days_after(from, 30)),
        proportionality: Some(
            "One account, a limited period, a grave offence; no milder means.".into(),
        ),
        subsidiarity: Some("What is stored does not answer the question.".into()),
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
