//! Evidence as officers handle it: sealed in one pass, released by two persons, pulled, opened for
//! a purpose, exported for the court, destroyed by an officer.

use comity_custody::Digest;
use comity_evidence::{
    Blake3, Conditions, Confidentiality, Manifest, OnwardTransfer, PartyCode, Recipient,
    ReferenceRecord, SealParameters, Sealed, SealingAct,
};
use comity_store::{Package, Record};
use comity_treaty::law::ConventionOffence;
use comity_treaty::particulars::{self, DataClass};
use comity_treaty::procedure::assistance::requested::{self, DataGate};
use comity_treaty::procedure::assistance::requesting;
use comity_treaty::procedure::assistance::{LeftOut, SealedPackage};
use comity_treaty::{Command, Matter, MatterId, Rejection, Role, Rule, Sentence, StateCode};
use comity_wire::manifest::MAX_MANIFEST_BYTES;
use comity_wire::problem::ProblemType;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::sync::Arc;
use uuid::Uuid;

mod announced;
mod declared;
mod direct;
mod handout;
mod keys;
mod leaving;
mod pictures;
mod pulls;
mod replaced;
mod sealing;
mod uploads;
mod viewing;

pub use leaving::Export;
pub(crate) use leaving::related;
pub(crate) use pulls::{Progress, Pulls};
pub use pulls::{PullStands, PullState};
pub(crate) use replaced::{REPLACED, Sealing};
pub use uploads::{Checksum, NewUpload, Unpatched, Upload};
pub(crate) use uploads::{FOLDER as UPLOADS, UPLOAD, Uploads};
pub(crate) use viewing::OPENING;
pub use viewing::{Looked, Shelf, ShelfItem};

use crate::act::{Given, READ};
use crate::expected;
use crate::node::Node;
use crate::officers::Officer;
use crate::papers::Taken;
use crate::refusal::Refusal;
use crate::refused;

const UNWRITTEN: &str =
    "the sealed package cannot be written; check the space on the disk, then seal again";
/// A package whose manifest is here and believed, and whose bytes are still to come.
pub(crate) const ANNOUNCED: &str = "announced";
const UNREAD: &str = "the sealed package cannot be read; run `comity fsck`";

/// What a second person saw before releasing evidence.
#[derive(Debug, Clone)]
pub struct SeenRelease {
    /// The digest of the package and of what is left out, as the page of the matter gives it.
    pub release: String,
    /// The digests of the papers that wait.
    pub papers: Vec<String>,
}

impl SeenRelease {
    /// Another package, or another list of what is left out, has another digest.
    pub(crate) fn digest(package: &SealedPackage, left_out: &[LeftOut]) -> String {
        let shown = json!({ "package": package, "left_out": left_out });
        Digest::of(shown.to_string().as_bytes()).to_string()
    }
}

impl Node {
    /// Seals the files of a tar stream to the requesting State and records it.
    pub async fn seal_evidence(
        self: &Arc<Self>,
        officer: &Officer,
        matter: MatterId,
        input: impl Read + Send + 'static,
    ) -> Result<Value, Refusal> {
        let seal = |parameters, article_14, file: &File| {
            sealing::seal_tar(input, parameters, article_14, file)
        };
        self.seal_with(officer, matter, seal).await
    }

