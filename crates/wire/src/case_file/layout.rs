//! The names of a case file. Writer and reader share them, so they cannot drift apart.

use comity_custody::Digest;
use comity_treaty::StateCode;

/// Folder of the envelopes and their receipts.
pub const THREAD: &str = "thread/";
/// Folder of the papers that envelopes name, by digest.
pub const PAPERS: &str = "papers/";
/// Folder of the custody proofs, one folder in it for each log.
pub const PROOFS: &str = "proofs/";
/// Folder of the register's and the States' statements.
pub const STATEMENTS: &str = "statements/";
/// Folder of the record of a silence, in a case file of that form.
pub const SILENCE: &str = "silence/";
/// Folder of the report that the State which exported the case file encloses.
pub const REPORT: &str = "report/";
/// Folder of the opened bag, in a case file of exported form.
pub const BAG: &str = "bag/";

/// The text of `README.txt`, byte for byte. It is fixed, so that nobody can put other advice into the folder.
pub const README: &str = include_str!("README.txt");

/// SHA-256 of the texts that it was before: a case file is read long after it was made.
pub(crate) const README_BEFORE: [&str; 3] = [
    // It did not know of a silence.
    "aa298e9bb047e40b14c8668b834355efb0e07947c48eafdf77e76561643ca42a",
    // It did not speak of papers.
    "7f32924c96306e02de595bcdf9c24ea8eb2b9d7cd7e45d0ab36b3c884142e127",
    // It did not speak of a report.
    "dbe1fa0046c4eb0c75983a98a1b0c0c172972597f963f387d833bbe309b472f4",
];

/// Longest kind in a thread name, in bytes.
const KIND_BYTES_MAX: usize = 40;

/// The name of an envelope in the thread: `0001-XAA-request`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThreadName {
    /// Position in the thread, 1 to 9999.
    pub number: u16,
    /// The State the envelope is from.
    pub from: StateCode,
    /// The kind of message: lower-case letters, digits and hyphens, 1 to 40 bytes.
    pub kind: String,
}

impl ThreadName {
    fn stem(&self) -> String {
        format!("{:04}-{}-{}", self.number, self.from, self.kind)
    }

    fn parse(stem: &str) -> Option<Self> {
        let mut parts = stem.splitn(3, '-');
        let (number, from, kind) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit());
        let number = number.parse().ok().filter(|&number| digits && number > 0)?;
        let kind = is_kind(kind).then(|| kind.to_owned())?;
        Some(Self {
            number,
            from: from.parse().ok()?,
            kind,
        })
    }
}

fn is_kind(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=KIND_BYTES_MAX).contains(&text.len()) && text.bytes().all(allowed)
}

/// Everything a case file may hold. `Place::parse(&place.path()) == Some(place)`, and no other path parses.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// `README.txt`
    Readme,
    /// `manifest.jws.json`
    Manifest,
    /// `sealed.age`: the ciphertext.
    Sealed,
    /// `sealed.slices`: the bytes of its slice tree.
    Slices,
    /// `bag/...`: a file of the opened bag, by its path in the bag. The bag's own checks judge the rest.
    Bag(String),
    /// `thread/0001-XAA-request.jws.json`
    Envelope(ThreadName),
    /// `thread/0001-XAA-request.receipt.jws.json`
    Receipt(ThreadName),
    /// `papers/<digest>`: a paper that an envelope names, by the SHA-256 of its bytes.
    Paper(Digest),
    /// `proofs/XAA/<digest of the envelope>.tlog-proof`
    Proof {
        /// Whose log.
        log: StateCode,
        /// SHA-256 of the envelope's bytes.
        envelope: Digest,
    },
    /// `proofs/XAA/consistency.json`
    Consistency(StateCode),
    /// `silence/XAA.entries`: the State's custody entries of one matter, one a line.
    Silence(StateCode),
    /// `statements/register.jws.json`: the register's own entity configuration.
    Register,
    /// `statements/XAA.subordinate.jws.json`: what the register says of the State.
    Subordinate(StateCode),
    /// `statements/XAA.configuration.jws.json`: what the State says of itself.
    Configuration(StateCode),
    /// `statements/XAA.historical.jws.json`: the State's earlier keys.
    Historical(StateCode),
    /// `report/report.json`: what the State that exported the case file found, for programs.
    Report,
    /// `report/report.txt`: the same, for people.
    ReportText,
    /// `report/statement.jws.json`: that State's word about the two.
    Exporter,
}

