//! Who is who, as the register vouches for it: a verified copy that the node lives on while the
//! register is away, and refuses once it has expired.

use comity_custody::{Digest, NoteVerifier};
use comity_treaty::{PartyFacts, StateCode};
use comity_wire::directory::{Directory, Known, Listed, MAX_DIRECTORY_BYTES};
use comity_wire::envelope::{KnownKey, Standing};
use comity_wire::keys::{Kid, PublicKey, PublicKeys};
use comity_wire::problem::ProblemType;
use comity_wire::statement::{self, EntityId, Member, Register, SubordinateStatement};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

use crate::node::Node;
use crate::profiles::HeldProfile;
use crate::refusal::Refusal;
use crate::refused;
use crate::reply::{SMALL_MAX, reply};

/// How often the register is asked whether anything changed.
const REFRESH: Duration = Duration::from_secs(15);
/// How long the register may take to answer.
pub(crate) const ANSWER_SECONDS_MAX: u64 = 20;
/// How often in a row a list is read that changes meanwhile.
const LISTS_MAX: usize = 3;
const COPY: &str = "directory/copy";

/// The anchor of trust: what `comity init --register` writes and every State pins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// The register's address, which is its identifier.
    pub url: EntityId,
    /// Its signing keys.
    pub jwks: PublicKeys,
    /// Its TLS certificate, PEM.
    pub tls_certificate: String,
    /// The verifier key of its custody log.
    pub log: String,
    /// The verifier key of its cosignatures.
    pub cosigner: String,
}

impl Anchor {
    /// The register as the chain verification wants it.
    pub fn register(&self) -> Register<'_> {
        Register {
            id: &self.url,
            keys: &self.jwks,
        }
    }

    /// The same register with these keys.
    pub(crate) fn with(&self, jwks: PublicKeys) -> Self {
        Self {
            jwks,
            ..self.clone()
        }
    }
}

/// The signed documents a verified directory is made of, byte for byte.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Copy {
    /// The signed list.
    pub list: String,
    /// The register's statement about itself.
    pub register: String,
    /// Each member's two statements, by State.
    pub statements: BTreeMap<String, Statements>,
}

/// The register's statement about a node, and the node's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statements {
    /// By the register.
    pub subordinate: String,
    /// By the node.
    pub configuration: String,
}

/// A believed member, ready to be written to.
#[derive(Debug, Clone)]
pub struct Peer {
    /// What the chain shows.
    pub member: Member,
    /// The key of its log.
    pub log: NoteVerifier,
    /// The key of its cosignatures.
    pub cosigner: NoteVerifier,
    /// Where it answers; never ends in a slash.
    pub url: String,
    /// A connection that trusts its certificate alone.
    pub http: reqwest::Client,
}

/// The directory as it stands.
#[derive(Default, Clone)]
pub struct View {
    peers: BTreeMap<StateCode, Peer>,
    /// What the register vouches for.
    vouched: BTreeMap<StateCode, PartyFacts>,
    /// The same, completed by each State's profile: the input of every decision.
    facts: BTreeMap<StateCode, PartyFacts>,
    profiles: BTreeMap<StateCode, Arc<HeldProfile>>,
    keys: HashMap<Kid, KnownKey>,
    known: Option<Known>,
    /// When the list was signed.
    issued: Option<Timestamp>,
    /// When the list ends; before the first list, at the beginning of time.
    expires: Option<Timestamp>,
    /// What the list says of each member it names.
    standings: BTreeMap<StateCode, Standing>,
    copy: Copy,
    /// Members whose statements are not believed, and why.
    refused: BTreeMap<StateCode, String>,
}

impl View {
    /// The key with this id and its holder, if the directory is still good at `now`, and the holder's chain where it is active.
    pub fn key(&self, kid: &Kid, now: Timestamp) -> Option<KnownKey> {
        let known = self.keys.get(kid).filter(|_| self.good_at(now))?;
        let active = known.standing == Standing::Active;
        let believed = !active || self.peer(known.holder, now).is_some();
        believed.then(|| known.clone())
    }

    /// Whether a list was believed and has not ended.
    pub fn good_at(&self, now: Timestamp) -> bool {
        self.expires.is_some_and(|expires| now < expires)
    }