    /// Seals to the requesting State what the closure lays into the file, and records it.
    async fn seal_with(
        self: &Arc<Self>,
        officer: &Officer,
        matter: MatterId,
        seal: impl FnOnce(SealParameters, bool, &File) -> Result<Sealed, Refusal> + Send + 'static,
    ) -> Result<Value, Refusal> {
        let (state, provisional) = self.ready_to_seal(officer, matter).await?;
        let parameters = self.parameters(matter, &state, &provisional)?;
        let article_14 = of_article_14(&state.particulars);
        let _alone = self.sealing.begin(matter)?;
        let seal = move |file: &File| seal(parameters, article_14, file);
        let sealed = self.seal_into(provisional.package, seal).await?;
        let manifest = &sealed.manifest;
        self.keep_manifest(manifest).await?;
        let sealed_package = SealedPackage {
            digest: digest_text(manifest.ciphertext.blake3)?,
            bytes: manifest.ciphertext.length,
            items: manifest.items.len() as u64,
            references: references_of(manifest)?,
            ..provisional
        };
        let package = sealed_package.package;
        let command = requested::Command::RecordSealed {
            package: sealed_package,
        };
        let acted = self
            .act(
                matter,
                state.peer,
                Command::AssistanceRequested(command),
                officer.actor(),
            )
            .await?;
        // A crash here leaves the package before this one; the next start removes it.
        self.remove_replaced(matter).await?;
        Ok(json!({
            "matter": matter, "stage": acted.stage, "entry": acted.entry, "package": package,
            "length": manifest.ciphertext.length, "blake3": manifest.ciphertext.blake3.to_string(),
            "items": manifest.items, "references": manifest.references,
        }))
    }

    /// The matter, where this officer may seal evidence for it now, and what is known of the package before it is sealed.
    async fn ready_to_seal(
        &self,
        officer: &Officer,
        matter: MatterId,
    ) -> Result<(requested::State, SealedPackage), Refusal> {
        officer.must_hold(&[Role::EvidenceCustodian])?;
        let state = self.requested_access(matter).await?;
        let seal_to = state.particulars.seal_to.clone();
        let seal_to = seal_to.ok_or(Rejection::by(Rule::NotInWriting))?;
        let provisional = SealedPackage {
            package: self.world.new_id(),
            digest: digest_text(Blake3::from_bytes([0; 32]))?,
            bytes: 0,
            items: 0,
            data_classes: asked_and_authorised(&state),
            references: Vec::new(),
            copies_of_abuse_material: 0,
            sealed_to: seal_to,
        };
        self.may_seal(officer, matter, &state, provisional.clone())
            .await?;
        Ok((state, provisional))
    }

    /// Signs the manifest of a package that is on the disk, and puts it on record.
    async fn keep_manifest(&self, manifest: &Manifest) -> Result<(), Refusal> {
        let signed = comity_wire::manifest::seal(manifest, &self.keys.signing);
        if signed.len() > MAX_MANIFEST_BYTES {
            self.exhibits
                .forget(manifest.ciphertext.blake3)
                .map_err(Refusal::fault(UNWRITTEN))?;
            return Err(Refusal::field("evidence", expected::FEWER));
        }
        let row = self.package_row(manifest, signed, "sealed");
        self.write_records(vec![Record::Package(row)]).await
    }

    /// To whom, under which conditions and by what authorisation is sealed.
    fn parameters(
        &self,
        matter: MatterId,
        state: &requested::State,
        provisional: &SealedPackage,
    ) -> Result<SealParameters, Refusal> {
        let authorisation = state.authorised_now(self.world.now())?;
        let conditions = decided(&state.gate)?;
        let recipient = provisional.sealed_to.as_str().parse();
        let recipient: Recipient = recipient.map_err(Refusal::fault(
            "the request's sealing key does not read; ask the other State to amend it",
        ))?;
        Ok(SealParameters {
            package: provisional.package,
            matter: matter.0,
            from: party(self.state()?),
            to: party(state.peer),
            sealed_at: self.world.now(),
            recipient,
            conditions: conditions_of(conditions),
            act: SealingAct {
                authority: authorisation.authority.clone(),
                basis: authorisation.legal_basis.clone(),
                started: self.world.now(),
                ended: self.world.now(),
                program: concat!("comity ", env!("CARGO_PKG_VERSION")).to_owned(),
            },
            references: Vec::new(),
            entropy: self.seal_entropy(),
        })
    }

    /// Asks the procedure before any byte is sealed: what is not known yet of the package decides nothing.
    async fn may_seal(
        &self,
        officer: &Officer,
        matter: MatterId,
        state: &requested::State,
        package: SealedPackage,
    ) -> Result<(), Refusal> {
        let command = requested::Command::RecordSealed { package };
        let asked = Given {
            matter,
            peer: state.peer,
            command: Command::AssistanceRequested(command),
            actor: officer.actor(),
            received: None,
            papers: Taken::default(),
        };
        self.decide(asked).await.map(|_| ())
    }

