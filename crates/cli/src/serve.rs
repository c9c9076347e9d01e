//! `comity serve`, and the two commands that look a node over: `doctor` and `fsck`.

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use comity_node::{Finding, FsckReport, Node, Serving, Severity};
use comity_treaty::Sentence;
use serde_json::json;
use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

use crate::acts::print_json;
use crate::administration::{DataFolder, explained, open};

/// How long the loops may take to end once they were asked to. What they had not finished is in the
/// store, and goes on at the next start.
const LOOPS_END_SECONDS_MAX: u64 = 10;
/// How long `comity doctor` waits for a node to open: a locked SQLite database lets one wait 10 s at each step.
const OPEN_MAX: Duration = Duration::from_secs(40);
/// Set, the node stops when its standard input closes: whoever started it is gone.
const EXIT_WITH_STDIN: &str = "COMITY_EXIT_WITH_STDIN";
const LOG_FILTER: &str = "COMITY_LOG";

/// `comity serve`
#[derive(Args)]
pub struct ServeArgs {
    #[command(flatten)]
    folder: DataFolder,
    /// How log lines are written, to standard error. COMITY_LOG chooses which, such as `debug` or
    /// `comity_node=debug,security=warn`.
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    log_format: LogFormat,
}

/// The form of log lines.
#[derive(Clone, Copy, ValueEnum)]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// Text for people.
    Text,
}

/// Serves the node until asked to stop.
pub async fn serve(args: ServeArgs) -> Result<ExitCode> {
    begin_log(args.log_format)?;
    // First the folder, then the address: whoever has both serves, and nothing has been begun where one is taken.
    let _serving = Serving::begin(&args.folder.data)?;
    let node = open(&args.folder.data).await?;
    let bound = bind(&node).await;
    let (listener, desk) = match bound {
        Ok(bound) => bound,
        Err(error) => {
            node.close().await;
            return Err(error);
        }
    };
    let stop = CancellationToken::new();
    tokio::spawn(stop_when_asked(stop.clone()));
    let mut loops = node.start(&stop);
    loops.push(node.start_alarm(comity_web::told, &stop));
    let config = node.config();
    tracing::info!(
        name = config.name,
        url = config.url,
        listen = config.listen,
        "serving"
    );
    let ends = || stop.clone().cancelled_owned();
    let (served, shown) = tokio::join!(
        comity_web::serve(Arc::clone(&node), listener, ends()),
        comity_web::serve_desk(Arc::clone(&node), desk, ends()),
    );
    // Also where serving failed: the loops must end before the store is closed.
    stop.cancel();
    wait_for(loops).await;
    node.close().await;
    served.context("the node could not be served")?;
    shown.context("the officers' pages broke off")?;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// Both addresses, or neither: the peers' and the officers'.
async fn bind(node: &Node) -> Result<(std::net::TcpListener, Option<tokio::net::TcpListener>)> {
    let listener = comity_web::listen(node).context("the node could not be served")?;
    let desk = comity_web::listen_desk(node).await;
    Ok((
        listener,
        desk.context("the officers' pages could not be served")?,
    ))
}

fn begin_log(format: LogFormat) -> Result<()> {
    let chosen = std::env::var(LOG_FILTER).unwrap_or_else(|_| "info".into());
    let filter = EnvFilter::try_new(&chosen)
        .with_context(|| format!("{LOG_FILTER}={chosen}: not a filter; try `info`"))?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let begun = match format {
        LogFormat::Json => log.json().try_init(),
        LogFormat::Text => log.with_ansi(std::io::stderr().is_terminal()).try_init(),
    };
    begun.map_err(|error| anyhow::anyhow!("the log cannot begin: {error}"))
}

async fn stop_when_asked(stop: CancellationToken) {
    let stdin = async {
        match std::env::var_os(EXIT_WITH_STDIN) {
            Some(_) => stdin_closed().await,
            None => std::future::pending().await,
        }
    };
    tokio::select! {
        () = asked_to_stop() => tracing::info!("asked to stop"),
        () = stdin => tracing::info!("whoever started this node is gone; stopping"),
    }
    stop.cancel();
}

/// Ready when the user or the system asks this process to end.
pub async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        // Without a handler the signal ends the process by itself.
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

/// Ready when standard input ends. A thread of its own waits: one of the runtime's would keep the
/// process from ending.
async fn stdin_closed() {
    let (closed, wait) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        let _ended = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        let _told = closed.send(());
    });
    if wait.await.is_err() {
        std::future::pending::<()>().await;
    }
}

