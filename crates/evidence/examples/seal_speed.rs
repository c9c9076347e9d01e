//! Measures sealing or opening beside its ceiling, each once: `seal_speed FOLDER GIBIBYTES seal|open`. FOLDER receives the
//! input (kept, for the next run), the package and what is opened; input and package are read once before they are used, so
//! that they are in the page cache. What goes to a file goes to the disk: past the page cache, with a sync at the end, as a
//! node does it. One line for each figure, in GB/s (10^9 bytes) of evidence.

use std::error::Error;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;
use std::time::Instant;

use aws_lc_rs::digest::{Context, SHA256};
use comity_evidence::{
    BagPath, BagSink, Conditions, Confidentiality, Identity, Item, ItemDescription, Manifest,
    OnwardTransfer, SealEntropy, SealParameters, Sealed, SealingAct, VerifyOnly, open, seal,
    seal_pages,
};

use direct::{DirectFile, Opening};

#[path = "seal_speed/direct.rs"]
mod direct;

const USAGE: &str = "usage: seal_speed FOLDER GIBIBYTES seal|open";

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, gibibytes, act] = arguments.as_slice() else {
        return Err(USAGE.into());
    };
    let (folder, size) = (Path::new(folder), gibibytes.parse::<u64>()? << 30);
    let input = folder.join("input.bin");
    make_input(&input, size)?;
    figure("sha256 alone", size, || hash(&input))?;
    match act.as_str() {
        "seal" => sealing(folder, &input, size)?,
        "open" => opening(folder, &input, size)?,
        _ => return Err(USAGE.into()),
    }
    println!("peak memory: {} MiB", peak_memory_mib()?);
    Ok(())
}

fn sealing(folder: &Path, input: &Path, size: u64) -> Result<(), Box<dyn Error>> {
    let package = folder.join("package.age");
    let identity = Identity::from_seed([1; 32]);
    figure("seal to nowhere", size, || {
        Ok(seal(
            [item(input, size)],
            parameters(&identity)?,
            io::sink(),
            |_| {},
        )?)
    })?;
    figure("seal to a file", size, || {
        seal_file(input, size, &identity, &package)
    })?;
    Ok(std::fs::remove_file(&package)?)
}

fn opening(folder: &Path, input: &Path, size: u64) -> Result<(), Box<dyn Error>> {
    let (package, opened) = (folder.join("package.age"), folder.join("opened.bin"));
    let identity = Identity::from_seed([1; 32]);
    let sealed = seal_file(input, size, &identity, &package)?;
    // It went past the page cache.
    io::copy(&mut File::open(&package)?, &mut io::sink())?;
    figure("open, verify only", size, || {
        open_file(&package, &sealed.manifest, &identity, &mut VerifyOnly)
    })?;
    figure("open to a file", size, || {
        open_file(
            &package,
            &sealed.manifest,
            &identity,
            &mut Opening::new(&opened),
        )
    })?;
    std::fs::remove_file(&package)?;
    Ok(std::fs::remove_file(&opened)?)
}

fn figure<T>(
    name: &str,
    size: u64,
    mut run: impl FnMut() -> Result<T, Box<dyn Error>>,
) -> Result<T, Box<dyn Error>> {
    let ((seconds, user, system), value) = timed(&mut run)?;
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let speed = size as f64 / seconds / 1e9;
    println!("{name}: {speed:.3} GB/s ({user:.1} s user, {system:.1} s system)");
    Ok(value)
}

/// Seconds that passed, and seconds of processor in this process's code and in the system's.
type Times = (f64, f64, f64);

fn timed<T>(
    run: &mut impl FnMut() -> Result<T, Box<dyn Error>>,
) -> Result<(Times, T), Box<dyn Error>> {
    let (start, before) = (Instant::now(), processor_seconds()?);
    let value = run()?;
    let (seconds, after) = (start.elapsed().as_secs_f64(), processor_seconds()?);
    let times = (seconds, after.0 - before.0, after.1 - before.1);
    Ok((times, value))
}