    /// Proposes the transfer of all that was asked for, or, by a second officer, confirms it. Where a second person says what
    /// they saw, nothing else is released and nothing is proposed in its place, whatever a colleague did meanwhile.
    pub async fn send_evidence(
        &self,
        officer: &Officer,
        matter: MatterId,
        seen: Option<SeenRelease>,
    ) -> Result<Value, Refusal> {
        let state = self.requested_access(matter).await?;
        let command = match &state.stage {
            requested::Stage::TransferProposed {
                package, left_out, ..
            } => {
                let shown = SeenRelease::digest(package, left_out);
                if seen.as_ref().is_some_and(|seen| seen.release != shown) {
                    return Err(Refusal::field("left_out", expected::RELEASE_SAME));
                }
                let row = self.package_of(package.package).await?;
                // What is announced from now on must be believed by the other State's directory too.
                let manifest = self.believed_manifest(&row.manifest)?;
                if manifest.conditions != conditions_of(decided(&state.gate)?) {
                    return Err(not_now(refused::CONDITIONS_CHANGED));
                }
                let manifest = sha256_text(&row.manifest)?;
                requested::Command::ConfirmTransfer { manifest }
            }
            _ if seen.is_some() => return Err(Rejection::by(Rule::NotAtThisStage).into()),
            _ => requested::Command::ProposeTransfer {
                left_out: Vec::new(),
            },
        };
        let acted = self
            .act_with(
                matter,
                state.peer,
                Command::AssistanceRequested(command),
                officer.actor(),
                Taken {
                    seen: seen.map(|seen| seen.papers),
                    ..Taken::default()
                },
            )
            .await?;
        Ok(json!({ "matter": matter, "stage": acted.stage, "entry": acted.entry }))
    }

    fn package_row(&self, manifest: &Manifest, signed: Vec<u8>, status: &str) -> Package {
        Package {
            id: manifest.package,
            matter: manifest.matter,
            blake3: manifest.ciphertext.blake3.to_string(),
            length: manifest.ciphertext.length,
            manifest: signed,
            status: status.to_owned(),
            updated_at: self.world.now(),
        }
    }

    async fn package_of(&self, id: Uuid) -> Result<Package, Refusal> {
        let row = self.store.package(id).await.map_err(Refusal::fault(READ))?;
        row.ok_or_else(|| Refusal::not_there(refused::THE_PACKAGE))
    }

    async fn latest_package(&self, matter: MatterId) -> Result<Package, Refusal> {
        let rows = self
            .store
            .packages_of(matter.0)
            .await
            .map_err(Refusal::fault(READ))?;
        // A manifest is here before its package is; until that has come whole there is nothing to open.
        let row = rows
            .into_iter()
            .next_back()
            .filter(|row| row.status != ANNOUNCED)
            .ok_or_else(|| not_now(refused::NOT_PULLED))?;
        if row.status == "destroyed" {
            return Err(Refusal::named(ProblemType::Destroyed, refused::DESTROYED));
        }
        Ok(row)
    }

    /// A manifest that this node keeps. Who signed it may have other keys now, or have left.
    async fn kept_manifest(&self, signed: &[u8]) -> Result<Manifest, Refusal> {
        let opened = self.signers().await?.manifest(signed);
        let opened = opened
            .map_err(|refusal| Refusal::to_machines(refusal.problem_type(), refusal.to_string()));
        Ok(opened?.manifest)
    }

    /// A manifest that has just come or is about to go, its signatures checked against the directory.
    fn believed_manifest(&self, signed: &[u8]) -> Result<Manifest, Refusal> {
        let directory = self.directory();
        let now = self.world.now();
        let holder = |kid: &_| {
            directory
                .key(kid, now)
                .map(|known| (known.holder, known.key))
        };
        let opened = comity_wire::manifest::open(signed, now, holder)
            .map_err(|refusal| Refusal::to_machines(refusal.problem_type(), refusal.to_string()))?;
        Ok(opened.manifest)
    }

