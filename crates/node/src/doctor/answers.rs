//! Who answers: the register, and each other node. Every answer also tells the time.

use comity_treaty::{Sentence, StateCode};
use comity_wire::envelope::{MAX_CLOCK_AHEAD, Standing};
use jiff::{SignedDuration, Timestamp};
use tokio::task::JoinSet;

use super::{Finding, Severity, finding, good};
use crate::config::NodeKind;
use crate::directory;
use crate::findings as say;
use crate::node::Node;
use crate::refusal::chain;

/// One node to ask: what is looked at, where, and what to do where it does not answer.
struct Question {
    check: Sentence,
    advice: Sentence,
    http: reqwest::Client,
    url: String,
}

/// What it answered: its HTTP date, where it gave one.
type Told = Result<Option<Timestamp>, reqwest::Error>;

impl Node {
    /// The register and the other nodes, in the order of their States, then our clock against theirs.
    pub(super) async fn answer_findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut questions = match self.config.kind {
            NodeKind::Register => self.member_questions().await,
            NodeKind::State => self.peer_questions(),
        };
        match self.register_question() {
            Some(question) => questions.insert(0, question),
            None if self.config.kind == NodeKind::Register => {}
            None => {
                let found = (say::REGISTER_NONE, say::REGISTER_PIN);
                findings.push(finding(say::REGISTER, Severity::Bad, found.0, found.1));
            }
        }
        let mut told = Vec::new();
        for (question, answer) in answers(questions).await {
            let (found, date) = heard(question, answer);
            findings.push(found);
            told.extend(date);
        }
        findings.push(clock_finding(self.world.now(), &told));
        findings
    }

    fn register_question(&self) -> Option<Question> {
        let (anchor, http) = (self.anchor.as_ref()?, self.register_http.clone()?);
        let register = anchor.url.as_str().trim_end_matches('/');
        Some(Question {
            check: say::REGISTER.into(),
            advice: say::REGISTER_COPY.into(),
            http,
            url: format!("{register}/federation/list"),
        })
    }

    fn peer_questions(&self) -> Vec<Question> {
        let directory = self.directory();
        let own = self.config.state.as_deref();
        let others = directory
            .peers()
            .filter(|(state, _)| Some(state.as_str()) != own);
        others
            .map(|(state, peer)| asked(*state, peer.http.clone(), &peer.url))
            .collect()
    }

    /// The register asks its members, where their enrolment reads; where it does not, that is a finding of its own.
    async fn member_questions(&self) -> Vec<Question> {
        let members = self.members().await.unwrap_or_default();
        let stands = members
            .into_iter()
            .filter(|(_, member)| member.standing != Standing::Withdrawn);
        let question = |(state, member): (StateCode, crate::register::Enrolled)| {
            let node = member.own().ok()?.metadata.comity_node?;
            let http = directory::client(node.tls_certificate.as_deref()).ok()?;
            Some(asked(state, http, &node.endpoint))
        };
        stands.filter_map(question).collect()
    }
}

fn asked(state: StateCode, http: reqwest::Client, url: &str) -> Question {
    Question {
        check: say::PEER.with("state", state.to_string()),
        advice: say::PEER_WAIT.into(),
        http,
        url: format!("{url}/healthz"),
    }
}

/// Asks all at once: who is away takes its time.
async fn answers(questions: Vec<Question>) -> Vec<(Question, Told)> {
    let mut asked = JoinSet::new();
    for (place, question) in questions.into_iter().enumerate() {
        asked.spawn(async move {
            let told = tell(&question).await;
            (place, question, told)
        });
    }
    let mut all = Vec::new();
    while let Some(one) = asked.join_next().await {
        // One that panicked says nothing, and the others are told.
        all.extend(one.ok());
    }
    all.sort_by_key(|(place, ..)| *place);
    let told = |(_, question, told)| (question, told);
    all.into_iter().map(told).collect()
}

/// An answer is one with the status of a success: a register that fails inside gives no list.
async fn tell(question: &Question) -> Told {
    let answer = question.http.get(&question.url).send().await?;
    let answer = answer.error_for_status()?;
    let date = answer.headers().get("date");
    let date = date.and_then(|date| date.to_str().ok());
    let date = date.and_then(|date| jiff::fmt::rfc2822::parse(date).ok());
    Ok(date.map(|date| date.timestamp()))
}

fn heard(question: Question, told: Told) -> (Finding, Option<Timestamp>) {
    match told {
        Ok(date) => (good(question.check, say::ANSWERS), date),
        Err(error) => {
            let found = say::NO_ANSWER.because(chain(&error));
            let found = finding(question.check, Severity::Warning, found, question.advice);
            (found, None)
        }
    }
}

/// Our clock against the one in the middle of all that told the time: one that goes wrong says nothing of ours.
fn clock_finding(now: Timestamp, told: &[Timestamp]) -> Finding {
    let mut apart: Vec<SignedDuration> = told
        .iter()
        .map(|theirs| now.duration_since(*theirs).abs())
        .collect();
    apart.sort_unstable();
    let Some(apart) = apart.get(apart.len() / 2) else {
        return finding(
            say::CLOCK,
            Severity::Warning,
            say::CLOCK_UNSEEN,
            say::CLOCK_COMPARE,
        );
    };
    let seconds = apart.as_secs().unsigned_abs();
    if *apart > MAX_CLOCK_AHEAD {
        let found = say::CLOCK_OFF.with("number", seconds);
        return finding(say::CLOCK, Severity::Bad, found, say::CLOCK_SET);
    }
    good(say::CLOCK, say::CLOCK_GOOD.with("number", seconds + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_compared_with_the_one_in_the_middle() {
        let at = |second: i64| Timestamp::from_second(1_795_000_000 + second).unwrap();
        let rows: [(&[i64], Severity); 6] = [
            (&[], Severity::Warning),
            (&[300], Severity::Good),
            (&[-301], Severity::Bad),
            (&[0, 10, 9_000], Severity::Good),
            (&[-9_000, 9_000, 1], Severity::Bad),
            (&[-400, -401, 0], Severity::Bad),
        ];
        for (told, expected) in rows {
            let told: Vec<Timestamp> = told.iter().map(|second| at(*second)).collect();
            assert_eq!(clock_finding(at(0), &told).severity, expected, "{told:?}");
        }
    }
}
