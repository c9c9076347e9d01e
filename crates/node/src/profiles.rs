//! National profiles: the own one published, those of peers fetched, verified and kept. Facts about a State are what the
//! register vouches for, completed by the State's own profile.

use comity_custody::Digest;
use comity_store::{Commit, NewEntry, Record};
use comity_treaty::Sentence;
use comity_treaty::StateCode;
use comity_treaty::profile::{self, Profile, Severity};
use comity_wire::problem::FieldError;
use comity_wire::profile::{KnownProfile, MAX_SIGNED_PROFILE_BYTES, Publisher, SignedProfile};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::act::{READ, commit_fault, json as to_text};
use crate::directory::Peer;
use crate::expected;
use crate::node::Node;
use crate::refusal::Refusal;
use crate::refused;
use crate::reply::{SMALL_MAX, reply};
use crate::statements::second;

/// Where a node serves its own profile.
const ROUTE: &str = "/federation/profile";
/// How often the loop looks whether the own profile or the list of members changed.
const TICK: Duration = Duration::from_secs(5);
/// Peers are asked anew after so many ticks.
const TICKS_BETWEEN_FETCHES: u32 = 12;
const OWN: &str = "profile/own";
const HELD: &str = "profile/held";
const UNSIGNED: &str = "the profile cannot be signed; report this as a fault of the program";

/// A profile as a node keeps it: signed bytes as they came, and what was read from them once the signatures held.
#[derive(Debug, Clone)]
pub struct HeldProfile {
    /// The payload.
    pub signed: SignedProfile,
    /// The same under its signatures.
    pub bytes: String,
    /// What it says.
    pub profile: Profile,
}

/// The same as the store keeps it. INVARIANT (verify first): written only after the signatures held.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    signed: SignedProfile,
    bytes: String,
}

/// What came of publishing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedProfile {
    /// The version that is published now.
    pub version: u32,
    /// The one before, if any.
    pub before: Option<u32>,
}

impl Kept {
    fn held(self, now: Timestamp) -> Option<HeldProfile> {
        let profile = self.signed.read(now).ok()?;
        let Self { signed, bytes } = self;
        Some(HeldProfile {
            signed,
            bytes,
            profile,
        })
    }
}

impl From<&HeldProfile> for Kept {
    fn from(held: &HeldProfile) -> Self {
        Self {
            signed: held.signed.clone(),
            bytes: held.bytes.clone(),
        }
    }
}

/// Keeps what the peers publish fresh until stopped: their profiles, and how their test calls were answered.
pub(crate) async fn run(node: Arc<Node>, stop: CancellationToken) {
    let (mut tick, mut serial) = (0, None);
    while !stop.is_cancelled() {
        if let Err(error) = node.adopt_own_profile().await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the own profile does not read"
            );
        }
        let directory = node.directory();
        if tick % TICKS_BETWEEN_FETCHES == 0 || directory.serial() != serial {
            serial = directory.serial();
            node.fetch_profiles().await;
            node.fetch_calls().await;
        }
        tick = tick.wrapping_add(1);
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(TICK) => {}
        }
    }
}

impl Node {
    /// Publishes a profile of this node's State: signs it and hands it out from now on. The act is in the custody log.
    pub async fn publish_profile(&self, text: &str) -> Result<PublishedProfile, Refusal> {
        let state = self.state()?;
        let before = self.own_kept().await?;
        let profile = publishable(text, state)?;
        let known = before.as_ref().map(|kept| kept.signed.version);
        if known.is_some_and(|known| profile.version <= known) {
            let known = known.unwrap_or_default();
            return Err(Refusal::field(
                "version",
                expected::VERSION.with("number", known),
            ));
        }
        let signed = SignedProfile {
            iss: self.entity()?,
            state,
            version: profile.version,
            iat: second(self.world.now()),
            profile: text.to_owned(),
        };
        signed
            .read(self.world.now())
            .map_err(|error| Refusal::field("date", Sentence::verbatim(error.to_string())))?;
        self.keep_own(self.sealed(signed)?, true).await?;
        self.adopt_own_profile().await?;
        Ok(PublishedProfile {
            version: profile.version,
            before: known,
        })
    }

