//! Measures the desk: `desk_speed DATA NAME MATTERS OFFICERS`, on the data folder of a State's node that has a history. The
//! matters of that history are multiplied in its database first, until there are so many.
//!
//! Pages are asked for over HTTP, one after the other, and then by all officers at once. Prints one line a figure: name,
//! value, unit.

mod multiply;

use std::collections::BTreeSet;
use std::env;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use comity_node::{Draft, Node, SignedInBy, World};
use comity_treaty::{OfficerId, Role};
use reqwest::{Client, StatusCode, header};

/// How often each page is asked for; the first time is not counted.
const ROUNDS: usize = 60;
/// Pages that each of many officers looks at.
const LOOKS: usize = 20;
/// What a browser fetches with its first page.
const ASSETS: [&str; 3] = ["/assets/desk.css", "/assets/desk.js", "/assets/mark.svg"];

type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main(worker_threads = 2)]
async fn main() -> Result<(), Failure> {
    let argument = |place| env::args().nth(place).ok_or("DATA NAME MATTERS OFFICERS");
    let (data, of, matters) = (argument(1)?, argument(2)?, argument(3)?);
    let officers: usize = argument(4)?.parse()?;
    let matter = multiply::to(&Path::new(&data).join("node.db"), matters.parse()?).await?;
    let desk = Desk::open(Path::new(&data)).await?;
    let pages = [
        ("start", "/".to_owned()),
        ("worklist", "/matters".to_owned()),
        ("filtered", "/matters?side=requesting&peer=XBB".to_owned()),
        ("searched", "/matters?find=trader".to_owned()),
        ("matter", format!("/matters/{matter}")),
        ("drafts", "/drafts".to_owned()),
        ("draft", format!("/drafts/{}", desk.draft().await?)),
        ("new_draft", format!("/drafts/new?from={matter}")),
        ("directory", "/directory".to_owned()),
        ("law", "/directory/XBB".to_owned()),
        ("between", "/directory/between?one=XAA&other=XBB".to_owned()),
        ("calls", "/test-calls".to_owned()),
        ("roster", "/roster".to_owned()),
        ("status", "/status".to_owned()),
        ("account", "/account".to_owned()),
        ("administration", "/administration".to_owned()),
        ("peers", "/administration/peers".to_owned()),
        ("pulse", "/pulse".to_owned()),
    ];
    let officer = desk.officer(0).await?;
    let mut worst = Duration::ZERO;
    for (name, path) in &pages {
        let median = officer.median(path).await?;
        println!("desk.{of}.{name} {:.3} ms", median.as_secs_f64() * 1e3);
        worst = worst.max(median);
    }
    if officers == 0 {
        return Ok(());
    }
    println!("desk.worst_page {:.3} ms", worst.as_secs_f64() * 1e3);
    println!(
        "desk.first_page {:.1} KB",
        officer.first_page().await? / 1e3
    );
    let paths: Vec<String> = pages.into_iter().map(|(_, path)| path).collect();
    desk.all_at_once(officers, &paths).await
}

/// A node with its desk, served in this process.
struct Desk {
    node: Arc<Node>,
    url: String,
}

/// An officer's browser.
#[derive(Clone)]
struct Officer {
    http: Client,
    url: String,
}

impl Desk {
    async fn open(data: &Path) -> Result<Self, Failure> {
        let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let node = Node::open(data, None, World::system()).await?;
        let listener = comity_web::listen_desk(&node).await?;
        let listener = listener.ok_or("the node has no desk")?;
        let url = format!("http://{}", listener.local_addr()?);
        let served =
            comity_web::serve_desk(Arc::clone(&node), Some(listener), std::future::pending());
        tokio::spawn(served);
        Ok(Self { node, url })
    }

