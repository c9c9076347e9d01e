//! `comity-letters`: JSON on standard input, PDF on standard output, one letter a process.
//!
//! It ends with 0 and the PDF, or with 1 and one line on standard error. The folder in `COMITY_FONTS` is looked through for
//! fonts besides the system's.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use comity_letters::{INPUT_BYTES_MAX, letter};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("comity-letters: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let mut input = Vec::new();
    let limit = INPUT_BYTES_MAX as u64 + 1;
    io::stdin().lock().take(limit).read_to_end(&mut input)?;
    let folder = std::env::var_os("COMITY_FONTS").map(PathBuf::from);
    let pdf = letter(&input, folder.as_deref())?;
    let mut out = io::stdout().lock();
    out.write_all(&pdf)?;
    Ok(out.flush()?)
}
