//! Where the demo takes place: a folder, a register, two States' nodes with their officers.

use anyhow::{Context, Result, bail};
use comity_node::{Anchor, DeskConfig, FormerKeys, NewNode, Node, World, create};
use comity_treaty::{PartyFacts, Role};
use comity_wire::statement::{NodeMetadata, claimed_subject, verify_self_signed};
use jiff::Timestamp;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::cast::{ARVENIA, BELMORA, Country, Person};
use super::place::Place;
use super::port::free_port;
use super::processes::NodeProcess;
use crate::acts::text;
use crate::administration::{NewOfficer, add_officer, explained, open};
use crate::client::{Client, Profile};

/// How long the nodes may take to know each other.
const DIRECTORY_SECONDS_MAX: u64 = 40;

/// A State in play.
pub struct Side {
    /// The State.
    pub country: &'static Country,
    /// Its node's data folder.
    pub data: PathBuf,
    /// Its node's address.
    pub url: String,
    officers: Vec<Officer>,
}

/// An officer, connected to the own State's node.
pub struct Officer {
    /// Who.
    pub person: &'static Person,
    /// The profile file.
    pub profile: PathBuf,
    /// The connection.
    pub client: Client,
    /// Signs in to the State's desk with one press.
    pub link: String,
}

impl Side {
    /// The officer in this role.
    pub fn officer(&self, role: Role) -> Result<&Officer> {
        let found = self
            .officers
            .iter()
            .find(|officer| officer.person.role == role);
        found.with_context(|| format!("{} has no {}", self.country.code, role.key()))
    }

    /// Every officer.
    pub fn officers(&self) -> &[Officer] {
        &self.officers
    }

    /// Where the node's log lines are.
    pub fn log(&self) -> PathBuf {
        self.data.join("serve.log")
    }
}

/// Everything in play. Dropping it ends the three processes.
pub struct Scene {
    /// The State that asks.
    pub xaa: Side,
    /// The State that is asked.
    pub xbb: Side,
    /// The register's address.
    pub register_url: String,
    processes: Vec<NodeProcess>,
}

impl Scene {
    /// Makes the three nodes, enrols both States, and starts three processes that know each other.
    pub async fn build(place: &Place) -> Result<Self> {
        let register = Address::free()?;
        let register_data = place.join("register");
        let anchor = init(
            &register_data,
            None,
            "Secretariat of the Conference (demo)",
            &register,
            None,
        )?;
        let xaa = settle(place, &ARVENIA, &anchor).await?;
        let xbb = settle(place, &BELMORA, &anchor).await?;
        enrol(&register_data, [&xaa.0, &xbb.0]).await?;
        let mut processes = vec![start("register", &register_data, &register.listen).await?];
        for (side, listen) in [&xaa, &xbb] {
            processes.push(start(side.country.code, &side.data, listen).await?);
        }
        let scene = Self {
            xaa: xaa.0,
            xbb: xbb.0,
            register_url: register.url,
            processes,
        };
        knows(&scene.xaa, &scene.xbb).await?;
        knows(&scene.xbb, &scene.xaa).await?;
        Ok(scene)
    }

    /// The first process that has ended by itself, if any.
    pub fn ended(&mut self) -> Option<String> {
        self.processes
            .iter_mut()
            .find_map(|process| (!process.running()).then(|| process.name().to_owned()))
    }
}

impl Drop for Scene {
    /// Asks all three to stop before the first is waited for.
    fn drop(&mut self) {
        self.processes.iter_mut().for_each(NodeProcess::ask_to_stop);
    }
}

/// An exercise's desk: links sign in by themselves.
fn desk() -> Result<DeskConfig> {
    let port = free_port()?;
    Ok(DeskConfig {
        listen: format!("127.0.0.1:{port}"),
        // Browsers make passkeys for names, and trust this one without a certificate.
        url: format!("http://localhost:{port}"),
        sign_in_by_link: true,
        openid: None,
    })
}

/// Where a node listens and is reached.
struct Address {
    listen: String,
    url: String,
}

impl Address {
    fn free() -> Result<Self> {
        let listen = format!("127.0.0.1:{}", free_port()?);
        let url = format!("https://{listen}");
        Ok(Self { listen, url })
    }
}

/// Makes a node; returns the file it hands on.
fn init(
    data: &Path,
    country: Option<&Country>,
    name: &str,
    at: &Address,
    anchor: Option<&Path>,
) -> Result<PathBuf> {
    let state = country.map(|country| country.code.parse()).transpose()?;
    let new = NewNode {
        data,
        state,
        name: name.to_owned(),
        listen: at.listen.clone(),
        url: at.url.clone(),
        database: "sqlite".into(),
        anchor,
        desk: country.map(|_| desk()).transpose()?,
        passphrase: None,
    };
    create(&new, &World::system()).with_context(|| format!("the node of {name} was not made"))
}

