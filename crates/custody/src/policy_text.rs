//! Reading policy files, line by line.

use std::collections::BTreeSet;

use crate::key::NoteVerifier;
use crate::policy::{Group, Policy, PolicyInvalid, PolicyLog, PolicyProblem, PolicyWitness};

/// Lines read at most.
pub(crate) const LINES_MAX: usize = 10_000;

/// The quorum that asks for no witness; no witness or group may be called so.
const NONE: &str = "none";

/// The policy as far as it has been read.
#[derive(Default)]
struct Reader {
    logs: Vec<PolicyLog>,
    witnesses: Vec<PolicyWitness>,
    groups: Vec<Group>,
    /// The name on the quorum line, `none` included.
    quorum: Option<String>,
    names: BTreeSet<String>,
    members: BTreeSet<String>,
}

pub(crate) fn parse(text: &str) -> Result<Policy, Vec<PolicyInvalid>> {
    let mut reader = Reader::default();
    let mut faults = Vec::new();
    let body = text.strip_suffix('\n').unwrap_or(text);
    for (at, text) in body.split('\n').enumerate().take(LINES_MAX + 1) {
        let read = if at == LINES_MAX {
            Err(PolicyProblem::TooLong)
        } else {
            reader.line(text)
        };
        let line = at + 1;
        faults.extend(read.err().map(|problem| PolicyInvalid { line, problem }));
    }
    if reader.quorum.is_none() {
        let line = body.split('\n').count() + 1;
        let problem = PolicyProblem::NoQuorum;
        faults.push(PolicyInvalid { line, problem });
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Policy {
        logs: reader.logs,
        witnesses: reader.witnesses,
        groups: reader.groups,
        quorum: reader.quorum.filter(|name| name != NONE),
    })
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), PolicyProblem> {
        if line
            .bytes()
            .any(|byte| byte == 0x7f || (byte < 0x20 && byte != b'\t'))
        {
            return Err(PolicyProblem::Character);
        }
        let items: Vec<&str> = line
            .split([' ', '\t'])
            .filter(|item| !item.is_empty())
            .collect();
        match items.as_slice() {
            [] => Ok(()),
            [first, ..] if first.starts_with('#') => Ok(()),
            ["log", key] => self.log(key, None),
            ["log", key, url] => self.log(key, Some(url)),
            ["witness", name, key] => self.witness(name, key, None),
            ["witness", name, key, url] => self.witness(name, key, Some(url)),
            ["group", name, threshold, members @ ..] => self.group(name, threshold, members),
            ["quorum", name] => self.quorum(name),
            _ => Err(PolicyProblem::Form),
        }
    }

    fn log(&mut self, key: &str, url: Option<&str>) -> Result<(), PolicyProblem> {
        let key = read_key(key)?;
        check_new(&key, self.logs.iter().map(|log| &log.key))?;
        let url = url.map(str::to_owned);
        self.logs.push(PolicyLog { key, url });
        Ok(())
    }

    fn witness(&mut self, name: &str, key: &str, url: Option<&str>) -> Result<(), PolicyProblem> {
        self.check_free(name)?;
        let key = read_key(key)?;
        if !key.kind().is_cosignature() {
            return Err(PolicyProblem::WitnessKind);
        }
        check_new(&key, self.witnesses.iter().map(|witness| &witness.key))?;
        let url = url.map(str::to_owned);
        let name = name.to_owned();
        self.names.insert(name.clone());
        self.witnesses.push(PolicyWitness { name, key, url });
        Ok(())
    }

    fn group(
        &mut self,
        name: &str,
        threshold: &str,
        members: &[&str],
    ) -> Result<(), PolicyProblem> {
        self.check_free(name)?;
        let threshold = read_threshold(threshold, members.len())?;
        for (at, member) in members.iter().enumerate() {
            self.check_defined(member)?;
            if self.members.contains(*member) || members[..at].contains(member) {
                return Err(PolicyProblem::MemberTwice((*member).to_owned()));
            }
        }
        let owned = || members.iter().map(|&member| member.to_owned());
        self.members.extend(owned());
        self.names.insert(name.to_owned());
        self.groups.push(Group {
            name: name.to_owned(),
            threshold,
            members: owned().collect(),
        });
        Ok(())
    }

    fn quorum(&mut self, name: &str) -> Result<(), PolicyProblem> {
        if self.quorum.is_some() {
            return Err(PolicyProblem::SecondQuorum);
        }
        // Set even if the name is unknown: one fault, not two.
        self.quorum = Some(name.to_owned());
        if name == NONE {
            Ok(())
        } else {
            self.check_defined(name)
        }
    }

    fn check_free(&self, name: &str) -> Result<(), PolicyProblem> {
        let free = name != NONE && !self.names.contains(name);
        free.then_some(())
            .ok_or_else(|| PolicyProblem::NameTaken(name.to_owned()))
    }

    fn check_defined(&self, name: &str) -> Result<(), PolicyProblem> {
        let defined = self.names.contains(name);
        defined
            .then_some(())
            .ok_or_else(|| PolicyProblem::UnknownName(name.to_owned()))
    }
}

fn read_key(text: &str) -> Result<NoteVerifier, PolicyProblem> {
    text.parse().map_err(PolicyProblem::Key)
}

/// Two keys are the same if the public key is, whatever name or kind wraps it.
fn check_new<'a>(
    key: &NoteVerifier,
    mut known: impl Iterator<Item = &'a NoteVerifier>,
) -> Result<(), PolicyProblem> {
    let taken = known.any(|other| other.public_key() == key.public_key());
    (!taken).then_some(()).ok_or(PolicyProblem::DuplicateKey)
}

fn read_threshold(text: &str, members: usize) -> Result<usize, PolicyProblem> {
    let threshold = match text {
        "all" => Some(members),
        "any" => Some(1),
        _ if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    };
    threshold
        .filter(|threshold| (1..=members).contains(threshold))
        .ok_or(PolicyProblem::Threshold)
}
