//! One message of every kind, and the words they are made of.

use comity_treaty::law::Ground;
use comity_treaty::particulars::{Conditions, UsePurpose};
use comity_treaty::procedure::assistance::{self, CollectionNews, NoticeTiming};
use comity_treaty::procedure::consent::{ConsentAnswer, ConsentQuestion, Wish};
use comity_treaty::procedure::dialogue::{Concern, ConsultationAnswer};
use comity_treaty::procedure::onward::{OnwardAnswer, OnwardQuestion, Recipient};
use comity_treaty::procedure::preservation::{self, ProviderElsewhere, Risk, RiskNotice};
use comity_treaty::procedure::review::Refusal;
use comity_treaty::sample;
use jiff::Timestamp;

use crate::world::*;

pub fn refusal(ground: Ground) -> Refusal {
    Refusal {
        ground,
        reasons: "Compliance would endanger an informant.".into(),
    }
}

pub fn concern() -> Concern {
    Concern::Refusal {
        ground: Ground::EssentialInterests,
    }
}

pub fn answer() -> ConsultationAnswer {
    ConsultationAnswer {
        accepted: false,
        text: "We cannot accept this.".into(),
    }
}

pub fn text() -> String {
    "As discussed.".into()
}

pub fn provider() -> ProviderElsewhere {
    ProviderElsewhere {
        provider: "Relay Ltd".into(),
        state: Some("XCC".parse().unwrap()),
        path: "mail relay at 198.51.100.7".into(),
        authority: "Contact point of XBB".into(),
    }
}

pub fn notice() -> RiskNotice {
    RiskNotice {
        risk: Risk::Confidentiality,
        text: "The service tells its users.".into(),
    }
}

pub fn third_state() -> Recipient {
    Recipient::State {
        state: "XCC".parse().unwrap(),
    }
}

pub fn consent(consent: bool) -> OnwardAnswer {
    OnwardAnswer {
        consent,
        conditions: vec![],
        text: text(),
    }
}

pub fn wish() -> Wish {
    Wish::Use {
        purpose: UsePurpose::OtherCase,
    }
}

pub fn consented(consent: bool) -> ConsentAnswer {
    ConsentAnswer {
        consent,
        text: text(),
    }
}

pub fn stricter(now: Timestamp) -> Conditions {
    Conditions {
        purposes: [UsePurpose::Investigation].into(),
        ..sample::conditions(now)
    }
}

pub fn to_requested_about_preservation(now: Timestamp) -> Vec<preservation::RequestingSays> {
    use preservation::RequestingSays as Says;
    vec![
        Says::Request {
            particulars: Box::new(preservation_particulars(now)),
        },
        Says::Answer {
            text: text(),
            amended: None,
        },
        Says::Answer {
            text: text(),
            amended: Some(Box::new(preservation_particulars(now))),
        },
        Says::RiskDecision {
            go_on: true,
            text: text(),
        },
        Says::RiskDecision {
            go_on: false,
            text: text(),
        },
        Says::ConsultationAnswer { answer: answer() },
        Says::ExtensionRequest {
            until: now + hours(24 * 120),
            reasons: text(),
        },
        Says::Enquiry { text: text() },
        Says::Withdrawal { reasons: text() },
    ]
}

pub fn to_requesting_about_preservation(now: Timestamp) -> Vec<preservation::RequestedSays> {
    use preservation::RequestedSays as Says;
    let later = now + hours(24 * 70);
    vec![
        Says::Acknowledgement,
        Says::Question { text: text() },
        Says::RiskNotice { notice: notice() },
        Says::Consultation {
            about: concern(),
            text: text(),
            conditions: vec![],
        },
        Says::Ordered { ends_at: later },
        Says::Preserved {
            effective_at: now,
            expires_at: later,
        },
        Says::NoData { text: text() },
        Says::OrderRenewed { ends_at: later },
        Says::ExtensionGranted { expires_at: later },
        Says::ExtensionRefused { reasons: text() },
        Says::HoldEnded {
            access: ACCESS,
            expires_at: Some(later),
        },
        Says::ProviderElsewhere {
            provider: provider(),
        },
        Says::Refusal {
            refusal: refusal(Ground::Persecution),
        },
        Says::EnquiryAnswer {
            stage: "under_review".into(),
            text: text(),
        },
        Says::Lapsed,
    ]
}

