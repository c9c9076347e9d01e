//! Every key that the directory ever held. A roll-over takes a key out of the directory, and a State that leaves takes all of
//! its keys; what they signed before stays in the history, and must stay verifiable.

use comity_custody::{Digest, NoteVerifier};
use comity_treaty::StateCode;
use comity_wire::envelope::{self, Envelope, KnownKey, OpenRefusal, Standing};
use comity_wire::keys::{Kid, PublicKey, PublicKeys, Validity};
use comity_wire::manifest::{self, ManifestRefusal, SignedManifest};
use comity_wire::receipt::{self, Expected, ReceiptRefusal, VerifiedReceipt};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::act::{READ, json};
use crate::directory::View;
use crate::node::Node;
use crate::refusal::Refusal;

const ROW: &str = "directory/held";

/// The keys of one State, as the directory held them from some time on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HeldKeys {
    /// The State.
    pub state: StateCode,
    /// Since when.
    pub since: Timestamp,
    /// What signs its envelopes and receipts.
    pub keys: PublicKeys,
    /// The verifier of its log.
    pub log: String,
    /// The verifier of its cosignatures.
    pub cosigner: String,
}

impl HeldKeys {
    fn same(&self, other: &Self) -> bool {
        let kids = |held: &Self| {
            held.keys
                .iter()
                .map(|key| key.kid().clone())
                .collect::<Vec<_>>()
        };
        self.state == other.state
            && kids(self) == kids(other)
            && (&self.log, &self.cosigner) == (&other.log, &other.cosigner)
    }
}

/// All of them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Held(Vec<HeldKeys>);

impl Held {
    /// Adds what the directory holds now; whether anything was new.
    pub fn learn(&mut self, view: &View, now: Timestamp) -> bool {
        let before = self.0.len();
        for (state, peer) in view.peers() {
            let held = HeldKeys {
                state: *state,
                since: now,
                keys: peer.member.keys.clone(),
                log: peer.log.to_string(),
                cosigner: peer.cosigner.to_string(),
            };
            if !self.0.iter().any(|known| known.same(&held)) {
                self.0.push(held);
            }
        }
        self.0.len() > before
    }

    /// The key of this id and its holder. Whether it was valid at the time was asked when it was used.
    pub fn key(&self, kid: &Kid) -> Option<KnownKey> {
        let mut found = self.0.iter().filter_map(|held| {
            let key = held.keys.get(kid)?.clone().valid(Validity::default());
            let (holder, standing) = (held.state, Standing::Active);
            Some(KnownKey {
                key,
                holder,
                standing,
            })
        });
        found.next()
    }

    /// What a State's receipts may have been signed with, and the logs they may stand under.
    pub fn of(&self, state: StateCode) -> Vec<(PublicKeys, NoteVerifier)> {
        let ours = self.0.iter().filter(|held| held.state == state);
        let read = |held: &HeldKeys| {
            let log = held.log.parse().ok()?;
            Some((held.keys.clone().valid(Validity::default()), log))
        };
        ours.filter_map(read).collect()
    }

    /// Every verifier of cosignatures.
    pub fn cosigners(&self) -> Vec<NoteVerifier> {
        let read = |held: &HeldKeys| held.cosigner.parse().ok();
        self.0.iter().filter_map(read).collect()
    }
}

/// Whoever signed the letters and receipts that this node keeps: the other States and itself, with every key they ever had.
/// Whether a key was valid at the time was asked when the letter came.
pub(crate) struct Signers {
    pub held: Held,
    ours: PublicKeys,
    own: StateCode,
    log: NoteVerifier,
    now: Timestamp,
}

/// Why a kept receipt is not believed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoReceipt {
    #[error("the directory never held keys of {0}")]
    NoKeys(StateCode),
    #[error(transparent)]
    Refused(#[from] ReceiptRefusal),
}