    /// The own signed profile, for whoever asks. After a key roll-over it is signed anew, with the same payload.
    pub async fn own_profile(&self) -> Result<String, Refusal> {
        let kept = self.own_kept().await?;
        let kept = kept.ok_or_else(|| Refusal::not_found("a profile of this State"))?;
        if self.opens(&kept) {
            return Ok(kept.bytes);
        }
        let renewed = self.sealed(kept.signed)?;
        let bytes = renewed.bytes.clone();
        self.keep_own(renewed, false).await?;
        Ok(bytes)
    }

    /// What is held of a State's law, for officers.
    pub fn state_profile(&self, state: StateCode) -> Result<Value, Refusal> {
        let directory = self.directory();
        let held = directory.profile(state);
        let held = held
            .ok_or_else(|| Refusal::not_there(refused::A_PROFILE.with("state", state.as_str())))?;
        let warnings = profile::parse(&held.signed.profile).findings;
        Ok(json!({
            "state": state, "version": held.signed.version, "published_at": held.signed.iat,
            "publisher": held.signed.iss, "sha256": held.signed.known().text, "profile": held.profile,
            "warnings": warnings, "text": held.signed.profile,
        }))
    }

    fn sealed(&self, signed: SignedProfile) -> Result<Kept, Refusal> {
        let bytes = signed
            .seal(&self.keys.signing)
            .map_err(Refusal::fault(UNSIGNED))?;
        // INVARIANT (JSON): our signed documents are JSON, hence UTF-8.
        let bytes = String::from_utf8(bytes).expect("a JWS in JSON is UTF-8");
        Ok(Kept { signed, bytes })
    }

    fn opens(&self, kept: &Kept) -> bool {
        let publisher = Publisher {
            id: &kept.signed.iss,
            keys: self.keys.signing.public(),
            state: kept.signed.state,
        };
        SignedProfile::open(kept.bytes.as_bytes(), publisher, None, self.world.now()).is_ok()
    }

    async fn keep_own(&self, kept: Kept, logged: bool) -> Result<(), Refusal> {
        let entry = NewEntry {
            at: self.world.now(),
            matter: None,
            kind: "profile".into(),
            digest: Digest::of(kept.bytes.as_bytes()),
        };
        let commit = Commit {
            entries: logged.then_some(entry).into_iter().collect(),
            records: vec![Record::Setting {
                key: OWN.to_owned(),
                value: to_text(&kept),
            }],
            ..Commit::default()
        };
        self.store
            .commit(commit)
            .await
            .map(|_| ())
            .map_err(commit_fault)
    }

    async fn own_kept(&self) -> Result<Option<Kept>, Refusal> {
        self.kept(OWN).await
    }

    async fn kept<T: serde::de::DeserializeOwned>(&self, key: &str) -> Result<Option<T>, Refusal> {
        let text = self
            .store
            .setting(key)
            .await
            .map_err(Refusal::fault(READ))?;
        let read = |text: String| {
            serde_json::from_str(&text).map_err(Refusal::fault(
                "a kept profile does not read; restore the backup",
            ))
        };
        text.map(read).transpose()
    }

    /// Takes the profiles kept from before, the own one included.
    pub(crate) async fn recall_profiles(&self) -> Result<(), Refusal> {
        let all: BTreeMap<StateCode, Kept> = self.kept(HELD).await?.unwrap_or_default();
        let now = self.world.now();
        for held in all.into_values().filter_map(|kept| kept.held(now)) {
            self.hold_profile(held);
        }
        self.adopt_own_profile().await
    }

