//! One command of every kind, and one message of every kind.

use comity_treaty::law::Ground;
use comity_treaty::particulars::{Conditions, UsePurpose};
use comity_treaty::procedure::dialogue::{Concern, ConsultationAnswer};
use comity_treaty::procedure::preservation::{self, ProviderElsewhere, Risk, RiskNotice};
use comity_treaty::procedure::review::{Refusal, ScreenAnswer};
use comity_treaty::procedure::stored_data;
use comity_treaty::{Article, Rejection, Rule, Undelivered, sample};
use jiff::Timestamp;

use crate::world::*;

fn rejection() -> Rejection {
    Rejection {
        rule: Rule::LanguageNotAccepted,
        article: Article::A40p13,
    }
}

fn refusal(ground: Ground) -> Refusal {
    Refusal {
        ground,
        reasons: "Compliance would endanger an informant.".into(),
    }
}

fn concern() -> Concern {
    Concern::Refusal {
        ground: Ground::EssentialInterests,
    }
}

fn answer() -> ConsultationAnswer {
    ConsultationAnswer {
        accepted: false,
        text: "We cannot accept this.".into(),
    }
}

fn text() -> String {
    "As discussed.".into()
}

fn provider() -> ProviderElsewhere {
    ProviderElsewhere {
        provider: "Relay Ltd".into(),
        state: Some("XCC".parse().unwrap()),
        path: "mail relay at 198.51.100.7".into(),
        authority: "Contact point of XBB".into(),
    }
}

fn notice() -> RiskNotice {
    RiskNotice {
        risk: Risk::Confidentiality,
        text: "The service tells its users.".into(),
    }
}

fn stricter(now: Timestamp) -> Conditions {
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

pub fn to_requested_about_access(now: Timestamp) -> Vec<stored_data::RequestingSays> {
    use stored_data::RequestingSays as Says;
    vec![
        Says::Request {
            particulars: Box::new(access_particulars(now)),
        },
        Says::Answer {
            text: text(),
            amended: None,
        },
        Says::Answer {
            text: text(),
            amended: Some(Box::new(access_particulars(now))),
        },
        Says::ConsultationAnswer { answer: answer() },
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
        Says::ExculpatoryNotice { text: text() },
        Says::Destroyed {
            digest: package().digest,
        },
        Says::Closed { outcome: None },
    ]
}

pub fn to_requesting_about_access(now: Timestamp) -> Vec<stored_data::RequestedSays> {
    use stored_data::RequestedSays as Says;
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
        Says::ConditionsOffered {
            conditions: stricter(now),
        },
        Says::Refusal {
            refusal: refusal(Ground::Trivial),
        },
        Says::Transferred {
            package: package(),
            conditions: sample::conditions(now),
            signed_manifest: "signed".into(),
        },
        Says::EnquiryAnswer {
            stage: "under_review".into(),
            text: text(),
        },
    ]
}

pub fn asked_commands(now: Timestamp) -> Vec<asked::Command> {
    use asked::Command as C;
    let mut all = vec![
        C::RequestPreservation {
            particulars: Box::new(preservation_particulars(now)),
        },
        C::AnswerQuestion {
            text: text(),
            amended: None,
        },
        C::AnswerQuestion {
            text: text(),
            amended: Some(Box::new(preservation_particulars(now))),
        },
        C::AnswerConsultation { answer: answer() },
        C::DecideRisk {
            go_on: true,
            text: text(),
        },
        C::DecideRisk {
            go_on: false,
            text: text(),
        },
        C::RequestExtension {
            until: now + hours(24 * 120),
            reasons: text(),
        },
        C::Enquire { text: text() },
        C::Withdraw { reasons: text() },
        C::Hold {
            access: ACCESS,
            from: sample::requested_state(),
        },
        C::Release { access: ACCESS },
        C::NoteReturned {
            what: Undelivered::Opening,
            rejection: rejection(),
        },
        C::NoteReturned {
            what: Undelivered::Answer,
            rejection: rejection(),
        },
    ];
    let heard = to_requesting_about_preservation(now);
    all.extend(heard.into_iter().map(|message| C::Hear { message }));
    all
}

