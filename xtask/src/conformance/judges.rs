//! The table of judges: who judges what, by which command.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use anyhow::{Context, Result};

use super::{output, spoil};
use crate::install::{module_folder, python_tool};
use crate::places::Places;
use crate::process;

/// One independent judge.
pub struct Judge {
    /// The tool.
    pub name: &'static str,
    /// What it judges, for whoever reads the output.
    pub judges: &'static str,
    /// The end of the path of each file it starts from.
    pub subject: &'static str,
    /// The command for one subject below the output folder.
    pub command: fn(&Places, subject: &Path, output: &Path) -> Result<Command>,
    /// Whether the way it ended, and what it said, is acceptance.
    pub accepts: fn(ExitStatus, &str) -> bool,
    /// Puts one fault where the judge must find it, and says which.
    pub spoil: fn(&Path) -> Result<&'static str>,
}

/// A judge of a kit in the repository: the same documents get the same verdicts from it.
pub struct Kit {
    /// The tool.
    pub name: &'static str,
    /// What it judges.
    pub judges: &'static str,
    /// The command; it ends well if it agrees on every document.
    pub command: fn(&Places) -> Command,
}

/// The kits that another implementation can judge too.
pub const KITS: &[Kit] = &[Kit {
    name: "jwcrypto (Python)",
    judges: "the kit of hostile envelopes: what is forged for us is forged for it",
    command: |places| {
        let mut command = python(places);
        command
            .arg(places.root.join("conformance/jose/verify.py"))
            .arg("--kit");
        command.arg(places.root.join("crates/wire/tests/hostile/kit.json"));
        command
    },
}];

/// All judges of what the demo leaves.
pub const JUDGES: &[Judge] = &[
    Judge {
        name: "bagit (Library of Congress, Python)",
        judges: "the opened bag: complete, and every digest right",
        subject: "bag/bagit.txt",
        command: |places, subject, _| {
            let mut command = python(places);
            command
                .args(["-m", "bagit", "--validate", "--quiet"])
                .arg(folder_of(subject)?);
            Ok(command)
        },
        accepts: well_ended,
        spoil: spoil::bag,
    },
    Judge {
        name: "case_validate (CASE community, Python)",
        judges: "the record of the investigation against the CASE/UCO shapes",
        subject: "bag/metadata/case.jsonld",
        command: |places, subject, _| {
            let mut command = Command::new(python_tool(places, "case_validate"));
            command.arg(subject);
            Ok(command)
        },
        accepts: well_ended,
        spoil: spoil::case_document,
    },
    Judge {
        name: "typage (age-encryption, JavaScript)",
        judges: "the sealed package: its addressee opens it and finds exactly the bag",
        subject: "sealed.age",
        command: addressee,
        accepts: well_ended,
        spoil: spoil::middle_byte,
    },
    Judge {
        name: "age (Go)",
        judges: "the sealed package: a well-formed age file, addressed to nobody it knows",
        subject: "sealed.age",
        command: |places, subject, _| {
            let mut command = Command::new("age");
            command
                .args(["--decrypt", "-i"])
                .arg(stranger(places)?)
                .arg(subject);
            Ok(command)
        },
        // Debian's version knows no hybrid recipients: reading the header is all it can do.
        accepts: |_, said| said.contains("no identity matched any of the recipients"),
        spoil: spoil::age_header,
    },
    Judge {
        name: "jwcrypto (Python)",
        judges: "the case file: both signatures of every document, from the pinned register down",
        subject: "manifest.jws.json",
        command: |places, subject, output| {
            judge_of_folder(places, "jose/chain.py", subject, output)
        },
        accepts: well_ended,
        spoil: spoil::envelope,
    },
    Judge {
        name: "aics-tlog on proofs (Python)",
        judges: "the case file: every envelope stands in a log that a witness cosigned",
        subject: "manifest.jws.json",
        command: |places, subject, output| {
            judge_of_folder(places, "tlog/read_proofs.py", subject, output)
        },
        accepts: well_ended,
        spoil: spoil::proof,
    },
    Judge {
        name: "aics-tlog (Python)",
        judges: "the custody log, read over HTTP: checkpoint, tiles, inclusion, consistency",
        subject: "log/checkpoint",
        command: |places, subject, output| {
            judge_of_folder(places, "tlog/read_log.py", subject, output)
        },
        accepts: well_ended,
        spoil: spoil::tile,
    },
    Judge {
        name: "aics-witness (Python)",
        judges: "the custody log: a witness follows every checkpoint that was ever shown",
        subject: "log/checkpoint",
        command: |places, subject, output| {
            let mut command = judge_of_folder(places, "tlog/witness_log.py", subject, output)?;
            command.args(output::absolute(output, ".receipt.jws.json")?);
            command.args(output::absolute(output, ".tlog-proof")?);
            Ok(command)
        },
        accepts: well_ended,
        spoil: spoil::checkpoint,
    },
    Judge {
        name: "pikepdf, PDFium and ZXing (Python)",
        judges: "the letters: claims, fonts, structure, nothing active, the data in them, and the QR code as a camera reads it",
        subject: ".pdf",
        command: |places, subject, _| {
            let mut command = python(places);
            command.arg(places.root.join("conformance/letters/read_letter.py"));
            command.arg(subject).arg(subject.with_extension("json"));
            Ok(command)
        },
        accepts: well_ended,
        spoil: spoil::claim,
    },
    Judge {
        name: "qpdf (C++)",
        judges: "the letters: every object and stream of the file",
        subject: ".pdf",
        command: |_, subject, _| {
            let mut command = Command::new("qpdf");
            command.arg("--check").arg(subject);
            Ok(command)
        },
        accepts: well_ended,
        spoil: spoil::cross_references,
    },
];

/// `SCRIPT FOLDER POLICY`: a script of ours around a library that is not, on the subject's folder.
fn judge_of_folder(
    places: &Places,
    script: &str,
    subject: &Path,
    output: &Path,
) -> Result<Command> {
    let mut command = python(places);
    command.arg(places.root.join("conformance").join(script));
    let policies = output::absolute(output, "policy.toml")?;
    let policy = policies.first().context("the demo left no policy.toml")?;
    command.arg(folder_of(subject)?).arg(policy);
    Ok(command)
}

/// `addressee.py SEALED BAG NODE...`: whoever of the nodes it is addressed to.
fn addressee(places: &Places, subject: &Path, output: &Path) -> Result<Command> {
    let bags = output::absolute(output, "bag/bagit.txt")?;
    let bag = bags.first().context("the demo left no opened bag")?;
    let mut command = python(places);
    command.env("NPM_FOLDER", module_folder(places));
    command.arg(places.root.join("conformance/age/addressee.py"));
    command.arg(subject).arg(folder_of(bag)?);
    for keys in output::absolute(output, "node.keys")? {
        command.arg(folder_of(&keys)?);
    }
    Ok(command)
}

/// A key that opens nothing of ours, made when it is first needed.
fn stranger(places: &Places) -> Result<PathBuf> {
    let key = places.conformance().join("stranger.key");
    if !key.exists() {
        process::quietly(Command::new("age-keygen").arg("-o").arg(&key))?;
    }
    Ok(key)
}

fn python(places: &Places) -> Command {
    let mut command = Command::new(python_tool(places, "python"));
    // No compiled copies of the judges in the repository's folders.
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

fn folder_of(subject: &Path) -> Result<PathBuf> {
    subject
        .parent()
        .map(Path::to_owned)
        .context("a subject lies in a folder")
}

fn well_ended(status: ExitStatus, _said: &str) -> bool {
    status.success()
}
