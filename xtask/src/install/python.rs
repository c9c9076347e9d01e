//! Python validators, pinned, in a private environment below the target folder.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::places::Places;
use crate::process;

/// A list of pinned packages and what they are for.
struct Requirements {
    file: &'static str,
    purpose: &'static str,
    options: &'static [&'static str],
}

const REQUIREMENTS: &[Requirements] = &[
    Requirements {
        file: "conformance/requirements.txt",
        purpose: "judges of BagIt bags and of CASE/UCO documents",
        options: &[],
    },
    Requirements {
        file: "conformance/jose/requirements.txt",
        purpose: "judges of envelopes: a JOSE library of another language",
        options: &[],
    },
    Requirements {
        file: "conformance/tlog/requirements.txt",
        purpose: "judges of the custody log: a C2SP log reader and a witness",
        // They ask for Python 3.12 but use nothing of it; Debian 12 has 3.11.
        options: &["--ignore-requires-python"],
    },
    Requirements {
        file: "conformance/letters/requirements.txt",
        purpose: "judges of letters: PDF, pictures, QR codes",
        options: &[],
    },
];

/// Installs the validators unless exactly these are installed already.
pub fn install(places: &Places) -> Result<()> {
    let folder = environment(places);
    let wanted = wanted(&places.root)?;
    let record = folder.join("installed.txt");
    let usable = process::quietly(Command::new(folder.join("bin/python")).arg("--version")).is_ok();
    if usable && std::fs::read_to_string(&record).is_ok_and(|installed| installed == wanted) {
        println!("   Python validators: all present");
        return Ok(());
    }
    println!("   installing Python validators into {}", folder.display());
    process::quietly(
        Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
    )?;
    for requirements in REQUIREMENTS {
        pip_install(&folder, &places.root, requirements)?;
    }
    std::fs::write(&record, wanted).with_context(|| format!("cannot write {}", record.display()))
}

fn pip_install(folder: &Path, root: &Path, requirements: &Requirements) -> Result<()> {
    println!("   {}: {}", requirements.file, requirements.purpose);
    let mut pip = Command::new(folder.join("bin/python"));
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ])
    .args(requirements.options)
    .arg("-r")
    .arg(root.join(requirements.file));
    process::quietly(&mut pip)
        .map(drop)
        .with_context(|| format!("cannot install {}", requirements.file))
}

/// One pinned package, unpacked into a folder of its own: only its data are read.
pub fn fetch(places: &Places, package: &str, folder: &Path) -> Result<()> {
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "install", "--quiet", "--upgrade", "--no-deps"])
        .args(["--root-user-action", "ignore", "--target"])
        .arg(folder)
        .arg(package);
    process::quietly(pip.current_dir(&places.root))
        .map(drop)
        .with_context(|| format!("cannot install {package}"))
}

/// The text of all lists: what the record of a finished installation must equal.
fn wanted(root: &Path) -> Result<String> {
    let mut text = String::new();
    for requirements in REQUIREMENTS {
        let file = root.join(requirements.file);
        let list = std::fs::read_to_string(&file)
            .with_context(|| format!("cannot read {}", file.display()))?;
        writeln!(text, "# {}\n{list}", requirements.file)?;
    }
    Ok(text)
}

fn environment(places: &Places) -> PathBuf {
    places.conformance().join("venv")
}

/// A program of the environment, such as `python` or `case_validate`.
pub fn tool(places: &Places, name: &str) -> PathBuf {
    environment(places).join("bin").join(name)
}
