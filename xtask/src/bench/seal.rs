//! Sealing and opening 4 GiB beside `openssl dgst -sha256` and `age`, in one run on one file.
//!
//! Ours is `crates/evidence/examples/seal_speed.rs`: `seal_speed seal FILE SEALED` and
//! `seal_speed open SEALED OPENED`. It does what the peers do, files included, and prints
//! `seal.memory` or `open.memory`, its peak in MiB. All are timed from outside.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};

use super::examples;
use super::figure::Figure;
use crate::places::{Places, Scratch};
use crate::process;

const FILE_BYTES: u64 = 4 << 30;
const RUNS: usize = 3;

/// Ours against hashing, then encrypting.
pub fn seal(places: &Places) -> Result<Vec<Figure>> {
    let files = Files::prepare(places)?;
    let figures = compare(places, &files, "seal", [&files.evidence, &files.sealed])?;
    Ok(figures)
}

/// Ours against decrypting, then hashing.
pub fn open(places: &Places) -> Result<Vec<Figure>> {
    let files = Files::prepare(places)?;
    process::quietly(&mut files.age_encrypt())?;
    let mut seal = examples::built(places, "comity-evidence", "seal_speed")?;
    process::quietly(seal.arg("seal").args([&files.evidence, &files.sealed]))?;
    compare(places, &files, "open", [&files.sealed, &files.opened])
}

struct Files {
    evidence: PathBuf,
    sealed: PathBuf,
    opened: PathBuf,
    age_sealed: PathBuf,
    age_opened: PathBuf,
    key: PathBuf,
    recipient: String,
    _folder: Scratch,
}

impl Files {
    fn prepare(places: &Places) -> Result<Self> {
        let folder = Scratch::new(&places.target, "seal")?;
        let file = |name: &str| folder.path().join(name);
        let (evidence, key) = (file("evidence"), file("key"));
        write_noise(&evidence).with_context(|| format!("cannot write {}", evidence.display()))?;
        process::quietly(Command::new("age-keygen").arg("-o").arg(&key))?;
        let recipient = process::quietly(Command::new("age-keygen").arg("-y").arg(&key))?.stdout;
        Ok(Self {
            evidence,
            sealed: file("sealed"),
            opened: file("opened"),
            age_sealed: file("age-sealed"),
            age_opened: file("age-opened"),
            key,
            recipient: String::from_utf8(recipient)?.trim().to_owned(),
            _folder: folder,
        })
    }

    fn hash(&self) -> Command {
        let mut command = Command::new("openssl");
        command.args(["dgst", "-sha256"]).arg(&self.evidence);
        command
    }

    fn age_encrypt(&self) -> Command {
        let mut command = Command::new("age");
        command.args(["-r", &self.recipient, "-o"]);
        command.arg(&self.age_sealed).arg(&self.evidence);
        command
    }

    fn age_decrypt(&self) -> Command {
        let mut command = Command::new("age");
        command.args(["-d", "-i"]).arg(&self.key).arg("-o");
        command.arg(&self.age_opened).arg(&self.age_sealed);
        command
    }
}

/// The three, one after the other, a few times over; medians of each.
fn compare(
    places: &Places,
    files: &Files,
    act: &str,
    [from, to]: [&Path; 2],
) -> Result<Vec<Figure>> {
    let mut ours = examples::built(places, "comity-evidence", "seal_speed")?;
    ours.arg(act).arg(from).arg(to);
    let (mut hashing, mut ciphering, mut sealing) = (Vec::new(), Vec::new(), Vec::new());
    let mut memory = Vec::new();
    for _ in 0..RUNS {
        hashing.push(timed(|| process::quietly(&mut files.hash()).map(drop))?);
        let mut age = if act == "seal" {
            files.age_encrypt()
        } else {
            files.age_decrypt()
        };
        ciphering.push(timed(|| process::quietly(&mut age).map(drop))?);
        sealing.push(timed(|| {
            memory = examples::figures(&mut ours)?;
            Ok(())
        })?);
    }
    let (hash, cipher, ours) = (rate(hashing), rate(ciphering), rate(sealing));
    let peer = 1.0 / (1.0 / hash + 1.0 / cipher);
    let named = |figure: &str, value, unit| Figure::new(&format!("{act}.{figure}"), value, unit);
    let mut figures = vec![
        named("throughput", ours, "MB/s").beside(peer),
        named("ratio_to_peer", ours / peer, ""),
        named("sha256_alone", hash, "MB/s"),
        named("ratio_to_sha256", ours / hash, ""),
    ];
    figures.append(&mut memory);
    Ok(figures)
}

fn timed(work: impl FnOnce() -> Result<()>) -> Result<f64> {
    let began = Instant::now();
    work()?;
    Ok(began.elapsed().as_secs_f64())
}

/// Megabytes a second of the median run.
fn rate(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    // Exact: four times 2^30 is far below 2^53.
    #[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
    let megabytes = FILE_BYTES as f64 / 1e6;
    megabytes / seconds[seconds.len() / 2]
}

/// Bytes that nothing can compress, the same every time.
fn write_noise(file: &Path) -> std::io::Result<()> {
    let mut out = std::fs::File::create(file)?;
    let mut block = vec![0; 1 << 20];
    let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
    for _ in 0..FILE_BYTES >> 20 {
        for word in block.chunks_exact_mut(8) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            word.copy_from_slice(&state.to_le_bytes());
        }
        out.write_all(&block)?;
    }
    out.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_that_of_the_median_run() {
        let rate = rate(vec![9.0, 4.0, 1.0]);
        assert!((rate - 1_073.741_824).abs() < 1e-9, "{rate}");
    }
}
