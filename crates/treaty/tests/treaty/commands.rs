//! One command of every kind.

use comity_treaty::law::Ground;
use comity_treaty::particulars::UsePurpose;
use comity_treaty::procedure::dialogue::Concern;
use comity_treaty::procedure::review::ScreenAnswer;
use comity_treaty::{Article, Rejection, Rule, Undelivered, sample};
use jiff::Timestamp;

use crate::messages::*;
use crate::world::*;

fn rejection() -> Rejection {
    Rejection {
        rule: Rule::LanguageNotAccepted,
        article: Article::A40p13,
    }
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