/// What this process took so far, in its own code and in the system's. The ticks
/// of /proc are hundredths of a second.
fn processor_seconds() -> Result<(f64, f64), Box<dyn Error>> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let mut fields = after_name.split_whitespace().skip(11);
    let mut ticks = || -> Result<f64, Box<dyn Error>> {
        Ok(fields
            .next()
            .ok_or("no times in /proc/self/stat")?
            .parse::<f64>()?
            / 100.0)
    };
    Ok((ticks()?, ticks()?))
}

fn make_input(path: &Path, size: u64) -> io::Result<()> {
    if path.metadata().is_ok_and(|found| found.len() == size) {
        io::copy(&mut File::open(path)?, &mut io::sink())?;
        return Ok(());
    }
    let mut block: Vec<u8> = blake3_stream();
    let mut out = BufWriter::new(File::create(path)?);
    for index in 0..size / block.len() as u64 {
        block[..8].copy_from_slice(&index.to_le_bytes());
        out.write_all(&block)?;
    }
    // What is still to be written would be written while others are measured.
    out.into_inner()?.sync_all()
}

fn blake3_stream() -> Vec<u8> {
    let mut block = vec![0; 1 << 20];
    blake3::Hasher::new().finalize_xof().fill(&mut block);
    block
}

fn hash(path: &Path) -> Result<(), Box<dyn Error>> {
    let (mut file, mut context) = (File::open(path)?, Context::new(&SHA256));
    let mut buffer = vec![0; 64 << 10];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            count => context.update(&buffer[..count]),
        }
    }
    std::hint::black_box(context.finish());
    Ok(())
}

fn item(path: &Path, size: u64) -> io::Result<Item<File>> {
    Ok(Item {
        path: BagPath::payload("input.bin").map_err(io::Error::other)?,
        size,
        about: ItemDescription::default(),
        content: File::open(path)?,
    })
}

fn seal_file(
    input: &Path,
    size: u64,
    identity: &Identity,
    package: &Path,
) -> Result<Sealed, Box<dyn Error>> {
    let out = DirectFile::create(package)?;
    let sealed = seal_pages([item(input, size)], parameters(identity)?, &out, |_| {})?;
    out.0.sync_all()?;
    Ok(sealed)
}

fn open_file(
    path: &Path,
    manifest: &Manifest,
    identity: &Identity,
    sink: &mut impl BagSink,
) -> Result<(), Box<dyn Error>> {
    open(File::open(path)?, identity, manifest, sink, |_| {})?;
    Ok(())
}

fn parameters(identity: &Identity) -> Result<SealParameters, Box<dyn Error>> {
    Ok(SealParameters {
        package: "019ab1c0-0000-7000-8000-000000000001".parse()?,
        matter: "019ab1bf-0000-7000-8000-000000000002".parse()?,
        from: "XBB".parse()?,
        to: "XAA".parse()?,
        sealed_at: "2026-11-24T12:00:00Z".parse()?,
        recipient: identity.recipient().clone(),
        conditions: Conditions {
            purpose: "A measurement".into(),
            onward_transfer: OnwardTransfer::Forbidden,
            confidentiality: Confidentiality::Confidential,
            retention_until: None,
            remarks: None,
        },
        references: Vec::new(),
        act: SealingAct {
            authority: "Nobody".into(),
            basis: "None".into(),
            started: "2026-11-24T12:00:00Z".parse()?,
            ended: "2026-11-24T12:00:00Z".parse()?,
            program: "seal_speed".into(),
        },
        // Known to everybody: what is sealed here is not secret.
        entropy: SealEntropy::from_bytes([3; 96]),
    })
}

/// The most memory this process ever held.
fn peak_memory_mib() -> Result<u64, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1));
    Ok(kib.ok_or("no VmHWM in /proc/self/status")?.parse::<u64>()? / 1024)
}
