//! The case file: what a court gets, and what a sealed package looks like on a disk.
//!
//! A case file holds the whole exchange: the messages with their receipts, the proofs that they stand in the custody
//! logs, the statements about who signed, the signed manifest, and the evidence, sealed or opened. [`verify`] asks
//! everything that can be asked about it without a network and without either State. The format is
//! `docs/formats/case-file.md`; a folder, an archive or memory gives the bytes through a [`CaseSource`].

mod account;
mod agreed;
mod bag;
mod check;
mod conditions;
mod course;
mod exporter;
mod history;
mod identities;
mod inventory;
mod layout;
mod links;
mod locate;
mod logs;
mod manifest;
mod papers;
mod policy;
mod receipts;
mod report;
mod say;
mod sealed;
mod silence;
mod source;
mod summary;
mod thread;
mod warning;

use comity_evidence::Manifest;
use comity_treaty::{MatterId, Phrase};
use jiff::Timestamp;

pub use account::{Account, By, Finding, Line, Mark, Part, Said};
pub use check::{CheckId, Section};
pub use exporter::{EXPORTER_VERSION, Exporter, enclosed};
pub use history::{Extension, Head};
pub use layout::{Place, README, ThreadName};
pub use links::kind;
pub use policy::{POLICY_VERSION, Policy, PolicyFile, PolicyFileInvalid, RegisterPin, Witnessing};
pub use report::{Check, REPORT_VERSION, Report, Verdict, Where};
pub use silence::Silence;
pub use source::{CaseSource, Listed, ListedKind, Oddity, SourceFault};
pub use summary::{AsOf, Form, Summary};
pub use warning::Warning;

use inventory::Inventory;
use report::{Findings, OF_THE_BAG};

/// Every sentence of a report.
pub fn phrases() -> impl Iterator<Item = Phrase> {
    let statements = CheckId::ALL.iter().map(|id| id.statement());
    statements.chain(say::SAID.iter().copied())
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The place holds nothing of a case file.
    #[error(
        "this is no case file: it holds neither a manifest, nor statements, nor messages; name the folder that holds statements/ and thread/"
    )]
    NotACaseFile,
    /// The case file could not be read.
    #[error("the case file could not be read")]
    Unreadable(#[from] SourceFault),
}

/// Asks everything that can be asked about a case file, of a court that relies on `policy` alone. `now` is the time
/// at which retention is judged; nothing may be dated later.
pub fn verify(
    source: &impl CaseSource,
    policy: &Policy,
    now: Timestamp,
) -> Result<Report, VerifyError> {
    let mut findings = Findings::default();
    let inventory = Inventory::take(source, &mut findings)?;
    if !inventory.is_case_file() {
        return Err(VerifyError::NotACaseFile);
    }
    inventory::readme(source, &inventory, &mut findings)?;
    let identities = identities::verify(source, &inventory, &policy.register, now, &mut findings)?;
    let thread = thread::verify(source, &inventory, &identities, &mut findings)?;
    course::verify(&inventory, &thread, &mut findings);
    papers::verify(source, &inventory, &thread, &mut findings)?;
    let received = receipts::verify(
        source,
        &inventory,
        &identities,
        &thread.messages,
        &mut findings,
    )?;
    let policy = &policy.witnessing;
    let context = logs::Context {
        source,
        inventory: &inventory,
        identities: &identities,
        policy,
        now,
    };
    let logs = logs::verify(&context, &thread, &received, &mut findings)?;
    let as_of = identities.as_of(&logs);
    let case = match inventory.form() {
        Form::Silence => {
            let shown = silence::verify(source, &inventory, &thread, &received, &mut findings)?;
            let about = shown.as_ref().map(|(matter, _)| *matter);
            course::matters(&thread, about, &mut findings);
            Summary::of_silence(&thread.messages, shown)
        }
        form => {
            let manifest =
                manifest::verify(source, &inventory, &identities, &thread, &mut findings)?;
            let (manifest, signed) = manifest.unzip();
            let about = manifest.as_ref().map(|manifest| MatterId(manifest.matter));
            course::matters(&thread, about, &mut findings);
            evidence(source, &inventory, manifest.as_ref(), &mut findings)?;
            let agreed = manifest
                .as_ref()
                .zip(signed)
                .map(|(manifest, signed)| agreed::agreed(manifest, signed, &thread, &received));
            let agreed = agreed.unwrap_or_default();
            let until = agreed.until;
            let conditions = conditions::verify(manifest.as_ref(), until, now, &mut findings);
            Summary {
                left_out: agreed.left_out,
                conditions,
                agreed: agreed.lines,
                ..Summary::new(form, &thread.messages, manifest.as_ref())
            }
        }
    };
    exporter::verify(source, &inventory, &identities, now, &mut findings)?;
    let Findings {
        mut checks,
        warnings,
    } = findings;
    checks.sort_by_key(|check| check.id);
    Ok(Report {
        version: REPORT_VERSION,
        verified_at: now,
        case: Summary { as_of, ..case },
        checks,
        warnings,
    })
}

/// The evidence against the signed manifest. Without one there is nothing to compare with.
fn evidence(
    source: &impl CaseSource,
    inventory: &Inventory,
    manifest: Option<&Manifest>,
    findings: &mut Findings,
) -> Result<(), SourceFault> {
    let checks: &[CheckId] = match inventory.form() {
        Form::Sealed => &[
            CheckId::SealedLength,
            CheckId::SealedRoot,
            CheckId::SealedSlices,
        ],
        Form::Exported => &OF_THE_BAG,
        Form::Silence | Form::Unclear => &[],
    };
    let Some(manifest) = manifest else {
        for check in checks {
            findings.not_reached(*check, "", say::NO_LIST);
        }
        return Ok(());
    };
    bag::description(inventory, manifest, findings);
    match inventory.form() {
        Form::Sealed => sealed::verify(source, inventory, &manifest.ciphertext, findings),
        Form::Exported => bag::verify(source, inventory, manifest, findings),
        Form::Silence | Form::Unclear => {
            let at = Where::file(Place::Sealed.path());
            let expected = "the sealed evidence, or the opened bag, and not both";
            findings.fail(CheckId::SealedLength, "", at, "neither, or both", expected);
            Ok(())
        }
    }
}
