//! Sealing and opening 4 GiB beside `openssl dgst -sha256` and `age`, in one run on one file.
//!
//! Ours is `crates/evidence/examples/seal_speed.rs FOLDER GIBIBYTES`. It makes the file
//! `input.bin`, reads it into the page cache, and prints its figures, the speed of SHA-256
//! alone among them. What both read is in the page cache; what both write goes to the same
//! disk, ours with a sync at the end, the peers' without. The median of five runs counts, of
//! each: the first ones may have to do with memory that no file used since the machine started.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};

use super::examples;
use super::figure::Figure;
use crate::places::{Places, Scratch};
use crate::process;

const GIBIBYTES: u32 = 4;
/// How often each is run.
const RUNS: usize = 5;

/// Sealing to a file, against hashing and then encrypting to a file.
pub fn seal(places: &Places) -> Result<Vec<Figure>> {
    let bench = Bench::run(places)?;
    let hash = median(&mut Bench::hash(&bench.input), None)?;
    let age = median(&mut bench.age_encrypt(), Some(&bench.encrypted))?;
    bench.compare("seal", "seal to a file", (hash, age))
}

/// Opening without keeping the plaintext, against decrypting to nowhere and then hashing;
/// and opening to a file, against decrypting to a file and then hashing it.
pub fn open(places: &Places) -> Result<Vec<Figure>> {
    let bench = Bench::run(places)?;
    timed(&mut bench.age_encrypt())?;
    let hash = median(&mut Bench::hash(&bench.input), None)?;
    let age = median(&mut bench.age_decrypt(None), None)?;
    let mut figures = bench.compare("open", "open, verify only", (hash, age))?;
    let plain = &bench.decrypted;
    let age = median(&mut bench.age_decrypt(Some(plain)), Some(plain))?;
    let hash = median(&mut Bench::hash(plain), None)?;
    figures.extend(bench.compare("open_to_file", "open to a file", (hash, age))?);
    Ok(figures)
}

/// Our figures, and the files for the peers.
struct Bench {
    ours: Vec<Figure>,
    input: PathBuf,
    encrypted: PathBuf,
    decrypted: PathBuf,
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
            decrypted: file("plain"),
            recipient: recipient(&key)?,
            key,
            _folder: folder,
        })
    }

    /// Beside the seconds of openssl and of age, one after the other.
    fn compare(&self, act: &str, ours: &str, peers: (f64, f64)) -> Result<Vec<Figure>> {
        let bytes = f64::from(GIBIBYTES) * f64::from(1 << 30);
        let (hash, age) = peers;
        let peer = bytes / (hash + age) / 1e9;
        let (ours, sha256) = (self.our(ours)?, self.our("sha256 alone")?);
        let named = |name: &str, value, unit| Figure::new(&format!("{act}.{name}"), value, unit);
        Ok(vec![
            named("throughput", ours, "GB/s").beside(peer),
            named("ratio_to_peer", ours / peer, ""),
            named("sha256_alone", sha256, "GB/s").beside(bytes / hash / 1e9),
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

    fn hash(file: &Path) -> Command {
        let mut command = Command::new("openssl");
        command.args(["dgst", "-sha256"]).arg(file);
        command
    }

    fn age_encrypt(&self) -> Command {
        let mut command = Command::new("age");
        command.args(["-r", &self.recipient, "-o"]);
        command.arg(&self.encrypted).arg(&self.input);
        command
    }

    fn age_decrypt(&self, plain: Option<&Path>) -> Command {
        let mut command = Command::new("age");
        command.args(["-d", "-i"]).arg(&self.key);
        if let Some(plain) = plain {
            command.arg("-o").arg(plain);
        }
        command.arg(&self.encrypted);
        command
    }
}

fn recipient(key: &Path) -> Result<String> {
    let printed = process::quietly(Command::new("age-keygen").arg("-y").arg(key))?.stdout;
    Ok(String::from_utf8(printed)?.trim().to_owned())
}

/// Seconds of the median of five runs. The file a run makes is removed, so that the next does not pay for throwing it away.
fn median(command: &mut Command, makes: Option<&Path>) -> Result<f64> {
    let mut seconds = Vec::new();
    for _ in 0..RUNS {
        if let Some(made) = makes.filter(|made| made.exists()) {
            std::fs::remove_file(made)?;
        }
        seconds.push(timed(command)?);
    }
    seconds.sort_by(f64::total_cmp);
    Ok(seconds[RUNS / 2])
}

/// Seconds a peer takes; what it writes to standard output goes nowhere.
fn timed(command: &mut Command) -> Result<f64> {
    let began = Instant::now();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    let status = status.with_context(|| format!("cannot start `{}`", process::shown(command)))?;
    process::demand(command, status)?;
    Ok(began.elapsed().as_secs_f64())
}
