//! The commands, row by row.

use super::Row;
use super::contents::{
    ANSWER, ANSWER_CONDITIONS, ANSWER_CONSENT, ANSWER_ONWARD, ANSWER_TO_CONSULTATION, ASK_CONSENT,
    AUTHORISE, CALL_BACK, CALL_BACK_CODE, CHECK_PROVIDER, CLOSE, COMPARE, COMPEL, CONFIRM_TRANSFER,
    CONSULT, COSTS, DECIDE_DATA, DECIDE_RISK, DESTROYED, ENQUIRE, EXCULPATORY, EXPORT, EXTENSION,
    FAULTY, FILTER, GRANT_EXTENSION, NO_DATA, NOTE, NOTIFY_RISK, ONWARD, OPEN, ORDER, PARTICULARS,
    POSTPONE, PRESERVED, QUESTION, REASONS, RECEIVED, REFUSE, RELEASE, RENEW_SECRECY, RENEWAL,
    REPORT_PROVIDER, REVIEW, SCREEN_CONDUCT, SEALED, SECRECY_IMPOSSIBLE, TOLD, WAIVER, WITHDRAW,
};
use crate::permissions::Act;

macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident = [$($act:ident $fields:expr;)*];)*) => {
        $($(#[$doc])* pub(super) const $name: &[Row] = &[$(Row { act: Act::$act, fields: $fields },)*];)*
    };
}

rows! {
    PRESERVATION_REQUESTING = [
        RequestPreservation PARTICULARS;
        AnswerQuestion ANSWER;
        AnswerConsultation ANSWER_TO_CONSULTATION;
        DecideRisk DECIDE_RISK;
        RequestExtension EXTENSION;
        Enquire ENQUIRE;
        Withdraw WITHDRAW;
    ];
    PRESERVATION_REQUESTED = [
        Acknowledge &[];
        Ask QUESTION;
        ScreenRights SCREEN_CONDUCT;
        ReviewScreen REVIEW;
        ProposeWaiver WAIVER;
        ConfirmWaiver &[];
        Consult CONSULT;
        ProposeRefusal REFUSE;
        ReturnRefusal NOTE;
        ConfirmRefusal &[];
        NotifyRisk NOTIFY_RISK;
        Order ORDER;
        ConfirmPreserved PRESERVED;
        ReportNoData NO_DATA;
        RenewOrder &[];
        GrantExtension GRANT_EXTENSION;
        ProposeExtensionRefusal REASONS;
        ConfirmExtensionRefusal &[];
        ReportProvider REPORT_PROVIDER;
        AnswerEnquiry ENQUIRE;
    ];
    ASSISTANCE_REQUESTING = [
        DraftRequest PARTICULARS;
        Redraft PARTICULARS;
        Abandon &[];
        SendRequest &[];
        AnswerQuestion ANSWER;
        AnswerConsultation ANSWER_TO_CONSULTATION;
        AnswerCallBack CALL_BACK_CODE;
        AnswerConditions ANSWER_CONDITIONS;
        RecordReceived RECEIVED;
        ReportFaulty FAULTY;
        OpenEvidence OPEN;
        ExportEvidence EXPORT;
        AskOnwardTransfer ONWARD;
        AskConsent ASK_CONSENT;
        RequestRenewal RENEWAL;
        RenewSecrecy RENEW_SECRECY;
        NotifyExculpatory EXCULPATORY;
        Enquire ENQUIRE;
        Withdraw WITHDRAW;
        DestroyEvidence &[];
        Close CLOSE;
    ];
    ASSISTANCE_REQUESTED = [
        RecordOral PARTICULARS;
        Acknowledge &[];
        Ask QUESTION;
        ScreenRights SCREEN_CONDUCT;
        ReviewScreen REVIEW;
        CompareConduct COMPARE;
        CallBack CALL_BACK;
        Consult CONSULT;
        ProposeRefusal REFUSE;
        ReturnRefusal NOTE;
        ConfirmRefusal &[];
        Postpone POSTPONE;
        ReturnToReview NOTE;
        ProposeWaiver WAIVER;
        ConfirmWaiver &[];
        Authorise AUTHORISE;
        RecordCompelledHelp COMPEL;
        CheckProvider CHECK_PROVIDER;
        StartCollection &[];
        RenewCollection AUTHORISE;
        ProposeRenewalRefusal REASONS;
        ConfirmRenewalRefusal &[];
        StopCollection NOTE;
        RecordPrivilegeFilter FILTER;
        LogMinimisation NOTE;
        RecordSealed SEALED;
        DecidePersonalData DECIDE_DATA;
        ProposeTransfer RELEASE;
        ReturnTransfer NOTE;
        ConfirmTransfer CONFIRM_TRANSFER;
        DeclareSecrecyImpossible SECRECY_IMPOSSIBLE;
        NotifyCosts COSTS;
        DestroyCollected DESTROYED;
        NotifyPerson TOLD;
        ProposeOnwardAnswer ANSWER_ONWARD;
        ConfirmOnwardAnswer &[];
        ProposeConsent ANSWER_CONSENT;
        ConfirmConsent &[];
        AnswerEnquiry ENQUIRE;
    ];
}