    /// When the list ends.
    pub fn expires(&self) -> Option<Timestamp> {
        self.expires
    }

    /// When the list was signed.
    pub fn issued(&self) -> Option<Timestamp> {
        self.issued
    }

    /// What the list says of a member; one it does not name may do nothing.
    pub fn standing(&self, state: StateCode) -> Standing {
        let listed = self.standings.get(&state).copied();
        let suspended = self
            .vouched
            .get(&state)
            .is_some_and(|facts| facts.suspended);
        match listed {
            Some(Standing::Active) if suspended => Standing::Suspended,
            Some(standing) => standing,
            None => Standing::Withdrawn,
        }
    }

    /// The member with this code, active, its chain still good at `now`.
    pub fn peer(&self, state: StateCode, now: Timestamp) -> Option<&Peer> {
        let peer = self.peers.get(&state)?;
        (self.good_at(now) && now < peer.member.expires).then_some(peer)
    }

    /// Every active member.
    pub fn peers(&self) -> impl Iterator<Item = (&StateCode, &Peer)> {
        self.peers.iter()
    }

    /// Every State the register vouches for, active or not.
    pub fn members(&self) -> impl Iterator<Item = StateCode> + '_ {
        self.vouched.keys().copied()
    }

    /// Whether the register's list names this State, believed or not.
    pub fn lists(&self, state: StateCode) -> bool {
        self.vouched.contains_key(&state) || self.refused.contains_key(&state)
    }

    /// Members whose statements are not believed, and why.
    pub fn refused(&self) -> &BTreeMap<StateCode, String> {
        &self.refused
    }

    /// The treaty facts about a State; nothing but its code where the register says nothing.
    pub fn facts(&self, state: StateCode) -> PartyFacts {
        self.facts
            .get(&state)
            .cloned()
            .unwrap_or_else(|| PartyFacts::unknown(state))
    }

    /// Whether the register says anything of a State.
    pub(crate) fn knows(&self, state: StateCode) -> bool {
        self.vouched.contains_key(&state)
    }

    /// What the register vouches for, before profiles.
    pub(crate) fn vouched(&self) -> impl Iterator<Item = &PartyFacts> {
        self.vouched.values()
    }

    /// The profile held of a State.
    pub fn profile(&self, state: StateCode) -> Option<&Arc<HeldProfile>> {
        self.profiles.get(&state)
    }

    /// The same view with these profiles in place of its own, and the facts completed by them.
    pub(crate) fn with_profiles(mut self, profiles: BTreeMap<StateCode, Arc<HeldProfile>>) -> Self {
        self.profiles = profiles;
        self.facts.clone_from(&self.vouched);
        for (state, held) in &self.profiles {
            if let Some(facts) = self.facts.get_mut(state) {
                held.profile.complete(facts);
            }
        }
        self
    }

    /// Every profile held.
    pub(crate) fn profiles(&self) -> &BTreeMap<StateCode, Arc<HeldProfile>> {
        &self.profiles
    }

    /// The serial of the list.
    pub(crate) fn serial(&self) -> Option<u64> {
        self.known.map(|known| known.serial)
    }

    /// The documents all this rests on.
    pub fn copy(&self) -> &Copy {
        &self.copy
    }

    /// Verifies a copy, document by document. A member that is not believed is left out and named.
    pub fn verify(
        anchor: &Anchor,
        copy: Copy,
        known: Option<Known>,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let (list, known) = Directory::open(copy.list.as_bytes(), anchor.register(), known, now)
            .map_err(Refusal::fault(
                "the register's list of members is not believed",
            ))?;
        let mut view = Self {
            known: Some(known),
            issued: Some(list.iat),
            expires: Some(list.exp),
            standings: list
                .members
                .iter()
                .map(|listed| (listed.state, listed.standing))
                .collect(),
            ..Self::default()
        };
        for listed in &list.members {
            let outcome = match copy.statements.get(listed.state.as_str()) {
                Some(statements) => view.admit(anchor, listed, statements, now),
                None => Err("its statements could not be fetched".to_owned()),
            };
            if let Err(reason) = outcome {
                view.refused.insert(listed.state, reason);
            }
        }
        view.copy = copy;
        Ok(view)
    }

    /// What the register says of a member is taken from the statement that the list names, and no other. An active member's
    /// keys count once the whole chain holds; those of one that may not act are known, so that it can be told why.
    fn admit(
        &mut self,
        anchor: &Anchor,
        listed: &Listed,
        statements: &Statements,
        now: Timestamp,
    ) -> Result<(), String> {
        let subordinate = statements.subordinate.as_bytes();
        if Digest::of(subordinate) != listed.statement {
            return Err("the register's statement is not the one that its list names".to_owned());
        }
        let statement =
            statement::verify_subordinate(anchor.register(), subordinate, now).map_err(said)?;
        is_about(&statement, listed)?;
        let state = listed.state;
        let standing = match listed.standing {
            Standing::Active => statement.comity_party.standing,
            other => other,
        };
        self.keys_are_free(&statement.jwks)?;
        let mut facts = statement.comity_party.facts.clone();
        facts.suspended |= standing != Standing::Active;
        self.vouched.insert(state, facts.clone());
        self.facts.insert(state, facts);
        if standing == Standing::Active {
            let own = statements.configuration.as_bytes();
            let member = statement::verify_chain(anchor.register(), subordinate, own, now);
            self.peers.insert(state, peer(member.map_err(said)?)?);
        }
        self.know(&statement.jwks, state, standing);
        Ok(())
    }

    /// A key has one holder: of two States that name it, the second one's word is not taken.
    fn keys_are_free(&self, keys: &PublicKeys) -> Result<(), String> {
        let held = |key: &PublicKey| self.keys.get(key.kid());
        match keys.iter().find_map(held) {
            None => Ok(()),
            Some(known) => Err(format!("it names a key of {}", known.holder)),
        }
    }

    fn know(&mut self, keys: &PublicKeys, holder: StateCode, standing: Standing) {
        for key in keys.iter() {
            let known = KnownKey {
                key: key.clone(),
                holder,
                standing,
            };
            self.keys.insert(key.kid().clone(), known);
        }
    }
}