    /// A draft that somebody has begun.
    async fn draft(&self) -> Result<String, Failure> {
        let writes = comity_node::Officer {
            id: OfficerId("measured".into()),
            roles: [Role::Drafter].into(),
        };
        let draft = Draft {
            measure: "preservation".into(),
            to: "XBB".into(),
            typed: [(
                "facts".to_owned(),
                "Forged invoices were sent. ".repeat(200),
            )]
            .into(),
            ..Draft::default()
        };
        Ok(self.node.begin_draft(&writes, None, draft).await?)
    }

    /// One who may see everything of cases and runs the node, signed in.
    async fn officer(&self, number: usize) -> Result<Officer, Failure> {
        let id = format!("measured-{number}");
        let roles = [Role::Drafter, Role::DutyOfficer, Role::Administrator];
        let roles: BTreeSet<Role> = roles.into();
        self.node.add_officer(&id, &id, &roles).await?;
        let token = self.node.begin_session(&id, SignedInBy::Passkey).await?;
        let desk = self
            .node
            .config()
            .desk
            .as_ref()
            .map(|desk| desk.url.as_str());
        let port = desk
            .and_then(|url| url.rsplit_once(':'))
            .map(|(_, port)| port);
        let cookie = match port {
            Some(port) => format!("comity_session_{port}={token}"),
            None => format!("comity_session={token}"),
        };
        let mut headers = header::HeaderMap::new();
        headers.insert(header::COOKIE, cookie.parse()?);
        let http = Client::builder().default_headers(headers).build()?;
        let url = self.url.clone();
        Ok(Officer { http, url })
    }

    /// So many officers, each walking over the pages; any answer but the page is an error.
    async fn all_at_once(&self, officers: usize, paths: &[String]) -> Result<(), Failure> {
        let mut all = Vec::new();
        for number in 1..=officers {
            all.push(self.officer(number).await?);
        }
        let begun = Instant::now();
        let mut walks = tokio::task::JoinSet::new();
        for (number, officer) in all.into_iter().enumerate() {
            let paths = paths.to_vec();
            walks.spawn(async move {
                let mut times = Vec::new();
                for look in 0..LOOKS {
                    let path = &paths[(number + look) % paths.len()];
                    times.push(officer.timed(path).await.ok());
                }
                times
            });
        }
        let looks: Vec<Option<Duration>> = walks.join_all().await.into_iter().flatten().collect();
        let seconds = begun.elapsed().as_secs_f64();
        let errors = looks.iter().filter(|look| look.is_none()).count();
        let mut times: Vec<Duration> = looks.iter().flatten().copied().collect();
        times.sort_unstable();
        let late = times
            .get(times.len() * 95 / 100)
            .copied()
            .unwrap_or_default();
        println!("desk.many_officers_errors {errors} pages");
        println!(
            "desk.many_officers_rate {:.0} 1/s",
            f64::from(u32::try_from(looks.len())?) / seconds
        );
        println!("desk.many_officers_p95 {:.1} ms", late.as_secs_f64() * 1e3);
        Ok(())
    }
}

impl Officer {
    async fn get(&self, path: &str) -> Result<usize, Failure> {
        let answer = self.http.get(format!("{}{path}", self.url)).send().await?;
        if answer.status() != StatusCode::OK || answer.url().path().starts_with("/sign-in") {
            return Err(format!("{path}: {}", answer.status()).into());
        }
        Ok(answer.bytes().await?.len())
    }

    async fn timed(&self, path: &str) -> Result<Duration, Failure> {
        let begun = Instant::now();
        self.get(path).await?;
        Ok(begun.elapsed())
    }

    async fn median(&self, path: &str) -> Result<Duration, Failure> {
        let mut times = Vec::new();
        for round in 0..=ROUNDS {
            let time = self.timed(path).await?;
            if round > 0 {
                times.push(time);
            }
        }
        times.sort_unstable();
        Ok(times[times.len() / 2])
    }

    /// Bytes of the first page with all that belongs to it.
    async fn first_page(&self) -> Result<f64, Failure> {
        let mut bytes = self.get("/").await?;
        for asset in ASSETS {
            bytes += self.get(asset).await?;
        }
        Ok(f64::from(u32::try_from(bytes)?))
    }
}
