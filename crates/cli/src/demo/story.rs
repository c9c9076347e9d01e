//! The main job, played through the JSON API by officers of both States: preservation, access,
//! authorisation, evidence, two persons, pull, opening.

mod evidence;

use anyhow::{Result, bail};
use comity_treaty::Role;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::acting::{Acted, act, reaches, request};
use super::narrate::{Account, Step};
use super::particulars::{self, ACCOUNT};
use super::scene::{Officer, Scene, Side};

/// What the court will look at.
pub struct Played {
    /// The preservation.
    pub preservation: String,
    /// The request for access.
    pub access: String,
}

/// One act of the requested State, with what is told about it.
struct Move<'a> {
    command: &'a str,
    with: Value,
    /// The stage it leads to in the other State, where that is told.
    leads_to: Option<&'a str>,
    article: &'a str,
    does: &'a str,
}

/// One performance.
pub struct Story<'a> {
    /// Who plays.
    pub scene: &'a Scene,
    /// Who tells.
    pub account: &'a mut Account,
}

impl Story<'_> {
    /// Plays it all; the opened case file goes to `court`.
    pub async fn play(mut self, evidence: &[PathBuf], court: &Path) -> Result<Played> {
        self.account.part("Preservation (Art 42)");
        let preservation = self.preserve().await?;
        self.account
            .part("Access to the preserved data (Art 44 through Art 40)");
        let access = self.ask_for_access(&preservation).await?;
        self.authorise(&access).await?;
        self.account.part("The evidence (Art 40(3)(d), 36, 44)");
        self.seal(&access, evidence).await?;
        self.release(&access).await?;
        self.pull(&access).await?;
        self.open(&access).await?;
        self.export(&access, court).await?;
        Ok(Played {
            preservation,
            access,
        })
    }

    /// The scope gate answers before anything is written: from the register's statements and both published profiles.
    async fn ask_the_law(&mut self) -> Result<()> {
        let (xaa, xbb) = (&self.scene.xaa, &self.scene.xbb);
        let duty = xaa.officer(Role::DutyOfficer)?;
        let offence = particulars::preservation()["offence"].take();
        let question =
            json!({ "measure": "preservation", "peer": xbb.country.code, "offence": offence });
        let scope = duty.client.post("/api/v1/law/explain", &question).await?;
        let steps = scope["steps"].as_array().map_or(0, Vec::len);
        if scope["allowed"] != json!(true) {
            bail!("the law does not allow what the demo asks for: {scope}");
        }
        self.tell(xaa, duty, "Art 35(1), 42(4)", &format!(
            "Asks the law first: may {} be asked, for this offence, today? Yes, in {steps} questions; both States' profiles were read.",
            xbb.country.name));
        Ok(())
    }

    async fn preserve(&mut self) -> Result<String> {
        self.ask_the_law().await?;
        let (xaa, xbb) = (&self.scene.xaa, &self.scene.xbb);
        let duty = xaa.officer(Role::DutyOfficer)?;
        let began = Instant::now();
        let acted = request(duty, "preservation", xbb, particulars::preservation()).await?;
        let there = reaches(xbb, &acted.matter, "received").await?;
        self.tell(xaa, duty, "Art 42(1)-(3)", &format!(
            "Asks {} to preserve {ACCOUNT}: subscriber, traffic and content data of October 2026.", xbb.country.name));
        self.custody(&acted, xaa, Some((xbb, there)), began);
        let matter = acted.matter;

        let duty = xbb.officer(Role::DutyOfficer)?;
        let acknowledge = Move {
            command: "acknowledge",
            with: json!({}),
            leads_to: Some("under_review"),
            article: "Art 42(4)",
            does: "Acknowledges and begins the review.",
        };
        self.answer(duty, &matter, acknowledge).await?;
        self.screen(
            duty,
            &matter,
            "Ordinary fraud; nothing points to persecution.",
        )
        .await?;
        self.order(&matter).await?;
        Ok(matter)
    }

    async fn screen(&mut self, officer: &Officer, matter: &str, note: &str) -> Result<()> {
        let screen = Move {
            command: "screen_rights",
            with: json!({ "answer": "no", "note": note }),
            leads_to: None,
            article: "Art 6(2), 40(22)",
            does: "Human-rights screen: are there grounds to fear persecution or suppression of rights? No.",
        };
        self.answer(officer, matter, screen).await
    }

    async fn order(&mut self, matter: &str) -> Result<()> {
        let xbb = &self.scene.xbb;
        let order = Move {
            command: "order",
            with: json!({ "days": 90 }),
            leads_to: Some("ordered"),
            article: "Art 25",
            does: "Orders the provider to preserve for 90 days, the most one order may last; it renews by itself while the data are needed.",
        };
        self.answer(xbb.officer(Role::ExecutingAuthority)?, matter, order)
            .await?;
        let confirm = Move {
            command: "confirm_preserved",
            with: json!({ "effective_at": particulars::now() }),
            leads_to: Some("preserved"),
            article: "Art 42(8)",
            does: "Confirms that the data are preserved: for 60 days at least, as Arvenia asked for no longer time.",
        };
        self.answer(xbb.officer(Role::EvidenceCustodian)?, matter, confirm)
            .await
    }

    async fn ask_for_access(&mut self, preservation: &str) -> Result<String> {
        let (xaa, xbb) = (&self.scene.xaa, &self.scene.xbb);
        let drafter = xaa.officer(Role::Drafter)?;
        let began = Instant::now();
        let prepared = request(
            drafter,
            "stored_data",
            xbb,
            particulars::access(preservation),
        )
        .await?;
        self.tell(xaa, drafter, "Art 40(15)", &format!(
            "Prepares a request for the preserved data, citing {preservation}. A fresh key is made for this request alone."));
        self.custody(&prepared, xaa, None, began);
        let matter = prepared.matter;

        let authority = xaa.officer(Role::Approver)?;
        let began = Instant::now();
        let acted = act(authority, &matter, "send_request", json!({})).await?;
        let there = reaches(xbb, &matter, "received").await?;
        self.tell(xaa, authority, "Art 40(12), 44(1)",
            "Sends it, as a second person. The treaty facts are checked first: in force for both, offence, language, marks.");
        self.custody(&acted, xaa, Some((xbb, there)), began);
        reaches(xbb, preservation, "held").await?;
        self.account.detail("At the other node the preserved data are now held until this request is decided (Art 42(8)).");

        let duty = xbb.officer(Role::DutyOfficer)?;
        let acknowledge = Move {
            command: "acknowledge",
            with: json!({}),
            leads_to: Some("under_review"),
            article: "Art 40(26)",
            does: "Acknowledges and begins the review.",
        };
        self.answer(duty, &matter, acknowledge).await?;
        self.screen(
            xbb.officer(Role::Approver)?,
            &matter,
            "As in the preservation; nothing has changed.",
        )
        .await?;
        Ok(matter)
    }

    async fn authorise(&mut self, matter: &str) -> Result<()> {
        let xbb = &self.scene.xbb;
        let authorise = Move {
            command: "authorise",
            with: json!({ "authorisation": particulars::authorisation() }),
            leads_to: None,
            article: "Art 24, 40(3)(d)",
            does: "Records the authorisation: authority, legal basis, scope, period, proportionality, remedy. Without it nothing is sealed or released.",
        };
        self.answer(xbb.officer(Role::ExecutingAuthority)?, matter, authorise)
            .await?;
        let decide = Move {
            command: "decide_personal_data",
            with: json!({ "decision": { "decision": "pass", "conditions": particulars::conditions() } }),
            leads_to: None,
            article: "Art 36(1)",
            does: "Personal-data gate: lawful as asked for. The evidence is bound to this case, confidential, to be destroyed after three years; onward only with consent.",
        };
        self.answer(xbb.officer(Role::Approver)?, matter, decide)
            .await
    }

    /// An act of the requested State.
    async fn answer(&mut self, officer: &Officer, matter: &str, step: Move<'_>) -> Result<()> {
        let (xaa, xbb) = (&self.scene.xaa, &self.scene.xbb);
        let began = Instant::now();
        let acted = act(officer, matter, step.command, step.with).await?;
        let there = match step.leads_to {
            Some(stage) => Some((xaa, reaches(xaa, matter, stage).await?)),
            None => None,
        };
        self.tell(xbb, officer, step.article, step.does);
        self.custody(&acted, xbb, there, began);
        Ok(())
    }

    fn tell(&mut self, side: &Side, officer: &Officer, article: &str, does: &str) {
        let who = format!("{}, {}", officer.person.name, officer.person.office);
        let place = format!("{} ({})", side.country.name, side.country.code);
        self.account.step(&Step {
            place: &place,
            who,
            article,
            does,
        });
    }

    fn custody(&self, acted: &Acted, own: &Side, other: Option<(&Side, u64)>, began: Instant) {
        let millis = began.elapsed().as_millis();
        let there = match other {
            Some((side, entry)) => {
                format!(", {entry} in {}'s, after {millis} ms", side.country.code)
            }
            None => String::new(),
        };
        let stage = acted.stage.replace('_', " ");
        self.account.detail(&format!(
            "custody entry {} in {}'s log{there}; stage: {stage}",
            acted.entry, own.country.code
        ));
    }
}

/// The export to the court of the story, in this form.
pub fn export_for_court(form: &str) -> Value {
    json!({ "purpose": "court_proceedings", "recipient": "District Court of Harbour City, 7 Js 1834/26", "form": form })
}
