//! `comity demo`: a register and two fictional States as three processes on this machine, the main
//! job between them through the same API that officers use, and a court at the end.

mod acting;
mod browser;
mod cast;
mod court;
mod narrate;
mod particulars;
mod place;
mod port;
mod processes;
mod published;
mod sample;
mod scene;
mod story;

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use comity_treaty::Role;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use crate::evidence;
use crate::serve::asked_to_stop;
use narrate::Account;
use place::Place;
use scene::{Scene, Side};
use story::{Played, Story};

/// `comity demo`
#[derive(Args)]
pub struct DemoArgs {
    /// A file or folder to be the evidence; may be repeated. Without it some is made up.
    #[arg(long, value_name = "PATH")]
    evidence: Vec<PathBuf>,
    /// End when the story is told, instead of staying up.
    #[arg(long)]
    exit: bool,
    /// Keep everything in this new folder: nodes, case files, policy.
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

/// Plays the demo. Exit code 0 only when the court accepted every check.
pub async fn run(args: DemoArgs) -> Result<ExitCode> {
    evidence::collect(&args.evidence)?;
    let account = Account::begin();
    account.line("Comity: one State asks, the other answers with sealed evidence, a court verifies it offline.");
    let place = Place::prepare(args.keep)?;
    let outcome = tokio::select! {
        told = tell(args.evidence, args.exit, &place, account) => told,
        () = asked_to_stop() => {
            eprintln!("\nStopped before the end; the nodes are ended.");
            place.clear()?;
            return Ok(ExitCode::from(130));
        }
    };
    let outcome = match outcome {
        Ok(scene) if !args.exit => stay(scene).await,
        told => told.map(drop),
    };
    outcome.map_err(|error| broken_off(&error, place.root()))?;
    place.clear().map(|()| ExitCode::SUCCESS)
}

fn broken_off(error: &anyhow::Error, root: &Path) -> anyhow::Error {
    let root = root.display();
    anyhow!(
        "{error:#}\nThe demo broke off here. Everything stays in {root}; the nodes' logs are {root}/*/serve.log"
    )
}

/// The whole story. The scene comes back, its nodes running.
async fn tell(
    evidence: Vec<PathBuf>,
    exit: bool,
    place: &Place,
    mut account: Account,
) -> Result<Scene> {
    let (scene, evidence) = prepare(place, evidence, &account).await?;
    let case = place.join("court");
    let story = Story {
        scene: &scene,
        account: &mut account,
    };
    let played = story.play(&evidence, &case).await?;
    judge(place, &scene, &case, &account)?;
    if place.kept() {
        keep_more(place, &scene, &played).await?;
    }
    account.line(&format!(
        "\nTold in {:.1} s.",
        account.elapsed().as_secs_f64()
    ));
    if !exit {
        account.line(&where_to_look(place, &scene, &played)?);
        let duty = scene.xbb.officer(Role::DutyOfficer)?;
        if browser::opened(&duty.link) {
            let name = &duty.person.name;
            account.line(&format!("The desk of {name} opens in your browser."));
        }
    }
    Ok(scene)
}

/// The nodes and the evidence, made side by side.
async fn prepare(
    place: &Place,
    evidence: Vec<PathBuf>,
    account: &Account,
) -> Result<(Scene, Vec<PathBuf>)> {
    let folder = place.join("evidence");
    let given = !evidence.is_empty();
    let sample = tokio::task::spawn_blocking(move || {
        if given {
            Ok(evidence)
        } else {
            sample::generate(&folder)
        }
    });
    let scene = Scene::build(place).await?;
    let evidence = sample
        .await
        .context("making the sample evidence broke off")??;
    account.line(&format!("In {}", place.root().display()));
    account.line(&format!("  register        {}", scene.register_url));
    for side in [&scene.xaa, &scene.xbb] {
        account.line(&format!(
            "  {} ({})   {}",
            side.country.name, side.country.code, side.url
        ));
    }
    let files = evidence::collect(&evidence)?;
    let what = if given {
        "as given"
    } else {
        "made up: a mailbox, a server log, a chat export, a picture"
    };
    account.line(&format!(
        "  evidence        {}, {} ({what})",
        narrate::counted(files.len()),
        narrate::size(evidence::total(&files))
    ));
    account.line(&format!(
        "Three processes run and know each other after {:.1} s. All times are UTC.",
        account.elapsed().as_secs_f64()
    ));
    Ok((scene, evidence))
}

/// The court verifies what it was given.
fn judge(place: &Place, scene: &Scene, case: &Path, account: &Account) -> Result<()> {
    account
        .part("The court: another process, offline, with the case file and its own policy alone");
    let policy = place.join("policy.toml");
    court::write_policy(place, [&scene.xaa, &scene.xbb], &policy)?;
    account.line(court::verify(case, &policy)?.trim_end());
    Ok(())
}

/// For whoever looks at the folder afterwards: the sealed form and both logs as published.
async fn keep_more(place: &Place, scene: &Scene, played: &Played) -> Result<()> {
    let sealed = place.join("sealed");
    let custodian = scene.xaa.officer(Role::EvidenceCustodian)?;
    let path = format!("/api/v1/matters/{}/export", played.access);
    let export = custodian
        .client
        .post_for_stream(&path, &story::export_for_court("sealed"))
        .await;
    evidence::keep(
        export.context("the sealed case file was not exported")?,
        &sealed,
    )
    .await?;
    court::verify(&sealed, &place.join("policy.toml"))?;
    for side in [&scene.xaa, &scene.xbb] {
        let folder = place
            .join("published")
            .join(side.country.folder)
            .join("log");
        published::keep_log(side, &folder)
            .await
            .with_context(|| format!("the log of {} was not kept", side.country.code))?;
    }
    Ok(())
}

/// What to try while the nodes are up.
fn where_to_look(place: &Place, scene: &Scene, played: &Played) -> Result<String> {
    let program = std::env::current_exe().context("the program's own path is unknown")?;
    let (program, root) = (program.display(), place.root().display());
    let profile = |side: &Side, role| {
        side.officer(role)
            .map(|officer| officer.profile.display().to_string())
    };
    let duty = profile(&scene.xbb, Role::DutyOfficer)?;
    let custodian = profile(&scene.xaa, Role::EvidenceCustodian)?;
    let mut desks = String::new();
    for side in [&scene.xaa, &scene.xbb] {
        for officer in side.officers() {
            let who = format!("{} ({})", officer.person.name, officer.person.office);
            let line = format!("  {}  {who:<36} {}\n", side.country.code, officer.link);
            desks.push_str(&line);
        }
    }
    Ok(format!(
        "\nThe nodes stay up. The desks, signed in with one press:\n{desks}\
         Where else to look:\n\
         \x20 officers' profiles   {root}/officers/\n\
         \x20 case file, policy    {root}/court  {root}/policy.toml\n\
         \x20 API of a node        {xbb}/openapi.json\n\
         Try, in another terminal:\n\
         \x20 {program} inbox --as {duty}\n\
         \x20 {program} show {access} --as {duty}\n\
         \x20 {program} show {preservation} --as {duty}\n\
         \x20 {program} evidence export {access} --purpose court_proceedings --recipient 'District Court' --to sealed-case --as {custodian}\n\
         \x20 {program} verify {root}/court --policy {root}/policy.toml\n\
         \x20 {program} doctor --data {root}/xaa\n\
         \x20 {program} fsck --data {root}/xbb\n\
         \x20 curl --cacert {root}/xbb/tls.crt {xbb}/log/checkpoint\n\
         Change one byte in {root}/court and verify again: the failed line names it.\n\
         Ctrl-C ends everything{removed}.",
        xbb = scene.xbb.url,
        access = played.access,
        preservation = played.preservation,
        removed = if place.kept() {
            "; the folder stays"
        } else {
            " and removes the folder"
        },
    ))
}

/// Until the user ends it; a node that ends by itself is a fault.
async fn stay(mut scene: Scene) -> Result<()> {
    let watch = async {
        loop {
            tokio::time::sleep(Duration::from_secs(1)).await;
            if let Some(name) = scene.ended() {
                return name;
            }
        }
    };
    tokio::select! {
        name = watch => bail!("the node of {name} has ended by itself; its serve.log says why"),
        () = asked_to_stop() => Ok(()),
    }
}
