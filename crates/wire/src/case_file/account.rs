//! The report as a judge or an officer reads it: plain words, one line a check, a conclusion, and what it means.
//!
//! An account is made of sentences with keys. The command line says their English, a page says them in its reader's language,
//! and a node keeps them and says them later in another one.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use comity_treaty::{Sentence, StateCode, kept_sentence};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::check::{CheckId, Section};
use super::report::{Check, Report, Verdict};
use super::say;
use super::silence::Silence;
use super::summary::{AsOf, Form, Summary};

/// Least width of the column of labels and verdicts.
const COLUMN_MIN: usize = 14;
/// Longest line of running text.
const LINE_MAX: usize = 104;

/// Whose account it is.
#[derive(Debug, Clone, Copy)]
pub enum By<'a> {
    /// Of whoever holds the case file, and relies on a policy of their own.
    Holder {
        /// The case file's path.
        package: &'a str,
        /// The policy's path.
        policy: &'a str,
    },
    /// Of the State that exports it.
    Exporter(StateCode),
}

/// How a line is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// A check that passed.
    Passed,
    /// A check that failed.
    Failed,
    /// A check that could not be made.
    NotReached,
    /// A part that need not be there, and is not.
    NotPresent,
    /// A check that can be made only later.
    NotYet,
    /// Something that is not copied.
    Reference,
    /// Something to be known.
    Warning,
}

impl Mark {
    /// In plain words.
    pub fn sentence(self) -> Sentence {
        let phrase = match self {
            Self::Passed => say::PASSED,
            Self::Failed => say::FAILED,
            Self::NotReached => say::NOT_REACHED,
            Self::NotPresent => say::NOT_PRESENT,
            Self::NotYet => say::NOT_YET,
            Self::Reference => say::REFERENCE,
            Self::Warning => say::WARNING,
        };
        phrase.into()
    }
}

/// A sentence that is kept with its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said(#[serde(with = "kept_sentence")] pub Sentence);

/// A line that has a label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is about; none where it goes on with the one before, or explains it.
    pub label: Option<Said>,
    /// What it says.
    pub text: Said,
}

/// One check, or one thing to be known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// What came of it.
    pub mark: Mark,
    /// What was asked.
    pub text: Said,
    /// What belongs to it: where, what was found, what was expected.
    pub more: Vec<Line>,
}

/// What stands under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Checks, references or warnings.
    Findings(Said, Vec<Finding>),
    /// Lines with labels.
    Lines(Said, Vec<Line>),
    /// Running text.
    Text(Said, Vec<Said>),
}

/// The whole account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Whether every check that could be made passed.
    pub passed: bool,
    /// When it was made.
    pub made_at: Timestamp,
    /// Who made it and what it is worth; nothing where the reader made it.
    pub notice: Vec<Said>,
    /// What the case file is about.
    pub head: Vec<Line>,
    /// As of when each State is shown: a case file may be older than the reader thinks, and says nothing of what came later.
    pub as_of: Vec<Said>,
    /// The checks and what follows from them.
    pub parts: Vec<Part>,
}

impl Account {
    /// The account of a report.
    pub fn of(report: &Report, by: By<'_>) -> Self {
        let case = &report.case;
        let sections = Section::ALL
            .iter()
            .filter_map(|section| checks(report, *section));
        let mut parts: Vec<Part> = sections.collect();
        parts.extend(references(case));
        parts.extend(conditions(case));
        parts.extend(warnings(report));
        parts.extend(conclusion(report, by));
        Self {
            passed: report.passed(),
            made_at: report.verified_at,
            notice: notice(report, by),
            head: head(report, by),
            as_of: case.as_of.iter().map(as_of).collect(),
            parts,
        }
    }

    /// The account as text, each sentence in the words of `say`.
    pub fn text(&self, say: &dyn Fn(&Sentence) -> String) -> String {
        let mut page = Page {
            text: String::new(),
            column: self.column(say),
            say,
        };
        if let Some((title, rest)) = self.notice.split_first() {
            page.wrapped(&title.0, "");
            for said in rest {
                page.text.push('\n');
                page.wrapped(&said.0, "");
            }
            page.text.push('\n');
        }
        page.lines(&self.head, "");
        page.lines(&self.as_of_lines(), "");
        for part in &self.parts {
            page.part(part);
        }
        page.text
    }

    /// A line for each State, under one label.
    fn as_of_lines(&self) -> Vec<Line> {
        let line = |(number, text): (usize, &Said)| Line {
            label: (number == 0).then(|| said(say::AS_OF)),
            text: text.clone(),
        };
        self.as_of.iter().enumerate().map(line).collect()
    }