/// Whether a statement is about the member of this line: its State and its node.
fn is_about(statement: &SubordinateStatement, listed: &Listed) -> Result<(), String> {
    let stated = statement.comity_party.facts.state;
    let node = statement.metadata.comity_node.as_ref();
    let named = node.map_or(stated, |node| node.state);
    for state in [stated, named] {
        if state != listed.state {
            return Err(format!("the register's statement is about {state}"));
        }
    }
    if statement.sub != listed.entity {
        return Err(format!(
            "the register's statement is about the node {}",
            statement.sub
        ));
    }
    Ok(())
}

fn said(error: impl std::error::Error) -> String {
    error.to_string()
}

fn peer(member: Member) -> Result<Peer, String> {
    let log = member.node.log.parse::<NoteVerifier>().map_err(said)?;
    let cosigner = member.node.cosigner.parse::<NoteVerifier>().map_err(said)?;
    let url = member.node.endpoint.clone();
    let http = client(member.node.tls_certificate.as_deref()).map_err(said)?;
    Ok(Peer {
        member,
        log,
        cosigner,
        url,
        http,
    })
}

/// A client that trusts one certificate; without one, the web's authorities.
pub(crate) fn client(certificate: Option<&str>) -> Result<reqwest::Client, reqwest::Error> {
    let mut builder = reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(ANSWER_SECONDS_MAX))
        .read_timeout(Duration::from_secs(ANSWER_SECONDS_MAX))
        // A member answers where the register says, and nowhere else.
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy();
    if let Some(pem) = certificate {
        builder = builder.tls_certs_only([reqwest::Certificate::from_pem(pem.as_bytes())?]);
    }
    builder.build()
}

/// Keeps the directory fresh until stopped.
pub(crate) async fn run(node: Arc<Node>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = node.refresh_directory().await {
            metrics::counter!("comity_directory_failed_total").increment(1);
            tracing::warn!(error = &error as &dyn std::error::Error, source = ?std::error::Error::source(&error).map(ToString::to_string), "the directory could not be refreshed; the last verified copy stays in use until it expires");
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(REFRESH) => {}
        }
    }
}