pub fn to_requested_about_assistance(
    subject: Subject,
    now: Timestamp,
) -> Vec<assistance::RequestingSays> {
    use assistance::RequestingSays as Says;
    vec![
        Says::Request {
            particulars: Box::new(subject.particulars(now)),
        },
        Says::Answer {
            text: text(),
            amended: None,
        },
        Says::Answer {
            text: text(),
            amended: Some(Box::new(subject.particulars(now))),
        },
        Says::ConsultationAnswer { answer: answer() },
        Says::CallBackAnswer {
            code: "47110815".into(),
        },
        Says::ConditionsAnswer {
            accepted: true,
            text: text(),
        },
        Says::ConditionsAnswer {
            accepted: false,
            text: text(),
        },
        Says::Enquiry { text: text() },
        Says::Withdrawal { reasons: text() },
        Says::Received {
            digest: package().digest,
        },
        Says::Faulty {
            check: "slice 3".into(),
        },
        Says::RenewalRequest {
            days: 5,
            justification: text(),
        },
        Says::SecrecyRenewal {
            review_on: now + hours(24 * 400),
            reason: text(),
        },
        Says::OnwardQuestion {
            question: OnwardQuestion {
                recipient: third_state(),
                purpose: text(),
                package: package().digest,
            },
        },
        Says::ConsentQuestion {
            question: ConsentQuestion {
                package: package().digest,
                wish: wish(),
                reasons: text(),
            },
        },
        Says::ExculpatoryNotice {
            text: text(),
            timing: NoticeTiming::Before,
        },
        Says::Destroyed {
            digest: package().digest,
        },
        Says::Closed { outcome: None },
    ]
}

pub fn to_requesting_about_assistance(
    subject: Subject,
    now: Timestamp,
) -> Vec<assistance::RequestedSays> {
    use assistance::RequestedSays as Says;
    vec![
        Says::Acknowledgement,
        Says::Question { text: text() },
        Says::Consultation {
            about: Concern::Postponement,
            text: text(),
            conditions: vec![],
        },
        Says::Postponed {
            review_on: now + hours(24 * 30),
            reasons: text(),
        },
        Says::Resumed,
        Says::SecrecyImpossible { reasons: text() },
        Says::CallBack,
        Says::ConditionsOffered {
            conditions: stricter(now),
        },
        Says::CostNotice { text: text() },
        Says::Collection {
            news: CollectionNews::Started {
                ends: now + hours(24 * 10),
            },
        },
        Says::Collection {
            news: CollectionNews::Renewed {
                ends: now + hours(24 * 20),
            },
        },
        Says::Collection {
            news: CollectionNews::Stopped { at: now },
        },
        Says::RenewalRefused { reasons: text() },
        Says::ConsentAnswer {
            answer: consented(true),
        },
        Says::Consultation {
            about: Concern::Disclosure,
            text: text(),
            conditions: vec![],
        },
        Says::OnwardAnswer {
            answer: consent(true),
        },
        Says::OnwardAnswer {
            answer: consent(false),
        },
        Says::Refusal {
            refusal: refusal(Ground::Trivial),
        },
        Says::Transferred {
            package: subject.package(),
            conditions: sample::conditions(now),
            manifest: manifest(),
            left_out: vec![part(None), part(Some(Ground::Trivial))],
        },
        Says::EnquiryAnswer {
            stage: "under_review".into(),
            text: text(),
        },
    ]
}

/// A consultation once carried two keys `about`: its own and the tag of the message around it, and could not be read.
#[test]
fn every_message_reads_back_as_it_was_said() {
    use comity_treaty::Message;
    let now = start();
    let mut all: Vec<Message> = Vec::new();
    all.extend(
        to_requested_about_preservation(now)
            .into_iter()
            .map(Message::PreservationToRequested),
    );
    all.extend(
        to_requesting_about_preservation(now)
            .into_iter()
            .map(Message::PreservationToRequesting),
    );
    all.extend(
        to_requested_about_assistance(Subject::Content, now)
            .into_iter()
            .map(Message::AssistanceToRequested),
    );
    all.extend(
        to_requesting_about_assistance(Subject::Content, now)
            .into_iter()
            .map(Message::AssistanceToRequesting),
    );
    for message in all {
        let json = serde_json::to_string(&message).unwrap();
        let read: Result<Message, _> = serde_json::from_str(&json);
        assert_eq!(
            read.map_err(|error| format!("{error}: {json}")),
            Ok(message)
        );
    }
}