    /// The width of the widest label with its indentation, and a space.
    fn column(&self, say: &dyn Fn(&Sentence) -> String) -> usize {
        let wide = |said: &Said, indent: usize| say(&said.0).chars().count() + indent + 1;
        let of_lines = |lines: &[Line], indent: usize| {
            let labels = lines.iter().filter_map(|line| line.label.as_ref());
            labels.map(|label| wide(label, indent)).max().unwrap_or(0)
        };
        let of_part = |part: &Part| match part {
            Part::Lines(_, lines) => of_lines(lines, 2),
            Part::Text(..) => 0,
            Part::Findings(_, findings) => {
                let each = findings
                    .iter()
                    .map(|one| wide(&Said(one.mark.sentence()), 2).max(of_lines(&one.more, 4)));
                each.max().unwrap_or(0)
            }
        };
        let widest = self.parts.iter().map(of_part).max().unwrap_or(0);
        let head = of_lines(&self.head, 0).max(of_lines(&self.as_of_lines(), 0));
        widest.max(head).max(COLUMN_MIN)
    }
}

/// A text that grows. Writing to a `String` cannot fail.
struct Page<'a> {
    text: String,
    column: usize,
    say: &'a dyn Fn(&Sentence) -> String,
}

impl Page<'_> {
    fn line(&mut self, label: &str, text: &str) {
        let column = self.column;
        let _ = writeln!(self.text, "{label:column$}{text}");
    }

    fn lines(&mut self, lines: &[Line], indent: &str) {
        for line in lines {
            let label = line.label.as_ref().map(|label| (self.say)(&label.0));
            let label = label.map(|label| format!("{indent}{label}"));
            let text = (self.say)(&line.text.0);
            self.line(&label.unwrap_or_default(), &text);
        }
    }

    fn part(&mut self, part: &Part) {
        let (Part::Findings(heading, _) | Part::Lines(heading, _) | Part::Text(heading, _)) = part;
        let heading = (self.say)(&heading.0);
        let _ = writeln!(self.text, "\n{heading}");
        match part {
            Part::Lines(_, lines) => self.lines(lines, "  "),
            Part::Text(_, all) => all.iter().for_each(|said| self.wrapped(&said.0, "  ")),
            Part::Findings(_, findings) => {
                for one in findings {
                    let mark = format!("  {}", (self.say)(&one.mark.sentence()));
                    let text = (self.say)(&one.text.0);
                    self.line(&mark, &text);
                    self.lines(&one.more, "    ");
                }
            }
        }
    }

    /// Running text in lines of bearable length, broken at spaces.
    fn wrapped(&mut self, sentence: &Sentence, indent: &str) {
        let said = (self.say)(sentence);
        let mut line = String::new();
        for word in said.split(' ') {
            let longer = line.chars().count() + 1 + word.chars().count();
            if !line.is_empty() && longer > LINE_MAX {
                let _ = writeln!(self.text, "{indent}{line}");
                line.clear();
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        let _ = writeln!(self.text, "{indent}{line}");
    }
}

fn said(sentence: impl Into<Sentence>) -> Said {
    Said(sentence.into())
}

/// What stands in no language or in its own: a path, a digest, a name.
fn as_it_is(text: impl Into<String>) -> Said {
    said(say::AS_IT_IS.with("text", text.into()))
}

fn line(label: impl Into<Sentence>, text: Said) -> Line {
    Line {
        label: Some(said(label)),
        text,
    }
}

/// A report that somebody hands over says whose it is, and what it is not, before anything else.
fn notice(report: &Report, by: By<'_>) -> Vec<Said> {
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

fn head(report: &Report, by: By<'_>) -> Vec<Line> {
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

fn as_of(shown: &AsOf) -> Said {
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

fn checks(report: &Report, section: Section) -> Option<Part> {
    let ids = CheckId::ALL.iter().filter(|id| id.section() == section);
    let findings: Vec<Finding> = ids.flat_map(|id| one_check(report, *id)).collect();
    (!findings.is_empty()).then(|| Part::Findings(said(section.heading()), findings))
}

/// What passed is one line, with the number of subjects; each failure and each absence has lines of its own.
fn one_check(report: &Report, id: CheckId) -> Vec<Finding> {
    let checks: Vec<&Check> = report
        .checks
        .iter()
        .filter(|check| check.id == id)
        .collect();
    let subjects: BTreeSet<&str> = checks.iter().map(|check| check.subject.as_str()).collect();
    let passed = checks
        .iter()
        .filter(|check| matches!(check.verdict, Verdict::Passed { .. }))
        .count();
    let text = match passed {
        0 => None,
        1 if subjects.len() == 1 => Some(id.statement().into()),
        _ => Some(
            say::MANY
                .with("statement", id.statement())
                .with("passed", passed)
                .with("all", subjects.len()),
        ),
    };
    let passed = text.map(|text| Finding {
        mark: Mark::Passed,
        text: said(text),
        more: Vec::new(),
    });
    let others = checks.into_iter().filter_map(not_passed);
    passed.into_iter().chain(others).collect()
}

fn not_passed(check: &Check) -> Option<Finding> {
    let because = |why: &Sentence| Line {
        label: None,
        text: said(why.clone()),
    };
    let (mark, more) = match &check.verdict {
        Verdict::Passed { .. } => return None,
        Verdict::NotPresent { meaning } => (Mark::NotPresent, vec![because(meaning)]),
        Verdict::NotReached { because: why } => (Mark::NotReached, vec![because(why)]),
        Verdict::NotYet { because: why } => (Mark::NotYet, vec![because(why)]),
        Verdict::Failed {
            at,
            found,
            expected,
        } => {
            let quoted = |text: &str| said(Sentence::verbatim(text.to_owned()));
            let more = vec![
                line(say::WHERE, quoted(&at.to_string())),
                line(say::FOUND, quoted(found)),
                line(say::EXPECTED, quoted(expected)),
                line(say::CHECK, quoted(check.id.key())),
            ];
            (Mark::Failed, more)
        }
    };
    let statement = check.id.statement();
    let text = match check.subject.as_str() {
        "" => statement.into(),
        subject => say::ABOUT
            .with("statement", statement)
            .with("subject", subject),
    };
    let text = said(text);
    Some(Finding { mark, text, more })
}

/// What the court does not find in the case file, and where it is.
fn references(case: &Summary) -> Option<Part> {
    let references = case.references.iter().map(|reference| Finding {
        mark: Mark::Reference,
        text: as_it_is(reference.sha256.to_string()),
        more: vec![
            line(say::WHAT, as_it_is(reference.description.clone())),
            line(say::KEPT_BY, as_it_is(reference.custodian.clone())),
        ],
    });
    let references: Vec<Finding> = references.collect();
    (!references.is_empty()).then(|| Part::Findings(said(say::REFERENCES), references))
}

fn conditions(case: &Summary) -> Option<Part> {
    let conditions = case.conditions.as_ref()?.iter();
    let lines = conditions.map(|(label, text)| line(label.clone(), said(text.clone())));
    Some(Part::Lines(said(say::CONDITIONS), lines.collect()))
}

fn warnings(report: &Report) -> Option<Part> {
    let warnings = report.warnings.iter().map(|warning| Finding {
        mark: Mark::Warning,
        text: said(warning.sentence()),
        more: Vec::new(),
    });
    let warnings: Vec<Finding> = warnings.collect();
    (!warnings.is_empty()).then(|| Part::Findings(said(say::WARNINGS), warnings))
}

fn conclusion(report: &Report, by: By<'_>) -> Vec<Part> {
    let count = |of: fn(&Verdict) -> bool| {
        let checks = report.checks.iter();
        checks.filter(|check| of(&check.verdict)).count()
    };
    let passed = count(|verdict| matches!(verdict, Verdict::Passed { .. }));
    if !report.passed() {
        let unmade = count(|verdict| matches!(verdict, Verdict::NotReached { .. }));
        let counted = say::SOME_FAILED
            .with("failed", report.failures().count())
            .with("unmade", unmade)
            .with("passed", passed);
        let advice = match by {
            By::Holder { .. } => say::DO_NOT_RELY,
            By::Exporter(_) => say::MEND,
        };
        let all = vec![said(counted), said(advice)];
        return vec![Part::Text(said(say::CONCLUSION), all)];
    }
    let all_passed = if report.opens() {
        say::SO_FAR_PASSED
    } else {
        say::ALL_PASSED
    };
    let (means, not) = match report.case.form {
        Form::Silence => (
            vec![say::MEANS_HAD, say::MEANS_NOTHING],
            [say::NOT_IDLE, say::NOT_OBLIGED, say::NOT_SILENT],
        ),
        form => {
            let evidence = match form {
                Form::Sealed if report.opens() => say::MEANS_OPENING,
                Form::Sealed => say::MEANS_SEALED,
                _ => say::MEANS_OPENED,
            };
            let not = [say::NOT_TRUE, say::NOT_LAWFUL, say::NOT_ALONE];
            (vec![evidence], not)
        }
    };
    let signed = [say::MEANS_SIGNED, say::MEANS_LOGS].into_iter();
    vec![
        Part::Text(
            said(say::CONCLUSION),
            vec![said(all_passed.with("count", passed))],
        ),
        Part::Text(said(say::MEANS), signed.chain(means).map(said).collect()),
        Part::Text(said(say::MEANS_NOT), not.map(said).into()),
    ]
}
