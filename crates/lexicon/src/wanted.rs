//! Which words the tables of the law ask for, each with its English source where a table has one.

use std::collections::BTreeSet;

use comity_treaty::law::Ground;
use comity_treaty::particulars::FAULTS;
use comity_treaty::procedure::chart::Stage;
use comity_treaty::procedure::erasure;
use comity_treaty::procedure::measures::CHARTS;
use comity_treaty::scope::SCOPE;
use comity_treaty::{Act, Article, Duty, Event, Measure, PERMISSIONS, Role, Rule};

use crate::{Language, drawn, speech, typed, words};

/// One key somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    /// The file it stands in, without its ending.
    pub file: &'static str,
    /// The key; with a point and a name, an attribute.
    pub key: String,
    /// What the table says in English; `None` where the words are written in the English file first.
    pub english: Option<String>,
}

/// The files of pages.
const PAGES: [&str; 8] = [
    "desk", "status", "node", "input", "health", "refused", "papers", "verify",
];

/// Every key, sorted by file and key, each once.
pub fn wanted() -> Vec<Wanted> {
    let mut all = Vec::new();
    measures(&mut all);
    acts(&mut all);
    stages_wanted(&mut all);
    fields(&mut all);
    expected(&mut all);
    scope(&mut all);
    grounds_duties(&mut all);
    rules_articles(&mut all);
    letters(&mut all);
    happened(&mut all);
    // Pages are written in English first; their own test finds what no page says.
    for file in PAGES {
        for key in words::keys_of_file(Language::En, file) {
            push(&mut all, file, key, None);
        }
    }
    all.sort();
    // Two tables that mean something else by one key stay two, which a test finds.
    all.dedup();
    all
}

fn push(all: &mut Vec<Wanted>, file: &'static str, key: String, english: Option<&str>) {
    let english = english.map(str::to_owned);
    all.push(Wanted { file, key, english });
}

fn measures(all: &mut Vec<Wanted>) {
    for measure in Measure::ALL {
        let key = format!("measure-{}", measure.key());
        push(all, "measures", format!("{key}.request"), None);
        push(all, "measures", format!("{key}.does"), Some(measure.does()));
        push(all, "measures", key, Some(measure.title()));
    }
}

fn acts(all: &mut Vec<Wanted>) {
    for row in PERMISSIONS {
        let key = format!("act-{}", row.key);
        push(all, "acts", format!("{key}.does"), Some(row.does));
        push(all, "acts", key, None);
    }
}

/// Every stage of every procedure, each once.
pub fn stages() -> impl Iterator<Item = &'static str> {
    let charted = Stage::ALL.iter().map(|stage| stage.key());
    let typed = typed::STAGES.iter().copied();
    let erasing = erasure::STAGES.into_iter();
    let known: BTreeSet<&str> = charted.chain(typed).chain(erasing).collect();
    known.into_iter()
}

fn stages_wanted(all: &mut Vec<Wanted>) {
    for stage in Stage::ALL {
        let key = format!("stage-{}", stage.key());
        push(all, "stages", key, Some(stage.meaning()));
    }
    let charted = |key: &str| Stage::ALL.iter().any(|stage| stage.key() == key);
    let typed = typed::STAGES.iter().chain(&erasure::STAGES);
    for stage in typed.filter(|key| !charted(key)) {
        push(all, "stages", format!("stage-{stage}"), None);
    }
}

fn fields(all: &mut Vec<Wanted>) {
    for key in drawn::keys() {
        let file = if key.starts_with("choice-") {
            "choices"
        } else {
            "fields"
        };
        push(all, file, key, None);
    }
}

/// What the scope gate asks, finds and advises.
fn scope(all: &mut Vec<Wanted>) {
    for phrase in SCOPE {
        push(all, "scope", phrase.key.to_owned(), Some(phrase.english));
    }
}