async fn wait_for(loops: Vec<JoinHandle<()>>) {
    let all = async {
        for one in loops {
            if let Err(error) = one.await {
                tracing::error!(%error, "a loop of the node broke off");
            }
        }
    };
    if tokio::time::timeout(Duration::from_secs(LOOPS_END_SECONDS_MAX), all)
        .await
        .is_err()
    {
        tracing::warn!("not every loop ended in time; what it was at goes on at the next start");
    }
}

/// `comity doctor`
#[derive(Args)]
pub struct DoctorArgs {
    #[command(flatten)]
    folder: DataFolder,
    /// Print JSON instead of prose.
    #[arg(long)]
    json: bool,
}

/// Examines a node. Exit code 0: it works; 1: something does not.
pub async fn doctor(args: DoctorArgs) -> Result<ExitCode> {
    let findings = examined(&args.folder.data).await;
    let works = findings
        .iter()
        .all(|finding| finding.severity < Severity::Bad);
    if args.json {
        print_json(&json!({ "works": works, "findings": findings }))?;
    } else {
        findings.iter().for_each(print_finding);
        println!(
            "{}",
            if works {
                "The node can do its work."
            } else {
                "The node cannot do all of its work; see BAD above."
            }
        );
    }
    Ok(verdict(works))
}

/// What is found, also where the node cannot even be opened: that is a finding, and the first one to mend.
async fn examined(data: &Path) -> Vec<Finding> {
    let opened = tokio::time::timeout(OPEN_MAX, open(data)).await;
    let unopened = |found: String, advice: &str| {
        let said = Sentence::verbatim;
        vec![Finding {
            check: said("node"),
            severity: Severity::Bad,
            finding: said(&found),
            advice: said(advice),
        }]
    };
    match opened {
        Ok(Ok(node)) => {
            let findings = node.doctor_beside().await;
            node.close().await;
            findings
        }
        Ok(Err(error)) => unopened(
            format!("{error:#}"),
            "mend this first; where the database is locked, find the program that holds it (`fuser -v node.db`)",
        ),
        Err(_) => unopened(
            format!("opening it took longer than {} s", OPEN_MAX.as_secs()),
            "something holds the database's lock: with PostgreSQL a session that sits in a transaction (pg_stat_activity)",
        ),
    }
}

fn print_finding(finding: &Finding) {
    let severity = match finding.severity {
        Severity::Good => "good",
        Severity::Warning => "WARNING",
        Severity::Bad => "BAD",
    };
    let check = finding.check.to_string();
    println!("{severity:<8} {check:<12} {}", finding.finding);
    if !finding.advice.is_empty() {
        println!("{:<8} {:<12} what to do: {}", "", "", finding.advice);
    }
}

/// `comity fsck`
#[derive(Args)]
pub struct FsckArgs {
    #[command(flatten)]
    folder: DataFolder,
    /// Print JSON instead of prose.
    #[arg(long)]
    json: bool,
}

/// Compares what is derived with what it derives from. Exit code 0: all agrees; 1: something does not.
pub async fn fsck(args: FsckArgs) -> Result<ExitCode> {
    let node = open(&args.folder.data).await?;
    let report = node.fsck().await.map_err(explained);
    node.close().await;
    let report = report.context("the comparison could not be finished")?;
    let agrees = report.differences.is_empty() && report.unlike.is_empty();
    if args.json {
        print_json(&json!({ "agrees": agrees, "report": report }))?;
    } else {
        print_report(&report);
    }
    Ok(verdict(agrees))
}

fn print_report(report: &FsckReport) {
    println!(
        "Rebuilt the log of {} entries and {} matters from {} events; checked {} signatures; looked at {} sealed packages, {} papers and {} files of the log on disk.",
        report.entries,
        report.matters,
        report.events,
        report.signatures,
        report.packages,
        report.papers,
        report.published,
    );
    for orphan in &report.orphans {
        println!(
            "ORPHAN   {orphan}: no package or paper of this node; left by a crash, or the database is an older one. Remove it once you know"
        );
    }
    for difference in report.differences.iter().chain(&report.unlike) {
        println!("DIFFERS  {difference}");
    }
    if report.differences.is_empty() && report.unlike.is_empty() {
        println!("All agrees.");
    } else if report.differences.is_empty() {
        println!(
            "What differs is derived from the database: start the node, and it is written again."
        );
    } else {
        println!(
            "Stop the node, keep a copy of its data folder and database as they are, and restore the last backup."
        );
    }
}

fn verdict(good: bool) -> ExitCode {
    if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}