impl Node {
    /// Reads the copy kept from before; an expired or damaged one counts as none.
    pub(crate) async fn recall_directory(&self) -> Result<(), Refusal> {
        let Some(anchor) = self.register() else {
            return Ok(());
        };
        let Some(kept) = self
            .store
            .setting(COPY)
            .await
            .map_err(Refusal::fault(crate::act::READ))?
        else {
            return Ok(());
        };
        let copy = serde_json::from_str(&kept).map_err(Refusal::fault(
            "the kept directory does not read; it will be fetched again",
        ))?;
        match View::verify(&anchor, copy, None, self.world.now()) {
            Ok(view) => self.replace_directory(view),
            Err(error) => tracing::warn!(%error, "the kept directory is not used"),
        }
        Ok(())
    }

    /// Fetches, verifies and keeps the directory.
    pub async fn refresh_directory(&self) -> Result<(), Refusal> {
        if self.anchor.is_none() {
            return Ok(());
        }
        let before = self.directory();
        let mut list = self.fetch_register("/federation/list").await?;
        if list == before.copy.list && before.refused.is_empty() {
            return Ok(());
        }
        let now = self.world.now();
        for _ in 0..LISTS_MAX {
            let copy = self.fetch_copy(list, before.known, now).await?;
            // Between two of the answers the register may have signed all anew: then they are of two lists.
            list = self.fetch_register("/federation/list").await?;
            if list != copy.list {
                continue;
            }
            let kept = crate::act::json(&copy);
            let anchor = self.pinned_register()?;
            let view = View::verify(&anchor, copy, before.known, now)?;
            self.keep_keys_of(&view).await?;
            self.keep_setting(COPY, kept).await?;
            tracing::info!(members = view.peers.len(), "the directory was renewed");
            self.replace_directory(view);
            return Ok(());
        }
        Err(Refusal::to_machines(
            ProblemType::Unavailable,
            "the register signs its list anew while it is read; it is asked again",
        ))
    }

    /// All documents of a list. One that the register does not have is left out, and its member is not believed.
    async fn fetch_copy(
        &self,
        list: String,
        known: Option<Known>,
        now: Timestamp,
    ) -> Result<Copy, Refusal> {
        let register = self
            .fetch_register("/.well-known/openid-federation")
            .await?;
        self.pin_announced(&register).await?;
        let anchor = self.pinned_register()?;
        let opened = Directory::open(list.as_bytes(), anchor.register(), known, now);
        let (members, _) = opened.map_err(Refusal::fault(
            "the register's list of members is not believed",
        ))?;
        let mut copy = Copy {
            list,
            register,
            statements: BTreeMap::new(),
        };
        for listed in &members.members {
            match self.fetch_statements(listed).await {
                Ok(statements) => {
                    copy.statements.insert(listed.state.to_string(), statements);
                }
                Err(Refusal::Named(_)) => {}
                Err(away) => return Err(away),
            }
        }
        Ok(copy)
    }

    fn pinned_register(&self) -> Result<Arc<Anchor>, Refusal> {
        let register = self.register();
        register.ok_or_else(|| Refusal::not_there(refused::A_REGISTER))
    }

    async fn fetch_statements(&self, listed: &Listed) -> Result<Statements, Refusal> {
        let path = format!("/federation/fetch?sub={}", listed.entity.as_str());
        Ok(Statements {
            subordinate: self.fetch_register(&path).await?,
            configuration: self.fetch_register(&format!("{path}&own=true")).await?,
        })
    }

    async fn fetch_register(&self, path: &str) -> Result<String, Refusal> {
        const AWAY: &str =
            "the register does not answer; the last verified copy stays in use until it expires";
        let (Some(anchor), Some(http)) = (&self.anchor, &self.register_http) else {
            return Err(Refusal::not_there(refused::A_REGISTER));
        };
        let url = format!("{}{path}", anchor.url.as_str().trim_end_matches('/'));
        let came = reply(http.get(url), MAX_DIRECTORY_BYTES, SMALL_MAX).await;
        let came = came.map_err(|no| no.refusal(AWAY))?;
        if came.status == reqwest::StatusCode::NOT_FOUND {
            return Err(Refusal::not_found(path));
        }
        let body = came.success().map_err(|no| no.refusal(AWAY))?;
        String::from_utf8(body).map_err(Refusal::fault(AWAY))
    }
}
