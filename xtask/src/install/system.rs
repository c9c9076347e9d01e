//! Programs from the system's package manager.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::{postgres, process};

/// A program, the Debian package that brings it, and what for.
pub struct Program {
    name: &'static str,
    package: &'static str,
    purpose: &'static str,
    present: fn(&str) -> bool,
}

const POSTGRES: Program = Program {
    name: "initdb",
    package: "postgresql",
    purpose: "the second database that everything is tested on",
    present: |_| postgres::programs().is_some(),
};
const AGE: Program = on_path(
    "age",
    "age",
    "another reader of the sealed files, and the peer of sealing",
);
const NODE: Program = on_path(
    "node",
    "nodejs",
    "runs the JavaScript implementation of age, and the browser's driver",
);
const NPM: Program = on_path(
    "npm",
    "npm",
    "fetches the JavaScript implementation of age, and the browser's driver",
);
const CHROMIUM: Program = on_path(
    "chromium",
    "chromium",
    "the browser that goes through the officers' pages",
);
const PYTHON: Program = on_path(
    "python3",
    "python3",
    "runs the validators of bags, CASE, JOSE and logs",
);
const VENV: Program = Program {
    name: "python3 -m venv",
    package: "python3-venv",
    purpose: "keeps the validators apart from the system's Python",
    present: |_| python_has("venv, ensurepip"),
};
const OPENSSL: Program = on_path("openssl", "openssl", "the peer of hashing");

const PDFTOTEXT: Program = on_path(
    "pdftotext",
    "poppler-utils",
    "reads the letters back, in every language",
);
const QPDF: Program = on_path("qpdf", "qpdf", "judges the structure of the letters");
const CHINESE: Program = Program {
    name: "NotoSerifCJK-Regular.ttc",
    package: "fonts-noto-cjk",
    purpose: "the Chinese faces of letters, too large to keep beside the others",
    present: |name| {
        Path::new("/usr/share/fonts/opentype/noto")
            .join(name)
            .exists()
    },
};

/// What `cargo xtask test` needs.
pub const FOR_TESTS: &[Program] = &[
    POSTGRES, AGE, NODE, NPM, PYTHON, VENV, PDFTOTEXT, QPDF, CHINESE, CHROMIUM,
];
/// What the officers' pages need.
pub const FOR_DESK: &[Program] = &[NODE, NPM, CHROMIUM];
/// What the judges need.
pub const FOR_CONFORMANCE: &[Program] = &[AGE, NODE, NPM, PYTHON, VENV, QPDF, CHINESE];
/// What measurements need.
pub const FOR_MEASUREMENTS: &[Program] = &[AGE, OPENSSL];

const fn on_path(name: &'static str, package: &'static str, purpose: &'static str) -> Program {
    Program {
        name,
        package,
        purpose,
        present: |name| process::on_path(name).is_some(),
    }
}

fn python_has(modules: &str) -> bool {
    let import = format!("import {modules}");
    process::quietly(Command::new("python3").args(["-c", &import])).is_ok()
}

/// Installs the missing ones in one go, or says what must be installed by hand.
pub fn install(programs: &[Program]) -> Result<()> {
    let missing: Vec<&Program> = programs.iter().filter(|p| !(p.present)(p.name)).collect();
    for program in &missing {
        println!("   installing {}: {}", program.package, program.purpose);
    }
    if missing.is_empty() {
        println!("   system programs: all present");
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().map(|p| p.package).collect();
    apt_get(&packages)?;
    for program in missing {
        if !(program.present)(program.name) {
            bail!(
                "{} was installed but there is still no `{}`",
                program.package,
                program.name
            );
        }
    }
    Ok(())
}

fn apt_get(packages: &[&str]) -> Result<()> {
    let by_hand = format!("install by hand: {}", packages.join(" "));
    if process::on_path("apt-get").is_none() {
        bail!("there is no apt-get here; {by_hand}");
    }
    let root = process::quietly(Command::new("id").arg("-u"))?
        .stdout
        .trim_ascii()
        == b"0";
    if !root && process::on_path("sudo").is_none() {
        bail!("only root can install packages, and there is no sudo; {by_hand}");
    }
    let command = |arguments: &[&str]| {
        let mut words: Vec<&str> = if root { vec![] } else { vec!["sudo", "-n"] };
        words.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        words.extend(arguments);
        let mut command = Command::new(words[0]);
        command.args(&words[1..]);
        command
    };
    process::run(&mut command(&["update", "-q"]))?;
    let install = [
        &[
            "install",
            "-q",
            "-y",
            "--no-install-recommends",
            "-o",
            "Dpkg::Use-Pty=0",
        ],
        packages,
    ]
    .concat();
    process::run(&mut command(&install)).map_err(|fault| fault.context(by_hand))
}