impl Place {
    /// Whether it is one of the documents: neither evidence nor a paper, whose digests others of them state, nor the README,
    /// which is fixed, nor part of the report, which is about them.
    pub fn is_document(&self) -> bool {
        !matches!(
            self,
            Self::Readme
                | Self::Sealed
                | Self::Slices
                | Self::Bag(_)
                | Self::Paper(_)
                | Self::Report
                | Self::ReportText
                | Self::Exporter
        )
    }

    /// The path, relative to the case file, with `/` between its parts.
    pub fn path(&self) -> String {
        match self {
            Self::Readme => "README.txt".to_owned(),
            Self::Manifest => "manifest.jws.json".to_owned(),
            Self::Sealed => "sealed.age".to_owned(),
            Self::Slices => "sealed.slices".to_owned(),
            Self::Bag(path) => format!("{BAG}{path}"),
            Self::Envelope(name) => format!("{THREAD}{}.jws.json", name.stem()),
            Self::Receipt(name) => format!("{THREAD}{}.receipt.jws.json", name.stem()),
            Self::Paper(digest) => format!("{PAPERS}{digest}"),
            Self::Proof { log, envelope } => format!("{PROOFS}{log}/{envelope}.tlog-proof"),
            Self::Consistency(log) => format!("{PROOFS}{log}/consistency.json"),
            Self::Silence(state) => format!("{SILENCE}{state}.entries"),
            Self::Register => format!("{STATEMENTS}register.jws.json"),
            Self::Subordinate(state) => format!("{STATEMENTS}{state}.subordinate.jws.json"),
            Self::Configuration(state) => format!("{STATEMENTS}{state}.configuration.jws.json"),
            Self::Historical(state) => format!("{STATEMENTS}{state}.historical.jws.json"),
            Self::Report => format!("{REPORT}report.json"),
            Self::ReportText => format!("{REPORT}report.txt"),
            Self::Exporter => format!("{REPORT}statement.jws.json"),
        }
    }

    /// The place of this path, or `None` where a case file has no such path.
    pub fn parse(path: &str) -> Option<Self> {
        if let Some(name) = path.strip_prefix(THREAD) {
            return Self::parse_thread(name);
        }
        if let Some(name) = path.strip_prefix(PAPERS) {
            return name.parse().ok().map(Self::Paper);
        }
        if let Some(name) = path.strip_prefix(PROOFS) {
            return Self::parse_proof(name);
        }
        if let Some(name) = path.strip_prefix(SILENCE) {
            let state = name.strip_suffix(".entries")?.parse().ok()?;
            return Some(Self::Silence(state));
        }
        if let Some(name) = path.strip_prefix(STATEMENTS) {
            return Self::parse_statement(name);
        }
        if let Some(name) = path.strip_prefix(REPORT) {
            return Self::parse_report(name);
        }
        Self::parse_top(path)
    }

    fn parse_top(path: &str) -> Option<Self> {
        match path {
            "README.txt" => Some(Self::Readme),
            "manifest.jws.json" => Some(Self::Manifest),
            "sealed.age" => Some(Self::Sealed),
            "sealed.slices" => Some(Self::Slices),
            _ => path
                .strip_prefix(BAG)
                .filter(|rest| !rest.is_empty())
                .map(|rest| Self::Bag(rest.to_owned())),
        }
    }

    fn parse_thread(name: &str) -> Option<Self> {
        let stem = name.strip_suffix(".jws.json")?;
        match stem.strip_suffix(".receipt") {
            Some(stem) => ThreadName::parse(stem).map(Self::Receipt),
            None => ThreadName::parse(stem).map(Self::Envelope),
        }
    }

    fn parse_proof(name: &str) -> Option<Self> {
        let (log, file) = name.split_once('/')?;
        let log = log.parse().ok()?;
        if file == "consistency.json" {
            return Some(Self::Consistency(log));
        }
        let envelope = file.strip_suffix(".tlog-proof")?.parse().ok()?;
        Some(Self::Proof { log, envelope })
    }

    fn parse_report(name: &str) -> Option<Self> {
        match name {
            "report.json" => Some(Self::Report),
            "report.txt" => Some(Self::ReportText),
            "statement.jws.json" => Some(Self::Exporter),
            _ => None,
        }
    }

    fn parse_statement(name: &str) -> Option<Self> {
        let stem = name.strip_suffix(".jws.json")?;
        if stem == "register" {
            return Some(Self::Register);
        }
        let (state, kind) = stem.split_once('.')?;
        let state = state.parse().ok()?;
        match kind {
            "subordinate" => Some(Self::Subordinate(state)),
            "configuration" => Some(Self::Configuration(state)),
            "historical" => Some(Self::Historical(state)),
            _ => None,
        }
    }
}