/// A State's node with its officers, not started yet.
async fn settle(place: &Place, country: &'static Country, anchor: &Path) -> Result<(Side, String)> {
    let at = Address::free()?;
    let data = place.join(country.folder);
    init(&data, Some(country), country.name, &at, Some(anchor))?;
    let profiles = place.join("officers");
    std::fs::create_dir_all(&profiles)
        .with_context(|| format!("{}: cannot be made", profiles.display()))?;
    let node = open(&data).await?;
    let mut officers = Vec::new();
    for person in country.officers {
        let profile = profiles.join(format!("{}-{}.toml", country.folder, person.id));
        officers.push(appoint(&node, &data, person, profile).await?);
    }
    let published = node.publish_profile(country.profile).await;
    published
        .map_err(explained)
        .with_context(|| format!("the profile of {}", country.name))?;
    node.close().await;
    Ok((
        Side {
            country,
            data,
            url: at.url,
            officers,
        },
        at.listen,
    ))
}

async fn appoint(
    node: &Node,
    data: &Path,
    person: &'static Person,
    profile: PathBuf,
) -> Result<Officer> {
    let new = NewOfficer {
        id: person.id.into(),
        name: person.name.into(),
        roles: vec![person.role],
    };
    add_officer(node, data, &new, &profile).await?;
    let client = Client::new(Profile::load(&profile)?)?;
    let token = node.invite(person.id).await.map_err(explained)?;
    let desk = node.config().desk.as_ref();
    let desk = desk.map_or("", |desk| desk.url.as_str());
    Ok(Officer {
        link: format!("{desk}/welcome/{token}"),
        person,
        profile,
        client,
    })
}

async fn enrol(register: &Path, sides: [&Side; 2]) -> Result<()> {
    let node = open(register).await?;
    for side in sides {
        let file = side.data.join(comity_node::ENROLMENT);
        let statement = std::fs::read_to_string(&file)
            .with_context(|| format!("{}: cannot be read", file.display()))?;
        let facts: PartyFacts =
            serde_json::from_value(side.country.facts()).context("the facts of a demo State")?;
        node.enrol(&statement, facts, FormerKeys::Sign)
            .await
            .map_err(explained)?;
    }
    node.close().await;
    Ok(())
}

async fn start(name: &str, data: &Path, listen: &str) -> Result<NodeProcess> {
    let mut process = NodeProcess::start(name, data)?;
    process.ready(listen).await?;
    Ok(process)
}

/// Waits until a State's node believes the directory and reaches the other one.
async fn knows(side: &Side, other: &Side) -> Result<()> {
    let client = &side.officer(Role::Overseer)?.client;
    let check = format!("peer {}", other.country.code);
    let law = format!("/api/v1/states/{}/profile", other.country.code);
    let began = Instant::now();
    loop {
        let report = client.get("/api/v1/doctor").await?;
        let known = report["findings"].as_array().into_iter().flatten();
        if known
            .clone()
            .any(|finding| text(finding, "check") == check && text(finding, "severity") == "good")
            && client.get(&law).await.is_ok()
        {
            return Ok(());
        }
        if began.elapsed() > Duration::from_secs(DIRECTORY_SECONDS_MAX) {
            bail!(
                "{} did not find {} in the directory within {DIRECTORY_SECONDS_MAX} s:\n{}\nits log: {}",
                side.country.code,
                other.country.code,
                listed(known),
                side.log().display()
            );
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn listed<'a>(findings: impl Iterator<Item = &'a Value>) -> String {
    let line = |finding: &Value| {
        format!(
            "  {} {}: {}\n",
            text(finding, "severity"),
            text(finding, "check"),
            text(finding, "finding")
        )
    };
    findings.map(line).collect()
}

/// The register as its anchor file shows it: what a court pins.
pub fn anchor(place: &Place) -> Result<Anchor> {
    let file = place.join("register").join(comity_node::ANCHOR);
    let text = std::fs::read_to_string(&file)
        .with_context(|| format!("{}: cannot be read", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{}: not an anchor", file.display()))
}

/// What a State's node says of itself, out of its enrolment.
pub fn metadata(side: &Side) -> Result<NodeMetadata> {
    let file = side.data.join(comity_node::ENROLMENT);
    let statement =
        std::fs::read(&file).with_context(|| format!("{}: cannot be read", file.display()))?;
    let own = verify_self_signed(&claimed_subject(&statement)?, &statement, Timestamp::now())?;
    own.metadata
        .comity_node
        .with_context(|| format!("{}: not of a State's node", file.display()))
}