/// What a field expects, and what the checks on particulars do.
fn expected(all: &mut Vec<Wanted>) {
    for sentence in drawn::expectations() {
        let key = sentence.key().unwrap_or_default().to_owned();
        push(all, "expected", key, Some(sentence.template()));
    }
    for phrase in FAULTS {
        push(all, "expected", phrase.key.to_owned(), Some(phrase.english));
    }
}

fn grounds_duties(all: &mut Vec<Wanted>) {
    for ground in Ground::ALL {
        push(
            all,
            "grounds",
            format!("ground-{}", speech::serialised(&ground)),
            None,
        );
    }
    for duty in DUTIES {
        push(all, "duties", format!("duty-{}", duty.key()), None);
    }
}

fn rules_articles(all: &mut Vec<Wanted>) {
    for rule in Rule::ALL {
        let key = format!("rule-{}", rule.key());
        push(all, "rules", key, Some(rule.sentence()));
    }
    for article in Article::ALL {
        push(
            all,
            "articles",
            speech::article_key(*article),
            Some(article.subject()),
        );
    }
}

fn letters(all: &mut Vec<Wanted>) {
    for role in Role::ALL {
        push(all, "letters", format!("role-{}", role.key()), None);
    }
    for month in 1..=12 {
        push(all, "letters", format!("month-{month}"), None);
    }
    for key in speech::LETTERS {
        push(all, "letters", (*key).to_owned(), None);
    }
}

/// What the node records of messages that broke a rule, beside the events.
const REJECTIONS: [&str; 2] = ["peer_rejected", "rejected_by_peer"];

/// A sentence for all that can happen; a step of a chart goes by the name of its act.
fn happened(all: &mut Vec<Wanted>) {
    let steps = CHARTS.iter().flat_map(|chart| chart.all_steps());
    let opening = CHARTS.iter().map(|chart| chart.opens.send);
    let acts = steps.map(|step| step.act).chain(opening);
    let names = Event::names().into_iter().chain(REJECTIONS);
    for name in names.chain(acts.map(Act::key)) {
        push(all, "happened", format!("happened-{name}"), None);
    }
}

macro_rules! duties {
    ($($name:ident),* $(,)?) => {
        /// Every duty. The match below does not compile without a new one.
        const DUTIES: &[Duty] = &[$(Duty::$name),*];

        #[cfg(test)]
        const fn listed(duty: Duty) -> bool {
            match duty { $(Duty::$name)|* => true }
        }
    };
}

duties! {
    Acknowledge, Decide, AnswerQuestion, AnswerConsultation, AnswerEnquiry, AnswerConditions, DecideRisk, ReviewScreen,
    ConfirmRefusal, ConfirmTransfer, ConfirmPreserved, RenewOrder, ReplaceOrder, DecideExtension, ExtendOrRequest, Lapse,
    ReviewPostponement, ExpireAuthorisation, FetchPackage, DestroyEvidence, Close, SendRequest, ConfirmInWriting, ConfirmWaiver,
    StopCollection, PauseCollection, SealCollected, DecideRenewal, NotifyPerson, AnswerOnwardTransfer, AnswerConsent, ConfirmOnwardAnswer, ConfirmProposal,
    DiscloseOrWithhold, FollowUp, AnswerOffer, Deliver, ObjectToLift, ProposeDisposal, AnswerDisposal, EndProvisional, SendFormal, Undo,
    Surrender, SubmitForProsecution, CarryOut, HandOverFile, AnswerAmendment, EndJointInvestigation, ConfirmSchedule,
    HoldHearing, ReturnPerson, EndSafeConduct, ReportMatch, AnswerLead, CallBack, AnswerCallBack, AnswerTestCall, EndTestCall,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_duty_is_listed_once() {
        assert!(DUTIES.iter().all(|duty| listed(*duty)));
        let keys: std::collections::BTreeSet<_> = DUTIES.iter().map(|d| d.key()).collect();
        assert_eq!(keys.len(), DUTIES.len());
    }
}
