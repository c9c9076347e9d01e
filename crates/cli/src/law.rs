//! `comity law`: what the law says of a request, offline, from two profiles.

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, Subcommand};
use comity_treaty::law::{Category, ConventionOffence, Element, Instrument, JurisdictionHead};
use comity_treaty::particulars::{Basis, Jurisdiction, Language, Offence, OffenceDraft};
use comity_treaty::scope::{Case, Scope, explain};
use comity_treaty::{Article, Mark, Measure, PartyFacts, StateCode};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::acts::print_json;
use crate::input::read_document;
use crate::profile::sound;

/// `comity law ...`
#[derive(Subcommand)]
pub enum LawCommand {
    /// Explain whether a request may be made: every question, its answer, its article, and what would help.
    Explain(Box<ExplainArgs>),
}

/// `comity law explain`
#[derive(Args)]
pub struct ExplainArgs {
    /// The measure, such as preservation, stored_data or extradition.
    #[arg(long, value_parser = word::<Measure>)]
    measure: Measure,
    /// The requesting State (three letters).
    #[arg(long)]
    from: StateCode,
    /// The requested State (three letters).
    #[arg(long)]
    to: StateCode,
    /// The profile of one of the two; give it twice. A State without one is taken as having published none.
    #[arg(long = "profile", value_name = "FILE")]
    profiles: Vec<PathBuf>,
    #[command(flatten)]
    offence: OffenceArgs,
    /// The agreement or treaty the request rests on; without it, the Convention.
    #[arg(long, value_name = "NAME")]
    basis: Option<String>,
    /// The language of the request; without it, the first the requested State accepts.
    #[arg(long)]
    language: Option<Language>,
    /// The day of the question; today without it.
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Option<Date>,
    /// The Convention is not in force between the two.
    #[arg(long)]
    not_in_force: bool,
    /// Print JSON instead of prose.
    #[arg(long)]
    json: bool,
}

/// The offence: a document, or its parts.
#[derive(Args)]
struct OffenceArgs {
    /// The offence, a .json or .toml document as in the particulars of a request.
    #[arg(long = "offence", value_name = "FILE", conflicts_with_all = ["article", "category", "statute", "months"])]
    document: Option<PathBuf>,
    /// The article of the Convention, 7 to 17.
    #[arg(long, value_name = "N")]
    article: Option<u8>,
    /// The kind of serious crime, where it is none of them.
    #[arg(long, value_parser = word::<Category>)]
    category: Option<Category>,
    /// The statute; without it, the one the requesting State's profile names.
    #[arg(long)]
    statute: Option<String>,
    /// Its maximum penalty in months; without it, the one of the profile.
    #[arg(long)]
    months: Option<u32>,
    /// An element that is met; may be repeated.
    #[arg(long = "element", value_parser = word::<Element>)]
    elements: Vec<Element>,
    /// Another United Nations instrument.
    #[arg(long, value_parser = word::<Instrument>)]
    instrument: Option<Instrument>,
    /// The conduct in plain words.
    #[arg(long)]
    conduct: Option<String>,
    /// The statute of the requested State.
    #[arg(long)]
    requested_statute: Option<String>,
    /// The head of jurisdiction, such as territory or victim_national.
    #[arg(long, value_parser = word::<JurisdictionHead>)]
    jurisdiction: Option<JurisdictionHead>,
    /// The link to the requesting State.
    #[arg(long, default_value = "as the request will state")]
    link: String,
}

/// A word of one of the law's tables.
fn word<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_value(Value::String(text.replace('-', "_"))).map_err(|error| error.to_string())
}

/// Runs one command about the law.
pub fn run(command: LawCommand) -> Result<ExitCode> {
    let LawCommand::Explain(args) = command;
    let now = args.on.map_or_else(|| Ok(Timestamp::now()), midnight)?;
    let (requesting, requested) = (args.party(args.from, now)?, args.party(args.to, now)?);
    let offence = args.offence.read(&requesting)?;
    let basis = match &args.basis {
        None => Basis::Convention,
        Some(reference) => Basis::Agreement {
            reference: reference.clone(),
        },
    };
    let first = requested.languages.first();
    let language = args
        .language
        .as_ref()
        .or(first)
        .context("give --language: no profile names one")?;
    let scope = explain(&Case {
        measure: args.measure,
        basis: &basis,
        offence: &offence,
        language,
        requesting: &requesting,
        requested: &requested,
        now,
    });
    print(&args, &scope)
}

fn print(args: &ExplainArgs, scope: &Scope) -> Result<ExitCode> {
    let code = if scope.allowed {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    };
    if args.json {
        print_json(&json!(scope))?;
        return Ok(code);
    }
    print!("{}", scope.in_words());
    let force = if args.not_in_force {
        "not in force"
    } else {
        "in force"
    };
    println!(
        "Assumed, because only the register can say it: the Convention is {force} between the two, and both nodes are active."
    );
    Ok(code)
}

fn midnight(day: Date) -> Result<Timestamp> {
    let start = day.to_datetime(jiff::civil::Time::midnight());
    Offset::UTC.to_timestamp(start).context("--on: no such day")
}

impl ExplainArgs {
    /// What is taken as known of a State: its profile, and that the register vouches for its authorities.
    fn party(&self, state: StateCode, now: Timestamp) -> Result<PartyFacts> {
        let mut facts = PartyFacts::unknown(state);
        facts.marks = [Mark::CentralAuthority, Mark::ContactPoint].into();
        facts.party_since = (!self.not_in_force).then_some(now);
        for path in &self.profiles {
            let profile = sound(path)?;
            if profile.state == state {
                profile.complete(&mut facts);
            } else if ![self.from, self.to].contains(&profile.state) {
                bail!(
                    "{}: the profile of {}, which is neither --from nor --to",
                    path.display(),
                    profile.state
                );
            }
        }
        if facts.law.is_unknown() {
            facts.languages.extend(self.language.clone());
        }
        Ok(facts)
    }
}

impl OffenceArgs {
    fn read(&self, requesting: &PartyFacts) -> Result<Offence> {
        let draft: OffenceDraft = match &self.document {
            Some(path) => comity_node::read_document(read_document(path)?)
                .map_err(crate::administration::explained)
                .with_context(|| format!("{}: not an offence", path.display()))?,
            None => self.draft(requesting)?,
        };
        draft.read(Article::A40p15b).map_err(|faults| {
            let lines = faults.iter().map(|fault| format!("\n  {fault}"));
            anyhow!("the offence does not read{}", lines.collect::<String>())
        })
    }

    fn draft(&self, requesting: &PartyFacts) -> Result<OffenceDraft> {
        let convention = self.article.map(|number| {
            ConventionOffence::of_article(number)
                .with_context(|| format!("--article {number}: 7 to 17 establish offences"))
        });
        let convention = convention.transpose()?;
        let mapped = requesting.law.statute(convention, self.category);
        let cited = || mapped.map(|statute| statute.citation.clone());
        Ok(OffenceDraft {
            convention,
            category: self.category,
            statute: self.statute.clone().or_else(cited),
            max_penalty_months: self
                .months
                .or_else(|| mapped.map(|statute| statute.max_penalty_months)),
            elements: self.elements.iter().copied().collect(),
            instrument: self.instrument,
            conduct: self.conduct.clone(),
            requested_statute: self.requested_statute.clone(),
            jurisdiction: self.jurisdiction.map(|head| Jurisdiction {
                head,
                link: self.link.clone(),
            }),
            ..OffenceDraft::default()
        })
    }
}
