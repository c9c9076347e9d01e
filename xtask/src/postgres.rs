//! A PostgreSQL cluster of our own: free port, scratch folder, gone afterwards.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::places::Scratch;
use crate::process;
use crate::watch::Watcher;

/// The system user that Debian's package makes; PostgreSQL refuses to run as root.
const SYSTEM_USER: &str = "postgres";

/// Stops the server and removes its folder; `$1` is the folder, the rest is pg_ctl as its user.
const CLEAN_UP: &str = r#"folder=$1; shift; cd /; "$@" -D "$folder/data" -m immediate stop >/dev/null 2>&1; rm -rf "$folder""#;

/// Durability is switched off: the cluster lives for one run. What a crash leaves is
/// tested by breaking our writes, not by pulling this server's plug.
const SETTINGS: &str = "listen_addresses = '127.0.0.1'\n\
    fsync = off\n\
    synchronous_commit = off\n\
    full_page_writes = off\n\
    max_connections = 300\n";

/// A running cluster; dropping it stops the server and removes everything.
pub struct Cluster {
    port: u16,
    /// Declared before the folder: the server stops before its files go.
    _watcher: Watcher,
    _folder: Scratch,
}

impl Cluster {
    /// Initialises and starts a cluster that trusts the loopback interface.
    pub fn start() -> Result<Self> {
        let programs = programs().context("PostgreSQL is not installed")?;
        // Not below the target folder: that may be in a home its user cannot enter.
        let folder = Scratch::new(&std::env::temp_dir(), "postgres")?;
        let place = folder
            .path()
            .to_str()
            .context("the temporary folder's name is not text")?;
        let server = Server { programs, place };
        let watcher = Watcher::start(CLEAN_UP, &server.clean_up())?;
        server.initialise()?;
        let port = server.start()?;
        Ok(Self {
            port,
            _watcher: watcher,
            _folder: folder,
        })
    }

    /// What the tests are told in `COMITY_TEST_POSTGRES`.
    pub fn url(&self) -> String {
        format!("postgres://{SYSTEM_USER}@127.0.0.1:{}", self.port)
    }
}

struct Server<'a> {
    programs: PathBuf,
    place: &'a str,
}

impl Server<'_> {
    fn initialise(&self) -> Result<()> {
        if am_root()? {
            process::quietly(Command::new("chown").args([SYSTEM_USER, self.place]))?;
        }
        let data = self.data();
        let mut initdb = self.command("initdb");
        initdb.args([
            "-D",
            &data,
            "-U",
            SYSTEM_USER,
            "--auth=trust",
            "--no-sync",
            "-E",
            "UTF8",
        ]);
        process::quietly(initdb.arg("--locale=C"))?;
        let settings = Path::new(&data).join("postgresql.auto.conf");
        std::fs::write(
            &settings,
            format!("{SETTINGS}unix_socket_directories = '{}'\n", self.place),
        )
        .with_context(|| format!("cannot write {}", settings.display()))
    }

    /// Another process may take the port between our look and the start, so try again.
    fn start(&self) -> Result<u16> {
        let mut last = None;
        for _ in 0..3 {
            let port = free_port()?;
            match process::quietly(self.command("pg_ctl").args(self.start_arguments(port))) {
                Ok(_) => return Ok(port),
                Err(fault) => last = Some(fault),
            }
        }
        let log = std::fs::read_to_string(self.log()).unwrap_or_default();
        match last {
            Some(fault) => {
                Err(fault.context(format!("PostgreSQL does not start; its log:\n{log}")))
            }
            None => bail!("PostgreSQL was not started"),
        }
    }

    fn start_arguments(&self, port: u16) -> Vec<String> {
        let port = format!("-p {port}");
        [
            "-D",
            &self.data(),
            "-l",
            &self.log(),
            "-w",
            "-o",
            &port,
            "start",
        ]
        .map(String::from)
        .to_vec()
    }

    fn clean_up(&self) -> Vec<&str> {
        let mut words = vec![self.place];
        if am_root().unwrap_or(false) {
            words.extend(["runuser", "-u", SYSTEM_USER, "--"]);
        }
        words.push("pg_ctl");
        words
    }

    fn command(&self, program: &str) -> Command {
        let program = self.programs.join(program);
        let mut command = if am_root().unwrap_or(false) {
            let mut command = Command::new("runuser");
            command.args(["-u", SYSTEM_USER, "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        // Its user may be unable to enter the folder we stand in.
        command.current_dir("/");
        command
    }

    fn data(&self) -> String {
        format!("{}/data", self.place)
    }

    fn log(&self) -> String {
        format!("{}/log", self.place)
    }
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no free port on 127.0.0.1")?;
    Ok(listener.local_addr()?.port())
}

fn am_root() -> Result<bool> {
    let id = process::quietly(Command::new("id").arg("-u"))?.stdout;
    Ok(id.trim_ascii() == b"0")
}

/// The folder of the newest installed server; Debian keeps it off the path.
pub fn programs() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .collect();
    versions.sort();
    let newest = versions.pop().map(|(_, folder)| folder);
    newest.or_else(|| Some(process::on_path("initdb")?.parent()?.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_answers_until_it_is_dropped() {
        let cluster = Cluster::start().unwrap();
        let url = cluster.url();
        let ready = programs().unwrap().join("pg_isready");
        let asked = || process::quietly(Command::new(&ready).args(["-t", "2", "-d", &url]));
        asked().unwrap();
        drop(cluster);
        assert!(asked().is_err(), "the server still answers");
    }
}
