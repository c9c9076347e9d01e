//! The second half of the main job: the evidence, from the requested State's disk to the court's.

use anyhow::{Context, Result, bail};
use comity_treaty::Role;
use indicatif::ProgressBar;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::super::acting::{acted, one_line, reaches};
use super::super::narrate::{counted, speed};
use super::{Story, export_for_court};
use crate::acts::text;
use crate::evidence;

impl Story<'_> {
    pub(super) async fn seal(&mut self, matter: &str, paths: &[PathBuf]) -> Result<()> {
        let xbb = &self.scene.xbb;
        let custodian = xbb.officer(Role::EvidenceCustodian)?;
        let files = evidence::collect(paths)?;
        let (count, bytes) = (files.len(), evidence::total(&files));
        let body =
            reqwest::Body::wrap_stream(evidence::tar_stream(files, None, ProgressBar::hidden()));
        let began = Instant::now();
        let answer = custodian
            .client
            .put_stream(&format!("/api/v1/matters/{matter}/evidence"), body)
            .await;
        let answer = answer.context("the evidence was not sealed")?;
        let took = began.elapsed();
        self.tell(xbb, custodian, "Art 40(3)(d)", &format!(
            "Seals {} in one pass to the key of this request: a bag with a SHA-256 for each, in age with X25519 and ML-KEM-768.",
            counted(count)));
        self.account.detail(&format!(
            "{}; package {}, BLAKE3 {}",
            speed(bytes, took),
            text(&answer, "package"),
            text(&answer, "blake3")
        ));
        self.custody(&acted(&answer)?, xbb, None, began);
        Ok(())
    }

    pub(super) async fn release(&mut self, matter: &str) -> Result<()> {
        let (xaa, xbb) = (&self.scene.xaa, &self.scene.xbb);
        let path = format!("/api/v1/matters/{matter}/evidence/send");
        let custodian = xbb.officer(Role::EvidenceCustodian)?;
        let began = Instant::now();
        let proposed = acted(&custodian.client.post(&path, &json!({})).await?)?;
        self.tell(
            xbb,
            custodian,
            "Art 24(4)",
            "Proposes to release the package.",
        );
        self.custody(&proposed, xbb, None, began);
        let Err(refused) = custodian.client.post(&path, &json!({})).await else {
            bail!("one person alone released evidence; this must never happen");
        };
        self.account.detail(&format!(
            "Tries to confirm it as well, and is refused: {}",
            one_line(&refused)
        ));

        let authority = xbb.officer(Role::Approver)?;
        let began = Instant::now();
        let released = acted(&authority.client.post(&path, &json!({})).await?)?;
        let there = reaches(xaa, matter, "transferred").await?;
        self.tell(xbb, authority, "Art 24(4), 36, 40(14)",
            "Confirms, as a second person. The conditions of use and the digest of the signed list of evidence go out; list and package wait to be fetched.");
        self.custody(&released, xbb, Some((xaa, there)), began);
        Ok(())
    }

    pub(super) async fn pull(&mut self, matter: &str) -> Result<()> {
        let (xaa, xbb) = (&self.scene.xaa, &self.scene.xbb);
        let custodian = xaa.officer(Role::EvidenceCustodian)?;
        let began = Instant::now();
        let path = format!("/api/v1/matters/{matter}/evidence/pull");
        let answer = custodian
            .client
            .post(&path, &json!({}))
            .await
            .context("the package was not pulled")?;
        let took = began.elapsed();
        let there = reaches(xbb, matter, "delivered").await?;
        self.tell(xaa, custodian, "Art 40(14)",
            "Fetches the signed list and believes it, then pulls the package in parallel ranges; every slice is verified as it comes. Nobody but Arvenia can open it. Sends the receipt.");
        self.account
            .detail(&speed(answer["length"].as_u64().unwrap_or_default(), took));
        self.custody(&acted(&answer)?, xaa, Some((xbb, there)), began);
        Ok(())
    }

    pub(super) async fn open(&mut self, matter: &str) -> Result<()> {
        let xaa = &self.scene.xaa;
        let custodian = xaa.officer(Role::EvidenceCustodian)?;
        let purpose = json!({ "purpose": "court_proceedings", "reason": "Exhibit for the main hearing, case 7 Js 1834/26" });
        let began = Instant::now();
        let opened = custodian
            .client
            .post_for_stream(&format!("/api/v1/matters/{matter}/open"), &purpose)
            .await;
        let bytes = looked_through(opened.context("the package was not opened")?).await?;
        let took = began.elapsed();
        let entry = reaches(xaa, matter, "in_use").await?;
        self.tell(xaa, custodian, "Art 36(1)(b), 40(19)",
            "Opens the package for the court proceedings, an act with a purpose, and looks through it. Nothing of it is kept.");
        self.account.detail(&format!(
            "{}; custody entry {entry} in XAA's log",
            speed(bytes, took)
        ));
        Ok(())
    }

    pub(super) async fn export(&mut self, matter: &str, court: &Path) -> Result<()> {
        let xaa = &self.scene.xaa;
        let custodian = xaa.officer(Role::EvidenceCustodian)?;
        let path = format!("/api/v1/matters/{matter}/export");
        let mut abroad = export_for_court("sealed");
        abroad["onward"] = json!({ "kind": "state", "state": "XCC" });
        let Err(refused) = custodian.client.post_for_stream(&path, &abroad).await else {
            bail!("evidence went to a third State without consent; this must never happen");
        };
        let began = Instant::now();
        let opened = export_for_court("opened");
        let exported = custodian.client.post_for_stream(&path, &opened).await;
        evidence::keep(exported.context("the case file was not exported")?, court).await?;
        let took = began.elapsed();
        let entry = reaches(xaa, matter, "in_use").await?;
        self.tell(xaa, custodian, "Art 36, 40(19)",
            "Exports the case file for the District Court: an act with a purpose and a recipient, on record before a byte leaves.");
        self.account.detail(&format!(
            "{}; custody entry {entry} in XAA's log; case file: {}",
            speed(folder_bytes(court)?, took),
            court.display()
        ));
        self.account.detail(&format!(
            "Before that, an export to a third State was refused: {}",
            one_line(&refused)
        ));
        Ok(())
    }
}

/// The length of a stream, of which nothing is kept.
async fn looked_through(mut response: reqwest::Response) -> Result<u64> {
    let mut bytes = 0;
    while let Some(piece) = response.chunk().await.context("the opening broke off")? {
        bytes += piece.len() as u64;
    }
    Ok(bytes)
}

fn folder_bytes(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in std::fs::read_dir(folder)
        .with_context(|| format!("{}: cannot be read", folder.display()))?
    {
        let entry = entry?;
        let about = entry.metadata()?;
        bytes += if about.is_dir() {
            folder_bytes(&entry.path())?
        } else {
            about.len()
        };
    }
    Ok(bytes)
}