pub fn kept_commands(now: Timestamp) -> Vec<kept::Command> {
    use kept::Command as C;
    let mut all = vec![
        C::Acknowledge,
        C::Ask { question: text() },
        C::ScreenRights {
            answer: ScreenAnswer::No,
            note: text(),
        },
        C::ScreenRights {
            answer: ScreenAnswer::Unsure,
            note: text(),
        },
        C::ReviewScreen {
            proceed: true,
            note: text(),
        },
        C::ReviewScreen {
            proceed: false,
            note: text(),
        },
        C::Consult {
            about: concern(),
            text: text(),
            conditions: vec![],
        },
        C::ProposeRefusal {
            refusal: refusal(Ground::Persecution),
        },
        C::ProposeRefusal {
            refusal: refusal(Ground::EssentialInterests),
        },
        C::ReturnRefusal { note: text() },
        C::ConfirmRefusal,
        C::NotifyRisk { notice: notice() },
        C::Order { days: 90 },
        C::ConfirmPreserved {
            effective_at: now,
            days: None,
        },
        C::RenewOrder,
        C::WarnOrderEnds,
        C::GrantExtension {
            until: now + hours(24 * 120),
        },
        C::ProposeExtensionRefusal { reasons: text() },
        C::ConfirmExtensionRefusal,
        C::ReportProvider {
            provider: provider(),
        },
        C::AnswerEnquiry { text: text() },
        C::Lapse,
        C::Hold {
            access: ACCESS,
            from: sample::requesting_state(),
        },
        C::Release { access: ACCESS },
        C::NoteReturned {
            what: Undelivered::Other,
            rejection: rejection(),
        },
    ];
    let heard = to_requested_about_preservation(now);
    all.extend(heard.into_iter().map(|message| C::Hear { message }));
    all
}

pub fn sought_commands(now: Timestamp) -> Vec<sought::Command> {
    use sought::Command as C;
    let purpose = UsePurpose::Investigation;
    let mut all = vec![
        C::DraftRequest {
            particulars: Box::new(access_particulars(now)),
        },
        C::Redraft {
            particulars: Box::new(access_particulars(now)),
        },
        C::Abandon,
        C::SendRequest,
        C::AnswerQuestion {
            text: text(),
            amended: None,
        },
        C::AnswerQuestion {
            text: text(),
            amended: Some(Box::new(access_particulars(now))),
        },
        C::AnswerConsultation { answer: answer() },
        C::AnswerConditions {
            accepted: true,
            text: text(),
        },
        C::AnswerConditions {
            accepted: false,
            text: text(),
        },
        C::Enquire { text: text() },
        C::Withdraw { reasons: text() },
        C::RecordReceived {
            digest: package().digest,
        },
        C::ReportFaulty {
            check: "slice 3".into(),
        },
        C::OpenEvidence {
            purpose,
            reason: text(),
        },
        C::ExportEvidence {
            purpose,
            recipient: text(),
        },
        C::NotifyExculpatory { text: text() },
        C::DestroyEvidence,
        C::Close { outcome: None },
        C::NoteReturned {
            what: Undelivered::Opening,
            rejection: rejection(),
        },
        C::NoteReturned {
            what: Undelivered::Answer,
            rejection: rejection(),
        },
    ];
    let heard = to_requesting_about_access(now);
    all.extend(heard.into_iter().map(|message| C::Hear { message }));
    all
}

pub fn released_commands(now: Timestamp) -> Vec<released::Command> {
    use released::{Command as C, DataDecision as D};
    let gate = |decision| C::DecidePersonalData { decision };
    let mut all = vec![
        C::Acknowledge,
        C::Ask { question: text() },
        C::ScreenRights {
            answer: ScreenAnswer::No,
            note: text(),
        },
        C::ScreenRights {
            answer: ScreenAnswer::Yes,
            note: text(),
        },
        C::ReviewScreen {
            proceed: true,
            note: text(),
        },
        C::ReviewScreen {
            proceed: false,
            note: text(),
        },
        C::Consult {
            about: Concern::Postponement,
            text: text(),
            conditions: vec![],
        },
        C::ProposeRefusal {
            refusal: refusal(Ground::Trivial),
        },
        C::ProposeRefusal {
            refusal: refusal(Ground::DataProtection),
        },
        C::ReturnRefusal { note: text() },
        C::ConfirmRefusal,
        C::Postpone {
            review_on: now + hours(24 * 30),
            reasons: text(),
        },
        C::ReturnToReview { note: text() },
        C::Authorise {
            authorisation: authorisation(now),
        },
        C::ExpireAuthorisation,
        C::RecordSealed { package: package() },
        gate(D::Pass {
            conditions: sample::conditions(now),
        }),
        gate(D::Offer {
            conditions: stricter(now),
        }),
        gate(D::Bar { reasons: text() }),
        C::ProposeTransfer,
        C::ReturnTransfer { note: text() },
        C::ConfirmTransfer {
            signed_manifest: "signed".into(),
        },
        C::DeclareSecrecyImpossible { reasons: text() },
        C::AnswerEnquiry { text: text() },
        C::NoteReturned {
            what: Undelivered::Release,
            rejection: rejection(),
        },
        C::NoteReturned {
            what: Undelivered::Other,
            rejection: rejection(),
        },
    ];
    let heard = to_requested_about_access(now);
    all.extend(heard.into_iter().map(|message| C::Hear { message }));
    all
}
