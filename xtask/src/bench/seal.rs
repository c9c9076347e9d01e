//! Sealing and opening 4 GiB beside `openssl dgst -sha256` and `age`, in one run on one file.
//!
//! Ours is `crates/evidence/examples/seal_speed.rs FOLDER GIBIBYTES`. It makes the file
//! `input.bin`, reads it into the page cache, and prints its figures, the speed of SHA-256
//! alone among them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};

use super::examples;
use super::figure::Figure;
use crate::places::{Places, Scratch};
use crate::process;

const GIBIBYTES: u32 = 4;

/// Sealing to a file, against hashing and then encrypting to a file.
pub fn seal(places: &Places) -> Result<Vec<Figure>> {
    let bench = Bench::run(places)?;
    let age = timed(&mut bench.age_encrypt())?;
    bench.compare("seal", "seal to a file", age)
}

/// Opening without keeping the plaintext, against decrypting to nowhere and then hashing.
pub fn open(places: &Places) -> Result<Vec<Figure>> {
    let bench = Bench::run(places)?;
    timed(&mut bench.age_encrypt())?;
    let age = timed(&mut bench.age_decrypt())?;
    bench.compare("open", "open, verify only", age)
}

/// Our figures, and the files for the peers.
struct Bench {
    ours: Vec<Figure>,
    input: PathBuf,
    encrypted: PathBuf,
    key: PathBuf,
    recipient: String,
    _folder: Scratch,
}

impl Bench {
    fn run(places: &Places) -> Result<Self> {
        let folder = Scratch::new(&places.target, "seal")?;
        let file = |name: &str| folder.path().join(name);
        let mut example = examples::built(places, "comity-evidence", "seal_speed")?;
        example.arg(folder.path()).arg(GIBIBYTES.to_string());
        let ours = examples::figures(&mut example)?;
        let key = file("key");
        process::quietly(Command::new("age-keygen").arg("-o").arg(&key))?;
        Ok(Self {
            ours,
            input: file("input.bin"),
            encrypted: file("age"),
            recipient: recipient(&key)?,
            key,
            _folder: folder,
        })
    }

    fn compare(&self, act: &str, ours: &str, age_seconds: f64) -> Result<Vec<Figure>> {
        let mut openssl = Command::new("openssl");
        let hash_seconds = timed(openssl.args(["dgst", "-sha256"]).arg(&self.input))?;
        let bytes = f64::from(GIBIBYTES) * f64::from(1 << 30);
        let peer = bytes / (hash_seconds + age_seconds) / 1e9;
        let (ours, sha256) = (self.our(ours)?, self.our("sha256 alone")?);
        let named = |name: &str, value, unit| Figure::new(&format!("{act}.{name}"), value, unit);
        Ok(vec![
            named("throughput", ours, "GB/s").beside(peer),
            named("ratio_to_peer", ours / peer, ""),
            named("sha256_alone", sha256, "GB/s").beside(bytes / hash_seconds / 1e9),
            named("ratio_to_sha256", ours / sha256, ""),
            named("memory", self.our("peak memory")?, "MiB"),
        ])
    }

    fn our(&self, name: &str) -> Result<f64> {
        let figure = self.ours.iter().find(|figure| figure.name == name);
        figure
            .map(|figure| figure.value)
            .with_context(|| format!("seal_speed printed no '{name}'"))
    }

    fn age_encrypt(&self) -> Command {
        let mut command = Command::new("age");
        command.args(["-r", &self.recipient, "-o"]);
        command.arg(&self.encrypted).arg(&self.input);
        command
    }

    fn age_decrypt(&self) -> Command {
        let mut command = Command::new("age");
        command
            .args(["-d", "-i"])
            .arg(&self.key)
            .arg(&self.encrypted);
        command
    }
}

fn recipient(key: &Path) -> Result<String> {
    let printed = process::quietly(Command::new("age-keygen").arg("-y").arg(key))?.stdout;
    Ok(String::from_utf8(printed)?.trim().to_owned())
}

/// Seconds a peer takes; what it writes to standard output goes nowhere.
fn timed(command: &mut Command) -> Result<f64> {
    let began = Instant::now();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    let status = status.with_context(|| format!("cannot start `{}`", process::shown(command)))?;
    process::demand(command, status)?;
    Ok(began.elapsed().as_secs_f64())
}
