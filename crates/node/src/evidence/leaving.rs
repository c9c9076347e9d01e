//! Evidence that leaves the node: opened by an officer for a purpose, or exported to a court or another body.
//!
//! Each is an act. The procedure is asked first, because collecting a case file takes the other node's proofs; what it
//! refuses costs nobody anything. Then everything is collected and verified as a court would, then the event is on record,
//! and only then does the first byte leave. What is damaged is not exported. A crash after the event leaves an export on record that did not arrive, never one that is not on record.

use comity_evidence::Manifest;
use comity_store::Package;
use comity_treaty::particulars::UsePurpose;
use comity_treaty::procedure::assistance::requesting::{self, Stage};
use comity_treaty::procedure::onward::Recipient;
use comity_treaty::{Command, MatterId, Rejection, Rule};
use comity_wire::case_file::{Place, Report};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::UNREAD;
use crate::act::Given;
use crate::case_file::{Exhibit, ReadyCase, Wording, must_hold};
use crate::expected;
use crate::node::Node;
use crate::officers::{Officer, WRITERS};
use crate::papers::Taken;
use crate::plain::{all_plain, plain};
use crate::refusal::Refusal;

/// An export, as an officer asks for it.
#[derive(Debug, Clone)]
pub struct Export {
    /// The use; it must lie within the conditions.
    pub purpose: String,
    /// The court or other body it is for.
    pub recipient: String,
    /// The third State or organisation, where it leaves this State: an object with `kind` and `state` or `name`.
    pub onward: Option<Value>,
    /// With the bag opened, instead of the package as it travelled.
    pub opened: bool,
}

impl Node {
    /// Opens a package for a purpose, and gives the opened case file.
    pub async fn open_evidence(
        &self,
        officer: &Officer,
        matter: MatterId,
        (purpose, reason): (&str, String),
        say: Wording<'_>,
    ) -> Result<ReadyCase, Refusal> {
        let purpose = purpose_named(purpose)?;
        plain("reason", &reason)?;
        let command = requesting::Command::OpenEvidence { purpose, reason };
        let (state, command) = self.may_let_out(officer, matter, command).await?;
        // What is damaged is said in the report that goes with it; it hinders nobody here from looking.
        let (case, report) = self.case_to_leave(&state, matter, true).await?;
        self.let_out(officer, (matter, &state), command, (case, &report, say))
            .await
    }

    /// Verifies the case file that an export would hand over, and keeps the report. Nothing leaves.
    pub async fn verify_case(&self, officer: &Officer, matter: MatterId) -> Result<(), Refusal> {
        officer.must_hold(&WRITERS)?;
        let state = self.requesting_access(matter).await?;
        let (_, report) = self.case_to_leave(&state, matter, false).await?;
        self.keep_report(officer, matter, &report).await
    }

    /// Exports a package to a court or another body, and gives the case file.
    pub async fn export_evidence(
        &self,
        officer: &Officer,
        matter: MatterId,
        export: Export,
        say: Wording<'_>,
    ) -> Result<ReadyCase, Refusal> {
        plain("recipient", &export.recipient)?;
        if let Some(onward) = &export.onward {
            all_plain(onward).map_err(|refusal| refusal.under("onward"))?;
        }
        let command = requesting::Command::ExportEvidence {
            purpose: purpose_named(&export.purpose)?,
            recipient: export.recipient,
            onward: export.onward.map(recipient).transpose()?,
        };
        if export.opened {
            // What nobody has opened for a stated purpose is not handed on opened.
            let state = self.requesting_access(matter).await?;
            let in_use = matches!(state.stage, Stage::InUse { .. });
            in_use
                .then_some(())
                .ok_or(Rejection::by(Rule::NotAtThisStage))?;
        }
        let (state, command) = self.may_let_out(officer, matter, command).await?;
        let (case, report) = self.case_to_leave(&state, matter, export.opened).await?;
        self.keep_report(officer, matter, &report).await?;
        must_hold(&report)?;
        self.let_out(officer, (matter, &state), command, (case, &report, say))
            .await
    }

    /// The case file with its evidence, collected and verified as it lies here.
    async fn case_to_leave(
        &self,
        state: &requesting::State,
        matter: MatterId,
        opened: bool,
    ) -> Result<(ReadyCase, Report), Refusal> {
        let row = self.latest_package(matter).await?;
        let exhibit = self.exhibit(matter, &row, opened).await?;
        let matters = related(state, matter);
        let manifest = vec![(Place::Manifest.path(), row.manifest)];
        let about = self.case_documents(&matters, manifest).await?;
        let case = ReadyCase {
            documents: about.files,
            as_of: about.as_of,
            papers: self.case_papers(&matters).await?,
            exhibit,
            vouches_for_us: about.vouches_for_us,
        };
        self.verified(state.peer, case).await
    }

    /// Encloses the report, and puts on record that the case file leaves.
    async fn let_out(
        &self,
        officer: &Officer,
        (matter, state): (MatterId, &requesting::State),
        command: Command,
        (mut case, report, say): (ReadyCase, &Report, Wording<'_>),
    ) -> Result<ReadyCase, Refusal> {
        self.enclose(&mut case, report, say)?;
        self.act(matter, state.peer, command, officer.actor())
            .await?;
        Ok(case)
    }

    /// Asks the procedure, and does nothing; the answer is the matter, and the act that may follow.
    pub(super) async fn may_let_out(
        &self,
        officer: &Officer,
        matter: MatterId,
        command: requesting::Command,
    ) -> Result<(requesting::State, Command), Refusal> {
        let state = self.requesting_access(matter).await?;
        let command = Command::AssistanceRequesting(command);
        let asked = Given {
            matter,
            peer: state.peer,
            command: command.clone(),
            actor: officer.actor(),
            received: None,
            papers: Taken::default(),
        };
        self.decide(asked).await?;
        Ok((state, command))
    }

    async fn exhibit(
        &self,
        matter: MatterId,
        row: &Package,
        opened: bool,
    ) -> Result<Exhibit, Refusal> {
        let manifest: Box<Manifest> = Box::new(self.kept_manifest(&row.manifest).await?);
        let digest = manifest.ciphertext.blake3;
        let file = self.exhibits.sealed(digest);
        let file = file.map_err(Refusal::fault(UNREAD))?;
        let slices = self.exhibits.slices(digest);
        let slices = slices.map_err(Refusal::fault(UNREAD))?;
        if opened {
            let identity = self.sealing_key(matter).await?;
            return Ok(Exhibit::Opened {
                file,
                slices,
                identity,
                manifest,
            });
        }
        Ok(Exhibit::Sealed { file, slices })
    }
}

/// The access request with the preservation it cites before it.
pub(crate) fn related(state: &requesting::State, matter: MatterId) -> Vec<MatterId> {
    let cited = state.particulars.preservation;
    cited.into_iter().chain([matter]).collect()
}

pub(super) fn purpose_named(purpose: &str) -> Result<UsePurpose, Refusal> {
    read(json!(purpose)).ok_or_else(|| Refusal::field("purpose", expected::PURPOSE))
}

fn recipient(onward: Value) -> Result<Recipient, Refusal> {
    read(onward).ok_or_else(|| Refusal::field("onward", expected::ONWARD))
}

fn read<T: DeserializeOwned>(value: Value) -> Option<T> {
    serde_json::from_value(value).ok()
}
