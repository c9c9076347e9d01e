//! Sealing and opening 4 GiB beside `openssl dgst -sha256` and `age`, in one run on one file.
//!
//! Ours is `crates/evidence/examples/seal_speed.rs FOLDER GIBIBYTES seal|open`. It makes the file `input.bin`, reads it into
//! the page cache, and prints its figures, the speed of SHA-256 alone among them. What both read is in the page cache; what
//! both write goes to the same disk, ours with a sync at the end, the peers' without.
//!
//! Ours and the peers take turns, round by round, and a ratio is the median of the rounds' own ratios: a machine whose host
//! lends it more in one minute than in the next is as fast for both within a round.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};

use super::examples;
use super::figure::Figure;
use crate::places::{Places, Scratch};
use crate::process;

const GIBIBYTES: u32 = 4;
/// How many rounds.
const ROUNDS: usize = 7;

/// Sealing to a file, against hashing and then encrypting to a file.
pub fn seal(places: &Places) -> Result<Vec<Figure>> {
    let bench = Bench::new(places)?;
    let rounds = bench.rounds("seal", || {
        let hash = timed(&mut Bench::hash(&bench.input))?;
        let age = timed_making(&mut bench.age_encrypt(), &bench.encrypted)?;
        Ok([hash + age])
    })?;
    compared("seal", "seal to a file", &rounds, |round| round.peers[0])
}

/// Opening without keeping the plaintext, against decrypting to nowhere and then hashing;
/// and opening to a file, against decrypting to a file and then hashing it.
pub fn open(places: &Places) -> Result<Vec<Figure>> {
    let bench = Bench::new(places)?;
    let rounds = bench.rounds("open", || {
        timed_making(&mut bench.age_encrypt(), &bench.encrypted)?;
        let nowhere = timed(&mut bench.age_decrypt(None))? + timed(&mut Bench::hash(&bench.input))?;
        let plain = &bench.decrypted;
        let kept = timed_making(&mut bench.age_decrypt(Some(plain)), plain)?;
        Ok([nowhere, kept + timed(&mut Bench::hash(plain))?])
    })?;
    let mut figures = compared("open", "open, verify only", &rounds, |round| round.peers[0])?;
    let kept = compared("open_to_file", "open to a file", &rounds, |round| {
        round.peers[1]
    })?;
    figures.extend(kept);
    Ok(figures)
}

/// One round: our figures, and the seconds that the peers took for the same.
struct Round<const N: usize> {
    ours: Vec<Figure>,
    peers: [f64; N],
}

impl<const N: usize> Round<N> {
    fn our(&self, name: &str) -> Result<f64> {
        let figure = self.ours.iter().find(|figure| figure.name == name);
        figure
            .map(|figure| figure.value)
            .with_context(|| format!("seal_speed printed no '{name}'"))
    }
}

/// Our speed beside that of the peers, round by round.
fn compared<const N: usize>(
    act: &str,
    ours: &str,
    rounds: &[Round<N>],
    peers: impl Fn(&Round<N>) -> f64,
) -> Result<Vec<Figure>> {
    let bytes = f64::from(GIBIBYTES) * f64::from(1 << 30);
    let peer = |round: &Round<N>| Ok(bytes / peers(round) / 1e9);
    let median = |of: &dyn Fn(&Round<N>) -> Result<f64>| -> Result<f64> {
        let mut values = rounds.iter().map(of).collect::<Result<Vec<_>>>()?;
        values.sort_by(f64::total_cmp);
        Ok(values[values.len() / 2])
    };
    let named = |name: &str, value, unit| Figure::new(&format!("{act}.{name}"), value, unit);
    let speed = |round: &Round<N>| round.our(ours);
    let sha256 = |round: &Round<N>| round.our("sha256 alone");
    Ok(vec![
        named("throughput", median(&speed)?, "GB/s").beside(median(&peer)?),
        named(
            "ratio_to_peer",
            median(&|round| Ok(speed(round)? / peer(round)?))?,
            "",
        ),
        named("sha256_alone", median(&sha256)?, "GB/s"),
        // What nobody exceeds who takes SHA-256 on the way.
        named(
            "sha256_to_peer",
            median(&|round| Ok(sha256(round)? / peer(round)?))?,
            "",
        ),
        named(
            "ratio_to_sha256",
            median(&|round| Ok(speed(round)? / sha256(round)?))?,
            "",
        ),
        named("memory", median(&|round| round.our("peak memory"))?, "MiB"),
    ])
}

/// Our program, and the files for the peers.
struct Bench {
    program: PathBuf,
    input: PathBuf,
    encrypted: PathBuf,
    decrypted: PathBuf,
    key: PathBuf,
    recipient: String,
    folder: Scratch,
}

impl Bench {
    fn new(places: &Places) -> Result<Self> {
        let folder = Scratch::new(&places.target, "seal")?;
        let file = |name: &str| folder.path().join(name);
        let example = examples::built(places, "comity-evidence", "seal_speed")?;
        let key = file("key");
        process::quietly(Command::new("age-keygen").arg("-o").arg(&key))?;
        Ok(Self {
            program: example.get_program().into(),
            input: file("input.bin"),
            encrypted: file("age"),
            decrypted: file("plain"),
            recipient: recipient(&key)?,
            key,
            folder,
        })
    }

    /// Ours, then the peers, again and again.
    fn rounds<const N: usize>(
        &self,
        act: &str,
        mut peers: impl FnMut() -> Result<[f64; N]>,
    ) -> Result<Vec<Round<N>>> {
        let round = |_| {
            let mut ours = Command::new(&self.program);
            ours.arg(self.folder.path());
            ours.args([&GIBIBYTES.to_string(), act]);
            Ok(Round {
                ours: examples::figures(&mut ours)?,
                peers: peers()?,
            })
        };
        (0..ROUNDS).map(round).collect()
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

/// The same for what makes a file: it is removed before, so that no run pays for throwing it away.
fn timed_making(command: &mut Command, made: &Path) -> Result<f64> {
    if made.exists() {
        std::fs::remove_file(made)?;
    }
    timed(command)
}

/// Seconds a peer takes; what it writes to standard output goes nowhere.
fn timed(command: &mut Command) -> Result<f64> {
    let began = Instant::now();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    let status = status.with_context(|| format!("cannot start `{}`", process::shown(command)))?;
    process::demand(command, status)?;
    Ok(began.elapsed().as_secs_f64())
}
