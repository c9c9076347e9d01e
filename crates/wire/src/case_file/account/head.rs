//! What an account begins with: whose it is, what the case file is about, and as of when it shows each State.

use comity_treaty::Sentence;

use super::{By, Line, Said, as_it_is, line, said};
use crate::case_file::report::Report;
use crate::case_file::say;
use crate::case_file::silence::Silence;
use crate::case_file::summary::{AsOf, Form, Summary};

/// A report that somebody hands over says whose it is, and what it is not, before anything else.
pub(super) fn notice(report: &Report, by: By<'_>) -> Vec<Said> {
    let By::Exporter(state) = by else {
        return Vec::new();
    };
    let made = say::BY_NODE
        .with("state", state.as_str())
        .with("at", report.verified_at);
    vec![
        said(say::BY_EXPORTER),
        said(made),
        said(say::NO_SUBSTITUTE.with("state", state.as_str())),
    ]
}

pub(super) fn head(report: &Report, by: By<'_>) -> Vec<Line> {
    let case = &report.case;
    let mut lines = match by {
        By::Holder { package, policy } => vec![
            line(say::CASE_FILE, as_it_is(package)),
            line(say::POLICY, as_it_is(policy)),
        ],
        By::Exporter(state) => {
            let state = state.as_str();
            vec![
                line(say::MADE_BY, said(say::NODE_OF.with("state", state))),
                line(say::POLICY, said(say::POLICY_OWN.with("state", state))),
            ]
        }
    };
    lines.push(line(
        say::VERIFIED,
        said(say::AS_IT_IS.with("text", report.verified_at)),
    ));
    lines.push(line(say::FORM, form(report)));
    lines.extend(about(case));
    lines
}

/// What the case file is about, as far as it was believed.
fn about(case: &Summary) -> impl Iterator<Item = Line> {
    let between = case.requesting.zip(case.requested).map(|(to, from)| {
        let part = match case.form {
            Form::Silence => say::BETWEEN_ASKED,
            _ => say::BETWEEN_GAVE,
        };
        let states = part.with("to", to.as_str()).with("from", from.as_str());
        line(say::BETWEEN, said(states))
    });
    let matter = case
        .matter
        .map(|matter| line(say::MATTER, as_it_is(matter.to_string())));
    let silence = case
        .silence
        .as_ref()
        .map(|silence| line(say::SILENCE, said(silent(silence))));
    let package = case.package.zip(case.sealed_at).map(|(package, at)| {
        let sealed = say::PACKAGE_SEALED.with("package", package.to_string());
        line(say::PACKAGE, said(sealed.with("at", at)))
    });
    let evidence = case.items.map(|items| {
        let items = say::EVIDENCE_ITEMS.with("items", items);
        line(say::EVIDENCE, said(items.with("bytes", case.item_bytes)))
    });
    let messages = case.first_sent.zip(case.last_sent).map(|(first, last)| {
        let sent = say::MESSAGES_SENT.with("count", case.messages);
        let sent = sent.with("first", first).with("last", last);
        line(say::MESSAGES, said(sent))
    });
    [between, matter, silence, package, evidence, messages]
        .into_iter()
        .flatten()
}

pub(super) fn as_of(shown: &AsOf) -> Said {
    let log = shown
        .log
        .map_or_else(|| say::LOG_SIGNED.into(), |at| say::LOG_HELD.with("at", at));
    let keys = say::AS_OF_KEYS
        .with("state", shown.state.as_str())
        .with("vouched", shown.vouched)
        .with("until", shown.until)
        .with("log", log);
    said(keys)
}

fn form(report: &Report) -> Said {
    said(match report.case.form {
        Form::Sealed if report.opens() => say::FORM_OPENING,
        Form::Sealed => say::FORM_SEALED,
        Form::Exported => say::FORM_EXPORTED,
        Form::Silence => say::FORM_SILENCE,
        Form::Unclear => say::FORM_UNCLEAR,
    })
}

/// How long a silence was, in whole days and hours.
fn silent(silence: &Silence) -> Sentence {
    let hours = silence.until.duration_since(silence.since).as_hours();
    let hours = u64::try_from(hours).unwrap_or(0);
    say::SILENCE_LONG
        .with("state", silence.state.as_str())
        .with("since", silence.since)
        .with("until", silence.until)
        .with("days", hours / 24)
        .with("hours", hours % 24)
}
