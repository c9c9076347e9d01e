//! The kit: a table of what is done to a genuine case file, and which checks must fail by it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use comity_wire::case_file::{Form, Place, Policy, Report, verify};
use serde::Deserialize;

use super::defect::Defect;
use super::genuine::{Built, build, enclosing};
use super::memory::Memory;
use super::states::time;

/// `kit.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kit {
    #[serde(rename = "about")]
    _about: String,
    /// The time of verification, where a row says no other.
    now: String,
    pub rows: Vec<Row>,
}

/// One hostile case file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub name: String,
    /// `sealed`, `exported` or `silence`.
    form: FormName,
    /// What its maker, who holds keys, did wrong.
    #[serde(default)]
    defect: Option<Defect>,
    /// Whose keys sign the report that is enclosed, where one is: 1 are those of XAA, 7 nobody's.
    #[serde(default)]
    enclosed: Option<u8>,
    /// What somebody else did to it afterwards.
    #[serde(default, rename = "do")]
    acts: Vec<Act>,
    #[serde(default)]
    now: Option<String>,
    /// The checks that fail: these and no others.
    pub fails: Vec<String>,
    /// The warnings given: these and no others.
    #[serde(default)]
    pub warns: Vec<String>,
    /// A file, byte or field that a failure names, as the report spells it.
    #[serde(default)]
    pub at: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
enum FormName {
    Sealed,
    Exported,
    Silence,
}

/// `{1}` to `{6}` in a path stand for the digests of the messages.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Act {
    /// Flips the lowest bit of a byte; a negative offset counts from the end.
    Flip(String, i64),
    /// Takes another letter for one of base64, so that the text still decodes; a negative offset counts from the end.
    Misspell(String, i64),
    /// Takes the content of each for the other.
    Swap(String, String),
    /// Writes the content of the first to the second.
    Copy(String, String),
    /// Moves the first to the second.
    Rename(String, String),
    Remove(String),
    /// Adds a file of that text.
    Add(String, String),
    /// Adds a symbolic link.
    Link(String),
    /// Cuts off so many bytes at the end.
    Cut(String, usize),
    /// Adds text at the end.
    Append(String, String),
    /// Replaces the first occurrence of a text.
    Replace(String, String, String),
}

/// Case files by form and defect.
type Made = BTreeMap<(FormName, Option<Defect>, Option<u8>), (Memory, Policy)>;

/// Each case file is built once.
static BUILT: Mutex<Made> = Mutex::new(Made::new());

impl Kit {
    pub fn read() -> Self {
        serde_json::from_str(include_str!("kit.json")).expect("the kit is JSON of its shape")
    }

    /// What the verification says of the row's case file.
    pub fn verdict(&self, row: &Row) -> Report {
        let (mut case, policy) = row.built();
        let digests = digests(&case);
        for act in &row.acts {
            act.on(&mut case, &digests);
        }
        let now = row.now.as_ref().unwrap_or(&self.now);
        verify(&case, &policy, time(now)).expect("memory is readable")
    }
}

impl Row {
    fn built(&self) -> (Memory, Policy) {
        let form = match self.form {
            FormName::Sealed => Form::Sealed,
            FormName::Exported => Form::Exported,
            FormName::Silence => Form::Silence,
        };
        let key = (self.form, self.defect, self.enclosed);
        let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
        let made = built.entry(key).or_insert_with(|| {
            let built = build(form, self.defect);
            let built = match self.enclosed {
                None => built,
                Some(keys) => enclosing(built, keys),
            };
            let Built { case, policy, .. } = built;
            (case, policy)
        });
        made.clone()
    }
}

/// The digests of the messages, by their numbers.
pub fn digests(case: &Memory) -> Vec<String> {
    let envelopes = case
        .files
        .iter()
        .filter(|(path, _)| matches!(Place::parse(path), Some(Place::Envelope(_))));
    envelopes
        .map(|(_, bytes)| comity_custody::Digest::of(bytes).to_string())
        .collect()
}

impl Act {
    fn on(&self, case: &mut Memory, digests: &[String]) {
        let path = |text: &String| {
            let numbered = digests.iter().enumerate();
            numbered.fold(text.clone(), |text, (at, digest)| {
                text.replace(&format!("{{{}}}", at + 1), digest)
            })
        };
        match self {
            Self::Flip(file, at) => flip(case.file(&path(file)), *at),
            Self::Misspell(file, at) => {
                let letter = byte(case.file(&path(file)), *at);
                *letter = if *letter == b'A' { b'B' } else { b'A' };
            }
            Self::Swap(one, other) => {
                let content = std::mem::take(case.file(&path(one)));
                let content = std::mem::replace(case.file(&path(other)), content);
                *case.file(&path(one)) = content;
            }
            Self::Copy(from, to) => {
                let content = case.file(&path(from)).clone();
                case.put(path(to), content);
            }
            Self::Rename(from, to) => {
                let content = std::mem::take(case.file(&path(from)));
                case.files.remove(&path(from));
                case.put(path(to), content);
            }
            Self::Remove(file) => {
                case.file(&path(file));
                case.files.remove(&path(file));
            }
            Self::Add(file, text) => case.put(path(file), text.clone()),
            Self::Link(file) => {
                case.files.remove(&path(file));
                case.links.insert(path(file));
            }
            Self::Cut(file, bytes) => {
                let file = case.file(&path(file));
                file.truncate(file.len() - bytes);
            }
            Self::Append(file, text) => case.file(&path(file)).extend_from_slice(text.as_bytes()),
            Self::Replace(file, from, to) => {
                let file = case.file(&path(file));
                let text = String::from_utf8(file.clone()).expect("a text");
                assert!(text.contains(from.as_str()), "{from} stands in the file");
                *file = text.replacen(from.as_str(), to, 1).into_bytes();
            }
        }
    }
}

pub fn flip(bytes: &mut [u8], at: i64) {
    *byte(bytes, at) ^= 1;
}

fn byte(bytes: &mut [u8], at: i64) -> &mut u8 {
    let length = i64::try_from(bytes.len()).expect("small");
    let at = if at < 0 { length + at } else { at };
    &mut bytes[usize::try_from(at).expect("in the file")]
}
