//! Memory of a node that has nothing to do.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::figure::Figure;
use super::played;
use crate::places::Places;

/// Long enough for start-up work to end and for deadlines to have been looked at.
const SETTLE: Duration = Duration::from_secs(20);

/// Takes a State's node that has a history, serves it alone, and reads its resident memory
/// once it is quiet.
pub fn measure(places: &Places) -> Result<Vec<Figure>> {
    let played = played::demo(places, "idle")?;
    let resident = idle_mib(
        Command::new(&played.comity)
            .args(["serve", "--data"])
            .arg(&played.xaa),
    )?;
    Ok(vec![Figure::new("idle.resident", resident, "MiB")])
}

fn idle_mib(serve: &mut Command) -> Result<f64> {
    serve.stdout(Stdio::null()).stderr(Stdio::null());
    // It ends when we do, however we do.
    serve
        .stdin(Stdio::piped())
        .env("COMITY_EXIT_WITH_STDIN", "1");
    let mut node = serve.spawn().context("cannot start the node")?;
    std::thread::sleep(SETTLE);
    let resident = resident_mib(node.id());
    node.kill()
        .and_then(|()| node.wait())
        .context("the node does not stop")?;
    resident
}

/// `VmRSS` of a process, which `/proc` gives in KiB.
fn resident_mib(process: u32) -> Result<f64> {
    let status = Path::new("/proc").join(process.to_string()).join("status");
    let status = std::fs::read_to_string(&status).context("the node has ended by itself")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let Some(line) = line else {
        bail!("the node has ended by itself");
    };
    let kib: u32 = line.trim().trim_end_matches(" kB").parse()?;
    Ok(f64::from(kib) / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn we_have_some_memory_ourselves() {
        let own = resident_mib(std::process::id()).unwrap();
        assert!((0.5..1024.0).contains(&own), "{own}");
    }
}
