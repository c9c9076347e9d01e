//! `comity letter`: what was said in a matter, on paper.

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::Value;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::acts::Officer;

/// `comity letter`
#[derive(Args)]
pub struct LetterArgs {
    /// The matter.
    matter: String,
    /// The number of the event in the matter's history; without it, the last one that has a letter.
    #[arg(long)]
    event: Option<i64>,
    /// The language: ar, zh, en, fr, ru or es.
    #[arg(long, default_value = "en")]
    language: String,
    /// The offset from UTC of a local time to stand beside, such as +02:00.
    #[arg(long, allow_hyphen_values = true, value_parser = offset_minutes)]
    offset: Option<i16>,
    /// Where to write the PDF; without it `MATTER-EVENT-LANGUAGE.pdf` in this folder.
    #[arg(long)]
    out: Option<PathBuf>,
    #[command(flatten)]
    officer: Officer,
}

/// Writes one letter.
pub async fn letter(args: LetterArgs) -> Result<ExitCode> {
    let client = args.officer.connect()?;
    let event = match args.event {
        Some(event) => event,
        None => last_told(
            &client
                .get(&format!(
                    "/api/v1/matters/{}/history?limit=1000",
                    args.matter
                ))
                .await?,
        )
        .context("nothing was said in this matter yet, so there is no letter")?,
    };
    let offset = args
        .offset
        .map(|minutes| format!("&offset_minutes={minutes}"));
    let path = format!(
        "/api/v1/matters/{}/letters/{event}?language={}{}",
        args.matter,
        args.language,
        offset.unwrap_or_default()
    );
    let pdf = client.get_bytes(&path).await?;
    let name = || PathBuf::from(format!("{}-{event}-{}.pdf", args.matter, args.language));
    let out = args.out.unwrap_or_else(name);
    std::fs::write(&out, &pdf).with_context(|| format!("{}: cannot be written", out.display()))?;
    println!("{}: {} bytes, event {event}", out.display(), pdf.len());
    Ok(ExitCode::SUCCESS)
}

/// The last event that came in an envelope or went out in one.
fn last_told(history: &Value) -> Option<i64> {
    let events = history["events"].as_array()?;
    let told = |event: &&Value| {
        !event["record"]["sent"].is_null() || !event["record"]["received"].is_null()
    };
    let kept = |event: &&Value| event["record"]["record"] == "event";
    events.iter().rev().filter(told).find(kept)?["number"].as_i64()
}

/// `+02:00` as 120.
fn offset_minutes(text: &str) -> Result<i16> {
    let sign = match text.as_bytes().first() {
        Some(b'+') => 1,
        Some(b'-') => -1,
        _ => bail!("write it like +02:00"),
    };
    let (hours, minutes) = text[1..].split_once(':').context("write it like +02:00")?;
    let (hours, minutes): (i16, i16) = (hours.parse()?, minutes.parse()?);
    if !(0..=14).contains(&hours) || !(0..=59).contains(&minutes) {
        bail!("an offset lies between -14:59 and +14:59");
    }
    Ok(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn offsets_are_read_as_written() {
        assert_eq!(offset_minutes("+02:00").unwrap(), 120);
        assert_eq!(offset_minutes("-03:30").unwrap(), -210);
        for wrong in ["2", "+2", "+15:00", "+01:60", "+-1:00"] {
            assert!(offset_minutes(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_last_event_in_an_envelope_has_the_letter() {
        let history = json!({ "events": [
            { "number": 1, "record": { "record": "event", "sent": "ab" } },
            { "number": 2, "record": { "record": "event" } },
            { "number": 3, "record": { "record": "peer_rejected", "received": "cd" } },
        ]});
        assert_eq!(last_told(&history), Some(1));
    }
}
