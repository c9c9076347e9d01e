//! One command of every kind.

use std::collections::BTreeSet;

use comity_treaty::law::Ground;
use comity_treaty::particulars::{
    CompelledHelp, ConductComparison, PrivilegeFilter, ProtectedConduct, UsePurpose,
};
use comity_treaty::procedure::assistance::NoticeTiming;
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
        C::NoteReturned {
            what: Undelivered::RiskDecision,
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
            conduct: BTreeSet::new(),
            note: text(),
        },
        C::ScreenRights {
            answer: ScreenAnswer::Unsure,
            conduct: BTreeSet::new(),
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
        C::ProposeWaiver {
            rule: Rule::RightsScreenFirst,
            reason: text(),
        },
        C::ConfirmWaiver,
        C::Order { days: 90 },
        C::ConfirmPreserved {
            effective_at: now,
            days: None,
        },
        C::ReportNoData { text: text() },
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

pub fn comparison(punishable_in_both: bool) -> ConductComparison {
    ConductComparison {
        requesting_provision: "Penal Code of XAA, s. 342".into(),
        requested_provision: "Criminal Code of XBB, s. 118".into(),
        conduct: "Entering a system with a stolen password.".into(),
        punishable_in_both,
    }
}

pub fn help() -> CompelledHelp {
    CompelledHelp {
        person: "The system's administrator".into(),
        scope: "Naming the folder the mailbox is kept in.".into(),
        no_general_weakening: true,
        counsel_note: "Seen; reasonable.".into(),
    }
}

pub fn filter() -> PrivilegeFilter {
    PrivilegeFilter {
        filtered_by: "A magistrate who is not in the case".into(),
        method: "By the addresses of lawyers and doctors".into(),
        removed: 3,
    }
}

pub fn sought_commands(subject: Subject, now: Timestamp) -> Vec<sought::Command> {
    use sought::Command as C;
    let purpose = UsePurpose::Investigation;
    let mut all = vec![
        C::DraftRequest {
            particulars: Box::new(subject.particulars(now)),
        },
        C::Redraft {
            particulars: Box::new(subject.particulars(now)),
        },
        C::Abandon,
        C::SendRequest,
        C::AnswerQuestion {
            text: text(),
            amended: None,
        },
        C::AnswerQuestion {
            text: text(),
            amended: Some(Box::new(subject.particulars(now))),
        },
        C::AnswerConsultation { answer: answer() },
        C::AnswerCallBack {
            code: "47110815".into(),
        },
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
            onward: None,
        },
        C::ExportEvidence {
            purpose,
            recipient: text(),
            onward: Some(third_state()),
        },
        C::AskOnwardTransfer {
            recipient: third_state(),
            purpose: text(),
        },
        C::RequestRenewal {
            days: 5,
            justification: text(),
        },
        C::RenewSecrecy {
            review_on: now + hours(24 * 400),
            reason: text(),
        },
        C::AskConsent {
            wish: wish(),
            reasons: text(),
        },
        C::NotifyExculpatory {
            text: text(),
            timing: NoticeTiming::Before,
        },
        C::NotifyExculpatory {
            text: text(),
            timing: NoticeTiming::WithoutDelayAfter,
        },
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
    let heard = to_requesting_about_assistance(subject, now);
    all.extend(heard.into_iter().map(|message| C::Hear {
        message: Box::new(message),
    }));
    all
}

pub fn released_commands(subject: Subject, now: Timestamp) -> Vec<released::Command> {
    use released::Command as C;
    let mut all = vec![
        C::Acknowledge,
        C::Ask { question: text() },
        C::ScreenRights {
            answer: ScreenAnswer::No,
            conduct: BTreeSet::new(),
            note: text(),
        },
        C::ScreenRights {
            answer: ScreenAnswer::No,
            conduct: BTreeSet::from([ProtectedConduct::Journalism]),
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
        C::RecordSealed {
            package: subject.package(),
        },
        propose_whole(),
        C::ProposeTransfer {
            left_out: vec![part(None), part(Some(Ground::EssentialInterests))],
        },
        C::ReturnTransfer { note: text() },
        C::ConfirmTransfer {
            manifest: manifest(),
        },
        C::DeclareSecrecyImpossible { reasons: text() },
        C::NotifyCosts { text: text() },
        C::CallBack { contact: text() },
        C::CompareConduct {
            comparison: comparison(true),
        },
        C::RecordCompelledHelp { help: help() },
        C::RecordPrivilegeFilter { filter: filter() },
        C::LogMinimisation { note: text() },
        checked(true),
        C::StartCollection,
        C::PauseCollection,
        C::StopCollection { note: text() },
        C::RenewCollection {
            authorisation: authorisation(now),
        },
        C::ProposeRenewalRefusal { reasons: text() },
        C::ConfirmRenewalRefusal,
        C::DestroyCollected { note: text() },
        C::NotifyPerson { note: text() },
        C::ProposeWaiver {
            rule: Rule::RightsScreenFirst,
            reason: text(),
        },
        C::ConfirmWaiver,
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
    all.extend(gate_commands(now));
    all.extend(commands_on_what_was_sent());
    let heard = to_requested_about_assistance(subject, now);
    all.extend(heard.into_iter().map(|message| C::Hear { message }));
    all.push(C::RecordOral {
        particulars: Box::new(subject.oral(now)),
    });
    all
}

fn commands_on_what_was_sent() -> Vec<released::Command> {
    use released::Command as C;
    vec![
        C::ProposeOnwardAnswer {
            answer: consent(true),
        },
        C::ProposeOnwardAnswer {
            answer: consent(false),
        },
        C::ConfirmOnwardAnswer,
        C::Consult {
            about: Concern::Disclosure,
            text: text(),
            conditions: vec![],
        },
        C::ProposeConsent {
            answer: consented(true),
        },
        C::ProposeConsent {
            answer: consented(false),
        },
        C::ConfirmConsent,
    ]
}

fn gate_commands(now: Timestamp) -> [released::Command; 3] {
    use released::DataDecision as D;
    let (pass, offer) = (sample::conditions(now), stricter(now));
    [
        D::Pass { conditions: pass },
        D::Offer { conditions: offer },
        D::Bar { reasons: text() },
    ]
    .map(|decision| released::Command::DecidePersonalData { decision })
}
