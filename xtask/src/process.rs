//! Running other programs: the command is shown, its failure says what ended how.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Output, Stdio};

use anyhow::{Context, Result, bail};

/// The command as one would type it.
pub fn shown(command: &Command) -> String {
    let set = command
        .get_envs()
        .filter_map(|(name, value)| Some((name, value?)));
    let set = set.map(|(name, value)| format!("{}={}", name.to_string_lossy(), quoted(value)));
    let program = std::iter::once(quoted(command.get_program()));
    let words = set.chain(program).chain(command.get_args().map(quoted));
    words.collect::<Vec<_>>().join(" ")
}

fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    if word.is_empty() || word.contains([' ', '\'', '"', '*', '$', '\n']) {
        format!("'{}'", word.replace('\'', "'\\''"))
    } else {
        word.into_owned()
    }
}

/// Shows the command, runs it with our own output, and demands success.
pub fn run(command: &mut Command) -> Result<()> {
    println!("   $ {}", shown(command));
    let status = command.status().with_context(|| cannot_start(command))?;
    demand(command, status)
}

/// Runs quietly and demands success; what the program said becomes the error.
pub fn quietly(command: &mut Command) -> Result<Output> {
    let output = captured(command)?;
    if !output.status.success() {
        let said = [&output.stdout[..], &output.stderr[..]].concat();
        let said = String::from_utf8_lossy(&said);
        bail!(
            "`{}` ended with {}:\n{}",
            shown(command),
            output.status,
            said.trim()
        );
    }
    Ok(output)
}

/// Runs quietly and leaves the judgement of its ending to the caller.
pub fn captured(command: &mut Command) -> Result<Output> {
    command
        .stdin(Stdio::null())
        .output()
        .with_context(|| cannot_start(command))
}

/// Shows the command, runs it, passes every line on and also hands it to `line`.
pub fn overheard(command: &mut Command, line: impl FnMut(&str) + Send) -> Result<ExitStatus> {
    println!("   $ {}", shown(command));
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| cannot_start(command))?;
    let outputs = child.stdout.take().zip(child.stderr.take());
    let (stdout, stderr) = outputs.context("the program has no output to read")?;
    let line = std::sync::Mutex::new(line);
    std::thread::scope(|scope| {
        scope.spawn(|| relay(stdout, std::io::stdout(), &line));
        scope.spawn(|| relay(stderr, std::io::stderr(), &line));
    });
    child.wait().with_context(|| cannot_start(command))
}

fn relay<L: FnMut(&str)>(from: impl Read, mut to: impl Write, line: &std::sync::Mutex<L>) {
    let mut from = BufReader::new(from);
    let mut bytes = Vec::new();
    while matches!(from.read_until(b'\n', &mut bytes), Ok(1..)) {
        // Our own output may be closed; the program's ending still counts.
        let _closed = to.write_all(&bytes).and_then(|()| to.flush());
        if let Ok(mut line) = line.lock() {
            line(&String::from_utf8_lossy(&bytes));
        }
        bytes.clear();
    }
}

/// An error that names the command, unless it ended well.
pub fn demand(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    bail!("`{}` ended with {status}", shown(command))
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`", shown(command))
}

/// Where a program stands on the path, if anywhere.
pub fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shown_command_can_be_typed() {
        let mut command = Command::new("sh");
        command.env("A", "1").args(["-c", "echo 'x'", ""]);
        assert_eq!(shown(&command), r"A=1 sh -c 'echo '\''x'\''' ''");
    }

    #[test]
    fn a_failing_program_is_quoted() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo broken >&2; exit 3"]);
        let fault = quietly(&mut command).unwrap_err().to_string();
        assert!(
            fault.contains("exit status: 3") && fault.contains("broken"),
            "{fault}"
        );
    }

    #[test]
    fn every_line_is_overheard() {
        let mut lines = Vec::new();
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; echo two >&2"]);
        let status = overheard(&mut command, |line| lines.push(line.trim().to_owned()));
        assert!(status.unwrap().success());
        lines.sort();
        assert_eq!(lines, ["one", "two"]);
    }
}
