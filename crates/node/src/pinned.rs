//! The register as this node believes it: the keys of its anchor, and those that the register announced since, in statements
//! that pinned keys signed. The former ones stay with their end: what they signed is verified for as long as there are courts.

use comity_custody::Digest;
use comity_wire::keys::{PublicKey, PublicKeys, Validity};
use comity_wire::statement::{self, ChainRefusal, Register};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, PoisonError, RwLock};

use crate::act::{READ, json};
use crate::directory::Anchor;
use crate::node::Node;
use crate::refusal::Refusal;
use crate::statements::second;

const ROW: &str = "directory/register";

/// What is kept of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Kept {
    /// SHA-256 of the anchor's keys that it began with: another anchor is another beginning.
    anchor: Digest,
    /// The keys pinned, former ones with their end.
    keys: PublicKeys,
}

/// The register with all its keys; none at the register's own node.
#[derive(Debug, Default)]
pub(crate) struct Pinned(RwLock<Option<Arc<Anchor>>>);

impl Pinned {
    pub fn of(anchor: Option<&Anchor>) -> Self {
        Self(RwLock::new(anchor.cloned().map(Arc::new)))
    }

    fn get(&self) -> Option<Arc<Anchor>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.clone()
    }

    fn put(&self, anchor: Anchor) {
        // INVARIANT (whole): the lock guards one pointer, so a panic elsewhere cannot tear it.
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(anchor));
    }
}

impl Node {
    /// The register, with the keys pinned of it.
    pub(crate) fn register(&self) -> Option<Arc<Anchor>> {
        self.pinned.get()
    }

    /// Takes up what was pinned before this process.
    pub(crate) async fn recall_register(&self) -> Result<(), Refusal> {
        let Some(anchor) = &self.anchor else {
            return Ok(());
        };
        let row = self
            .store
            .setting(ROW)
            .await
            .map_err(Refusal::fault(READ))?;
        let Some(row) = row else { return Ok(()) };
        let kept: Kept = serde_json::from_str(&row).map_err(Refusal::fault(
            "the register's keys that were pinned do not read; restore the newest backup",
        ))?;
        let keys = kept.under(anchor, self.world.now());
        self.pinned.put(anchor.with(keys));
        Ok(())
    }

    /// Pins what the register's statement about itself announces, before anything is believed by it.
    pub(crate) async fn pin_announced(&self, statement: &str) -> Result<(), Refusal> {
        const UNBELIEVED: &str = "the register's statement about itself is not believed; ask the Secretariat, which may have a new anchor.json for you";
        let (Some(anchor), Some(register)) = (&self.anchor, self.register()) else {
            return Ok(());
        };
        let now = self.world.now();
        let keys = announced(register.register(), statement.as_bytes(), now);
        let keys = keys.map_err(Refusal::fault(UNBELIEVED))?;
        if keys == register.jwks {
            return Ok(());
        }
        let kept = Kept {
            anchor: digest_of(anchor),
            keys,
        };
        // First on record, then in use: a crash in between leaves what is pinned again at the next look.
        self.keep_setting(ROW, json(&kept)).await?;
        tracing::warn!(target: "security", "the register's keys change: what it announced is pinned");
        self.pinned.put(anchor.with(kept.keys));
        Ok(())
    }
}

impl Kept {
    /// The keys in use under the anchor of now. Another anchor than before is a decision of people: what it does not name was
    /// valid until then, and counts for the past alone.
    fn under(self, anchor: &Anchor, now: Timestamp) -> PublicKeys {
        if self.anchor == digest_of(anchor) {
            return self.keys;
        }
        let ended = Validity {
            expires: Some(second(now)),
            ..Validity::default()
        };
        let former = self
            .keys
            .iter()
            .filter(|key| anchor.jwks.get(key.kid()).is_none());
        let former = former.map(|key| key.clone().valid(key.validity().within(ended)));
        set(anchor.jwks.iter().cloned().chain(former).collect())
    }
}

/// The keys to pin from now on, by a statement that pinned keys signed: those before, with the ends it names, and the new ones.
/// A key that it does not name stays as it is, for it may be an older statement.
fn announced(
    register: Register<'_>,
    statement: &[u8],
    now: Timestamp,
) -> Result<PublicKeys, ChainRefusal> {
    let named = statement::verify_register(register, statement, now)?.jwks;
    let before = register.keys.iter().map(|key| {
        let named = named.get(key.kid()).map(PublicKey::validity);
        let validity = key.validity().within(named.unwrap_or_default());
        key.clone().valid(validity)
    });
    let new = named
        .iter()
        .filter(|key| register.keys.get(key.kid()).is_none());
    Ok(set(before.chain(new.cloned()).collect()))
}

fn digest_of(anchor: &Anchor) -> Digest {
    Digest::of(json(&anchor.jwks).as_bytes())
}

fn set(keys: Vec<PublicKey>) -> PublicKeys {
    // INVARIANT (once): a set, and of another one what it does not name.
    PublicKeys::new(keys).expect("each key once")
}