impl Signers {
    /// Reads a letter addressed to `to`.
    pub fn letter(&self, bytes: &[u8], to: StateCode) -> Result<Envelope, OpenRefusal> {
        let opened = envelope::open(bytes, to, self.now, |kid| self.key(kid));
        opened.map(|opened| opened.envelope)
    }

    /// Reads the manifest of a package.
    pub fn manifest(&self, signed: &[u8]) -> Result<SignedManifest, ManifestRefusal> {
        let holder = |kid: &Kid| self.key(kid).map(|known| (known.holder, known.key));
        manifest::open(signed, self.now, holder)
    }

    /// Verifies the receipt that `to` gave for a letter of `from`.
    pub fn receipt(
        &self,
        receipt: &[u8],
        letter: Digest,
        (from, to): (StateCode, StateCode),
    ) -> Result<VerifiedReceipt, NoReceipt> {
        let verified = |keys: &PublicKeys, log: &NoteVerifier| {
            let expected = Expected {
                envelope: letter,
                from: to,
                to: from,
                keys,
                log,
            };
            receipt::verify(receipt, expected, self.now)
        };
        if to == self.own {
            return Ok(verified(&self.ours, &self.log)?);
        }
        let mut why = NoReceipt::NoKeys(to);
        for (keys, log) in self.held.of(to) {
            match verified(&keys, &log) {
                Ok(verified) => return Ok(verified),
                Err(error) => why = error.into(),
            }
        }
        Err(why)
    }

    fn key(&self, kid: &Kid) -> Option<KnownKey> {
        let ours = self.ours.get(kid).map(|key| KnownKey {
            key: key.clone(),
            holder: self.own,
            standing: Standing::Active,
        });
        ours.or_else(|| self.held.key(kid))
    }
}

impl Node {
    /// The keys that the directory held, with those it holds now.
    pub(crate) async fn held_keys(&self) -> Result<Held, Refusal> {
        let mut held = self.kept_keys().await?;
        held.learn(&self.directory(), self.world.now());
        Ok(held)
    }

    /// Keeps the keys of a directory before it is used: what is believed by them later can be checked for ever.
    pub(crate) async fn keep_keys_of(&self, view: &View) -> Result<(), Refusal> {
        let mut held = self.kept_keys().await?;
        if held.learn(view, self.world.now()) {
            self.keep_setting(ROW, json(&held)).await?;
        }
        Ok(())
    }

    /// What is kept. What does not read is a fault, and nothing is written over it.
    async fn kept_keys(&self) -> Result<Held, Refusal> {
        let kept = self.store.setting(ROW).await;
        match kept.map_err(Refusal::fault(READ))? {
            None => Ok(Held::default()),
            Some(kept) => serde_json::from_str(&kept).map_err(Refusal::fault(
                "the keys that the directory held before do not read; restore the newest backup",
            )),
        }
    }

    /// Reads a letter that this node keeps, its signatures verified once more.
    pub(crate) async fn read_kept(&self, bytes: &[u8], to: StateCode) -> Result<Envelope, Refusal> {
        let letter = self.signers().await?.letter(bytes, to);
        letter.map_err(Refusal::fault(
            "a kept letter does not read; run `comity fsck`",
        ))
    }

    /// What verifies this node's kept letters and receipts.
    pub(crate) async fn signers(&self) -> Result<Signers, Refusal> {
        Ok(Signers {
            held: self.held_keys().await?,
            ours: PublicKeys::new(self.own_keys()?).map_err(Refusal::fault(
                "the former keys do not read; restore the backup",
            ))?,
            own: self.state()?,
            log: self.keys.log.verifier().clone(),
            now: self.world.now(),
        })
    }

    /// This node's own keys, the present and the former ones.
    pub(crate) fn own_keys(&self) -> Result<Vec<PublicKey>, Refusal> {
        let mut keys = self.former_keys()?;
        keys.extend(self.keys.signing.public().iter().cloned());
        Ok(keys
            .into_iter()
            .map(|key| key.valid(Validity::default()))
            .collect())
    }
}