    async fn requested_access(&self, matter: MatterId) -> Result<requested::State, Refusal> {
        match self.thread(matter).await?.matter.map(Matter::into_course) {
            Some(Matter::AssistanceRequested(state)) => Ok(state),
            _ => Err(not_now(refused::NOT_ASKED_OF_US)),
        }
    }

    async fn requesting_access(&self, matter: MatterId) -> Result<requesting::State, Refusal> {
        match self.thread(matter).await?.matter.map(Matter::into_course) {
            Some(Matter::AssistanceRequesting(state)) => Ok(state),
            _ => Err(not_now(refused::NOT_ASKED_BY_US)),
        }
    }
}

/// Whether a case is of material that is never copied and never shown.
fn of_article_14(particulars: &particulars::AssistanceParticulars) -> bool {
    particulars.offence.convention == Some(ConventionOffence::ChildSexualAbuseMaterial)
}

pub(crate) fn not_now(detail: impl Into<Sentence>) -> Refusal {
    Refusal::named(ProblemType::Rejected, detail)
}

fn party(state: StateCode) -> PartyCode {
    // INVARIANT (code): both types hold three capital letters.
    state.as_str().parse().expect("a State code")
}

fn sha256_text(bytes: &[u8]) -> Result<particulars::DigestText, Refusal> {
    let digest = Digest::of(bytes).to_string();
    digest.parse().map_err(|_| {
        Refusal::to_machines(ProblemType::Rejected, "the manifest's digest has no text")
    })
}

fn digest_text(digest: Blake3) -> Result<particulars::DigestText, Refusal> {
    serde_json::from_value(json!(digest.to_string()))
        .map_err(Refusal::fault("the package's digest has no text"))
}

/// What stays where it is, as the message of the release names it.
fn references_of(manifest: &Manifest) -> Result<Vec<particulars::ItemReference>, Refusal> {
    let reference = |record: &ReferenceRecord| {
        let digest = record.sha256.to_string().parse();
        Ok(particulars::ItemReference {
            digest: digest.map_err(|_| {
                Refusal::to_machines(ProblemType::Rejected, "a reference's digest has no text")
            })?,
            custodian: record.custodian.clone(),
            description: record.description.clone(),
        })
    };
    manifest.references.iter().map(reference).collect()
}

/// The conditions of a gate that lets evidence through.
fn decided(gate: &DataGate) -> Result<&particulars::Conditions, Refusal> {
    match gate {
        DataGate::Passed { conditions, .. } | DataGate::Accepted { conditions } => Ok(conditions),
        DataGate::Offered { .. } => Err(not_now(refused::CONDITIONS_OPEN)),
        DataGate::Undecided => Err(not_now(refused::GATE_UNDECIDED)),
        DataGate::Declined | DataGate::Barred { .. } => Err(not_now(refused::GATE_CLOSED)),
    }
}

/// The conditions of use, as the package carries them.
fn conditions_of(conditions: &particulars::Conditions) -> Conditions {
    let further = conditions.further.join("; ");
    Conditions {
        purpose: conditions.purpose.clone(),
        onward_transfer: match conditions.onward_transfer {
            particulars::OnwardTransfer::Forbidden => OnwardTransfer::Forbidden,
            particulars::OnwardTransfer::WithConsent => OnwardTransfer::PriorAuthorisation,
        },
        confidentiality: if conditions.confidential {
            Confidentiality::Confidential
        } else {
            Confidentiality::DomesticLaw
        },
        retention_until: Some(conditions.retention_until),
        remarks: (!further.is_empty()).then_some(further),
    }
}

/// The classes of data a package may hold: those that were asked for and authorised. Where there is no authorisation nothing
/// is sealed, which the procedure says next.
fn asked_and_authorised(state: &requested::State) -> BTreeSet<DataClass> {
    let asked = &state.particulars.data_classes;
    match state.authorisation() {
        Ok(authorisation) => asked & &authorisation.data_classes,
        Err(_) => asked.clone(),
    }
}
