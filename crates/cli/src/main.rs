//! `comity`: the one program. With its `serve` feature it is a State's node, the register and
//! every officer's command line; without it, what works offline alone: the verifier and the treaty's status.

mod input;
mod treaty;
mod verify;

#[cfg(feature = "serve")]
mod acts;
#[cfg(feature = "serve")]
mod administration;
#[cfg(feature = "serve")]
mod client;
#[cfg(feature = "serve")]
mod counts;
#[cfg(feature = "serve")]
mod demo;
#[cfg(feature = "serve")]
mod evidence;
#[cfg(feature = "serve")]
mod law;
#[cfg(feature = "serve")]
mod letter;
#[cfg(feature = "serve")]
mod matching;
#[cfg(feature = "serve")]
mod profile;
#[cfg(feature = "serve")]
mod serve;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// A node's: it makes a tenth more exchanges in a second than with the C library's.
#[cfg(feature = "serve")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Comity: States ask, answer and prove, under the United Nations Convention against Cybercrime.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Verify a package offline, as a court does.
    Verify(verify::VerifyArgs),
    /// Who is bound by the Convention, towards whom, since when; offline, from the depositary's record.
    #[command(subcommand)]
    Treaty(treaty::TreatyCommand),
    /// Play the main job between two fictional States and show every step.
    #[cfg(feature = "serve")]
    Demo(demo::DemoArgs),
    /// Make a node: keys, certificate, configuration.
    #[cfg(feature = "serve")]
    Init(administration::InitArgs),
    /// Run a node.
    #[cfg(feature = "serve")]
    Serve(serve::ServeArgs),
    /// Members of the register: enrol, suspend, reinstate, withdraw, list.
    #[cfg(feature = "serve")]
    #[command(subcommand)]
    Register(administration::RegisterCommand),
    /// Officers of this node: add, list, remove.
    #[cfg(feature = "serve")]
    #[command(subcommand)]
    Officer(administration::OfficerCommand),
    /// New signing keys for this node, in two steps.
    #[cfg(feature = "serve")]
    #[command(subcommand)]
    Keys(administration::KeysCommand),
    /// Copy this node while it works, and open the copy to see that it would start.
    #[cfg(feature = "serve")]
    Backup(administration::BackupArgs),
    /// Ask another State: preservation (Art 42), stored data (Art 44) or other assistance (Arts 40, 45, 46).
    #[cfg(feature = "serve")]
    #[command(subcommand)]
    Request(acts::RequestCommand),
    /// The States in the directory: whom this node may write to.
    #[cfg(feature = "serve")]
    Members(acts::MembersArgs),
    /// What needs attention, newest first.
    #[cfg(feature = "serve")]
    Inbox(acts::InboxArgs),
    /// One matter: where it stands, what is owed, what happened.
    #[cfg(feature = "serve")]
    Show(acts::ShowArgs),
    /// What was said in a matter, as a letter in PDF, in any of the six official languages.
    #[cfg(feature = "serve")]
    Letter(letter::LetterArgs),
    /// Act on a matter.
    #[cfg(feature = "serve")]
    Act(acts::ActArgs),
    /// List, save or take away the papers that go with messages.
    #[cfg(feature = "serve")]
    #[command(subcommand)]
    Papers(acts::PapersCommand),
    /// Evidence: seal, send, pull, open, export, destroy.
    #[cfg(feature = "serve")]
    #[command(subcommand)]
    Evidence(evidence::EvidenceCommand),
    /// Proof that the other State has a message and has said nothing since; anybody can check it offline.
    #[cfg(feature = "serve")]
    Silence(evidence::SilenceArgs),
    /// Find out whether another State pursues the same, without telling what (Art 22(5)).
    #[cfg(feature = "serve")]
    #[command(subcommand)]
    Match(matching::MatchCommand),
    /// What the law says of a request: explained offline, from two profiles.
    #[cfg(feature = "serve")]
    #[command(subcommand)]
    Law(law::LawCommand),
    /// How much was asked and answered in a year: figures for the public, without persons, cases or other States.
    #[cfg(feature = "serve")]
    Counts(counts::CountsArgs),
    /// A State's law as one document: check, show, diff, publish.
    #[cfg(feature = "serve")]
    #[command(subcommand)]
    Profile(profile::ProfileCommand),
    /// Examine a node's health; says what to do about each finding.
    #[cfg(feature = "serve")]
    Doctor(serve::DoctorArgs),
    /// Rebuild whatever is derived from the history and compare.
    #[cfg(feature = "serve")]
    Fsck(serve::FsckArgs),
}

fn main() -> ExitCode {
    end_with_the_reader();
    match run(Arguments::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("comity: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whoever reads our output may stop early (`comity inbox | head -1`): that ends us, and is no fault of the program.
fn end_with_the_reader() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let said = panic.payload_as_str().unwrap_or_default();
        if said.starts_with("failed printing to std") && said.contains("Broken pipe") {
            std::process::exit(0);
        }
        usual(panic);
    }));
}

#[cfg(not(feature = "serve"))]
fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Verify(arguments) => verify::run(arguments),
        Command::Treaty(command) => treaty::run(command),
    }
}

#[cfg(feature = "serve")]
fn run(command: Command) -> anyhow::Result<ExitCode> {
    use anyhow::Context;
    let command = match command {
        Command::Verify(arguments) => return verify::run(arguments),
        Command::Treaty(command) => return treaty::run(command),
        command => command,
    };
    rustls::crypto::aws_lc_rs::default_provider()
        .install_default()
        .map_err(|_| anyhow::anyhow!("another TLS provider was installed before ours"))?;
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime cannot start")?
        .block_on(dispatch(command))
}

#[cfg(feature = "serve")]
async fn dispatch(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Verify(arguments) => verify::run(arguments),
        Command::Treaty(command) => treaty::run(command),
        Command::Demo(arguments) => demo::run(arguments).await,
        Command::Init(arguments) => administration::init(arguments),
        Command::Serve(arguments) => serve::serve(arguments).await,
        Command::Register(command) => administration::register(command).await,
        Command::Officer(command) => administration::officer(command).await,
        Command::Keys(command) => administration::keys(command),
        Command::Backup(arguments) => administration::backup(arguments).await,
        Command::Request(command) => acts::request(command).await,
        Command::Members(arguments) => acts::members(arguments).await,
        Command::Inbox(arguments) => acts::inbox(arguments).await,
        Command::Show(arguments) => acts::show(arguments).await,
        Command::Letter(arguments) => letter::letter(arguments).await,
        Command::Silence(arguments) => evidence::silence(arguments).await,
        Command::Act(arguments) => acts::act(arguments).await,
        Command::Papers(command) => acts::papers(command).await,
        Command::Evidence(command) => evidence::run(command).await,
        Command::Match(command) => matching::run(command).await,
        Command::Counts(arguments) => counts::counts(arguments).await,
        Command::Law(command) => law::run(command),
        Command::Profile(command) => profile::run(command).await,
        Command::Doctor(arguments) => serve::doctor(arguments).await,
        Command::Fsck(arguments) => serve::fsck(arguments).await,
    }
}