    /// Another process may have published: `comity profile publish` runs beside a serving node.
    async fn adopt_own_profile(&self) -> Result<(), Refusal> {
        let Some(kept) = self.own_kept().await? else {
            return Ok(());
        };
        let held = self
            .directory()
            .profile(kept.signed.state)
            .map(|held| held.signed.version);
        if held == Some(kept.signed.version) {
            return Ok(());
        }
        if let Some(held) = kept.held(self.world.now()) {
            self.hold_profile(held);
        }
        Ok(())
    }

    /// Asks every peer; one that is away holds up nobody, and what is refused leaves the last version in use.
    async fn fetch_profiles(self: &Arc<Self>) {
        let directory = self.directory();
        let mut asked = JoinSet::new();
        for (state, peer) in directory.peers() {
            if Some(state.as_str()) == self.config.state.as_deref() {
                continue;
            }
            let (node, peer) = (Arc::clone(self), peer.clone());
            let known = directory.profile(*state).map(|held| held.signed.known());
            asked.spawn(async move { node.fetch_profile(peer, known).await });
        }
        let mut news = false;
        while let Some(fetched) = asked.join_next().await {
            if let Ok(Some(held)) = fetched {
                tracing::info!(state = %held.signed.state, version = held.signed.version, "a profile was taken over");
                self.hold_profile(held);
                news = true;
            }
        }
        if news && let Err(error) = self.keep_held().await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "the profiles could not be kept; they are fetched again after a restart"
            );
        }
    }

    async fn keep_held(&self) -> Result<(), Refusal> {
        let directory = self.directory();
        let all = directory.profiles().iter();
        let all: BTreeMap<StateCode, Kept> = all
            .map(|(state, held)| (*state, Kept::from(held.as_ref())))
            .collect();
        self.keep_setting(HELD, to_text(&all)).await
    }

    /// A version of a peer's profile that is new to us, verified.
    async fn fetch_profile(&self, peer: Peer, known: Option<KnownProfile>) -> Option<HeldProfile> {
        let bytes = fetch(&peer).await?;
        let publisher = Publisher {
            id: &peer.member.id,
            keys: &peer.member.keys,
            state: peer.member.state(),
        };
        match SignedProfile::open(bytes.as_bytes(), publisher, known, self.world.now()) {
            Ok((signed, _)) if Some(signed.known()) == known => None,
            Ok((signed, profile)) => Some(HeldProfile {
                signed,
                bytes,
                profile,
            }),
            Err(refusal) => {
                metrics::counter!("comity_profile_refused_total").increment(1);
                let state = publisher.state;
                tracing::warn!(%state, refusal = &refusal as &dyn std::error::Error, "a profile is refused; the last version stays in use");
                None
            }
        }
    }
}

/// The bytes, if there are any and they are few enough.
async fn fetch(peer: &Peer) -> Option<String> {
    let request = peer.http.get(format!("{}{ROUTE}", peer.url));
    let answer = reply(request, MAX_SIGNED_PROFILE_BYTES, SMALL_MAX).await;
    String::from_utf8(answer.ok()?.success().ok()?).ok()
}

/// The profile in the text, if it has no error and is of this State.
fn publishable(text: &str, state: StateCode) -> Result<Profile, Refusal> {
    let reading = profile::parse(text);
    let errors = reading
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    let line = |finding: &profile::Finding| {
        let article = finding.article.map(|article| article.to_string());
        FieldError {
            field: format!("{}:{} {}", finding.line, finding.column, finding.path),
            ..FieldError::new(
                &finding.path,
                article.unwrap_or_default(),
                Sentence::verbatim(format!("{}; {}", finding.says, finding.then)),
            )
        }
    };
    let faults: Vec<FieldError> = errors.map(line).collect();
    let Some(profile) = reading.profile else {
        return Err(Refusal::Invalid(faults));
    };
    if profile.state != state {
        return Err(Refusal::field(
            "state",
            expected::OWN_STATE.with("state", state.to_string()),
        ));
    }
    Ok(profile)
}
