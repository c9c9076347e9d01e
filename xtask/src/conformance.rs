//! Judges that are not ours, on output that our program made a moment ago.
//!
//! Every judge judges twice: our output, which it must accept, and a copy with a
//! single fault, which it must refuse. A judge that accepts everything fails.

mod judges;
mod output;
mod spoil;

use std::path::Path;
use std::process::Output;

use anyhow::{Context, Result, bail};

use crate::account::Tally;
use crate::places::{Places, Scratch};
use crate::process;
use judges::{JUDGES, Judge, KITS, Kit};

/// Makes the output and has every judge judge it.
pub fn judge(places: &Places) -> Result<Tally> {
    let mut tally = Tally::default();
    for kit in KITS {
        tally.add(agrees(places, kit)?);
    }
    let output = output::make(places)?;
    for judge in JUDGES {
        println!("   {}: {}", judge.name, judge.judges);
        let subjects = output::find(output.path(), judge.subject)?;
        if subjects.is_empty() {
            bail!(
                "nothing for {} to judge: the demo left no {}",
                judge.name,
                judge.subject
            );
        }
        for subject in &subjects {
            tally.add(accepts(places, judge, output.path(), subject)?);
        }
        tally.add(refuses(places, judge, output.path(), &subjects[0])?);
    }
    Ok(tally)
}

/// Whether the judge gives every document of the kit the verdict that it has with us.
fn agrees(places: &Places, kit: &Kit) -> Result<Tally> {
    println!("   {}: {}", kit.name, kit.judges);
    let mut command = (kit.command)(places);
    let verdict = process::captured(&mut command)?;
    if verdict.status.success() {
        println!("     agreed");
    } else {
        let said = said(&verdict);
        println!("     FAILED\n$ {}\n{said}", process::shown(&command));
    }
    Ok(one(verdict.status.success()))
}

/// Whether the judge accepts what we made.
fn accepts(places: &Places, judge: &Judge, output: &Path, subject: &Path) -> Result<Tally> {
    let mut command = (judge.command)(places, &output.join(subject), output)?;
    let verdict = process::captured(&mut command)?;
    let said = said(&verdict);
    let accepted = (judge.accepts)(verdict.status, &said);
    if accepted {
        println!("     accepted {}", subject.display());
    } else {
        println!(
            "     FAILED {}\n$ {}\n{said}",
            subject.display(),
            process::shown(&command)
        );
    }
    Ok(one(accepted))
}

/// Whether the judge notices a single fault in a copy.
fn refuses(places: &Places, judge: &Judge, output: &Path, subject: &Path) -> Result<Tally> {
    let copy = Scratch::new(&places.conformance(), "spoiled")?;
    output::copy(output, copy.path())?;
    let fault = (judge.spoil)(&copy.path().join(subject))
        .with_context(|| format!("cannot spoil {}", subject.display()))?;
    let mut command = (judge.command)(places, &copy.path().join(subject), copy.path())?;
    let verdict = process::captured(&mut command)?;
    let refused = !(judge.accepts)(verdict.status, &said(&verdict));
    if refused {
        println!("     refused a copy with {fault}");
    } else {
        println!("     FAILED: accepted a copy with {fault}; it judges nothing");
    }
    Ok(one(refused))
}

fn said(verdict: &Output) -> String {
    let said = [&verdict.stdout[..], &verdict.stderr[..]].concat();
    String::from_utf8_lossy(&said).into_owned()
}

fn one(held: bool) -> Tally {
    Tally {
        passed: u64::from(held),
        failed: u64::from(!held),
        skipped: 0,
    }
}
