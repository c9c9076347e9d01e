//! Bytes of an upload as they come: encrypted, hashed, kept part by part.

use aws_lc_rs::digest::{Context, SHA1_FOR_LEGACY_USE_ONLY, SHA256};
use comity_custody::Digest;
use comity_evidence::SealEntropy;
use comity_treaty::MatterId;
use comity_wire::problem::ProblemType;
use std::io::{self, Read, Write};
use std::sync::Arc;
use tokio::sync::OwnedMutexGuard;

use super::parts::{PartKeys, Parts, sealing};
use super::{Begun, Live, UNKEPT};
use crate::desk::Held;
use crate::evidence::declared::{Sheet, as_turned_away};
use crate::node::Node;
use crate::officers::Officer;
use crate::refusal::Refusal;
use crate::refused;

/// The longest part, in bytes: what a power cut may cost of one long body.
const PART_BYTES_MAX: u64 = 64 << 20;
const PIECE_BYTES: usize = 64 << 10;

/// What the sender says the bytes of one body are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checksum {
    /// Their SHA-1. It shows a broken way, not a forger; tus clients must be able to rely on it.
    Sha1([u8; 20]),
    /// Their SHA-256.
    Sha256([u8; 32]),
}

/// Why bytes were not taken.
#[derive(Debug)]
pub enum Unpatched {
    /// They begin at another byte than is wanted next.
    Offset {
        /// The one that is wanted.
        wanted: u64,
    },
    /// They are not what the sender says they are; nothing of them was kept.
    Checksum,
    /// Something else.
    Refused(Refusal),
}

impl From<Refusal> for Unpatched {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Checksum {
    fn context(&self) -> Context {
        Context::new(match self {
            Self::Sha1(_) => &SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256(_) => &SHA256,
        })
    }

    fn is(&self, found: Context) -> bool {
        let expected: &[u8] = match self {
            Self::Sha1(digest) => digest,
            Self::Sha256(digest) => digest,
        };
        found.finish().as_ref() == expected
    }
}

/// The digest of a file that begins.
pub(super) fn sha256() -> Context {
    Context::new(&SHA256)
}

fn finished(context: Context) -> Digest {
    let mut digest = [0; 32];
    digest.copy_from_slice(context.finish().as_ref());
    Digest::from_bytes(digest)
}

/// One body of bytes.
struct Body<R> {
    input: R,
    /// Its length, as announced.
    length: u64,
    checksum: Option<Checksum>,
}

impl Node {
    /// Takes bytes that begin at `offset`; the answer is the offset that is wanted next. What a broken connection brought is
    /// kept, unless it came under a checksum.
    pub async fn continue_upload(
        self: &Arc<Self>,
        officer: &Officer,
        (matter, id): (MatterId, &str),
        (offset, length): (u64, u64),
        checksum: Option<Checksum>,
        input: impl Read + Send + 'static,
    ) -> Result<u64, Unpatched> {
        let held = self.begun(officer, matter, id).await?;
        let live = self.uploads.live(&held.id);
        let live = live.map_err(Refusal::fault(UNKEPT))?;
        let guard = live
            .try_lock_owned()
            .map_err(|_| Refusal::named(ProblemType::Unavailable, refused::SENT_ALREADY))?;
        fits(
            &held.value,
            guard.offset,
            offset,
            length,
            checksum.is_some(),
        )?;
        let body = Body {
            input,
            length,
            checksum,
        };
        let keys = self.part_keys(&held.value)?;
        let (node, number) = (Arc::clone(self), held.id.clone());
        let begun = held.value.clone();
        let work = move || node.receive(&number, &begun, &keys, guard, body);
        let received = tokio::task::spawn_blocking(work).await;
        let received = received.map_err(Refusal::fault("the upload broke off; go on with it"))?;
        match received {
            Ok((offset, sha256)) => {
                if let Some(sha256) = sha256 {
                    self.keep_hash(officer, held, sha256).await?;
                }
                Ok(offset)
            }
            Err(Unpatched::Refused(no @ (Refusal::Rejected(_) | Refusal::Named(_)))) => {
                // A rule refuses the file: nothing of it stays.
                self.end_upload(&held.id).await?;
                Err(no.into())
            }
            Err(no) => Err(no),
        }
    }

    fn receive(
        &self,
        id: &str,
        begun: &Begun,
        keys: &PartKeys,
        mut live: OwnedMutexGuard<Live>,
        body: Body<impl Read>,
    ) -> Result<(u64, Option<Digest>), Unpatched> {
        let Body {
            input,
            length,
            checksum,
        } = body;
        // Whoever cuts the beginning into pieces is turned away by the sealing, which sees the whole.
        let declared = begun.declared_harmless.then(|| begun.name.clone());
        let rule = Sheet::harmless(declared).rule(begun.strict && live.offset == 0);
        let admitted = rule.admit(&begun.name, input);
        let mut input = admitted.map_err(|error| match as_turned_away(&error) {
            Some(turned_away) => turned_away.refusal(),
            None => Refusal::fault("the file broke off on its way; go on with it")(error),
        })?;
        let end = live.offset + length;
        while live.offset < end {
            let entropy = self.seal_entropy();
            let room = (end - live.offset).min(PART_BYTES_MAX);
            let part = Coming {
                id,
                keys,
                entropy,
                room,
                checksum: checksum.as_ref(),
            };
            let before = live.offset;
            part.take(&self.uploads.parts, &mut live, &mut input)?;
            if live.offset - before < room {
                // The connection broke; its sender asks how far it came.
                break;
            }
        }
        let whole = live.offset == begun.length;
        let sha256 = live.sha256.take_if(|_| whole).map(finished);
        Ok((live.offset, sha256))
    }

    async fn keep_hash(
        &self,
        officer: &Officer,
        held: Held<Begun>,
        sha256: Digest,
    ) -> Result<(), Refusal> {
        let begun = Begun {
            sha256: Some(sha256),
            ..held.value
        };
        self.keep_upload(&held.id, officer, held.version + 1, &begun)
            .await
    }

    /// Reads a file that a process before this one began to take, for its SHA-256. One reader at a time for each file.
    pub(super) fn hash_later(self: &Arc<Self>, officer: &Officer, id: &str) {
        let (node, officer, id) = (Arc::clone(self), officer.clone(), id.to_owned());
        tokio::spawn(async move {
            if let Err(error) = node.hash_again(&officer, &id).await {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "an uploaded file cannot be read; it can be removed and uploaded again"
                );
            }
        });
    }

    async fn hash_again(self: &Arc<Self>, officer: &Officer, id: &str) -> Result<(), Refusal> {
        let live = self.uploads.live(id).map_err(Refusal::fault(UNKEPT))?;
        let Ok(guard) = live.try_lock_owned() else {
            return Ok(());
        };
        let Some(held) = self.held::<Begun>(id).await? else {
            return Ok(());
        };
        if held.value.sha256.is_some() {
            return Ok(());
        }
        let keys = self.part_keys(&held.value)?;
        let (node, number) = (Arc::clone(self), id.to_owned());
        let read = move || hash_of(&node.uploads.parts, &number, keys);
        let sha256 = tokio::task::spawn_blocking(read).await;
        let sha256 = sha256.map_err(Refusal::fault(UNKEPT))?;
        let sha256 = sha256.map_err(Refusal::fault(UNKEPT))?;
        self.keep_hash(officer, held, sha256).await?;
        drop(guard);
        Ok(())
    }
}

fn hash_of(parts: &Parts, id: &str, keys: PartKeys) -> io::Result<Digest> {
    let mut reader = parts.reader(id, keys)?;
    let (mut context, mut piece) = (sha256(), vec![0; 1 << 20]);
    loop {
        match reader.read(&mut piece)? {
            0 => return Ok(finished(context)),
            count => context.update(&piece[..count]),
        }
    }
}

/// Whether a body may come now: at the byte that is wanted, and not beyond the file's end.
fn fits(
    begun: &Begun,
    wanted: u64,
    offset: u64,
    length: u64,
    checked: bool,
) -> Result<(), Unpatched> {
    if offset != wanted {
        return Err(Unpatched::Offset { wanted });
    }
    let oversized =
        |detail: String| Err(Refusal::to_machines(ProblemType::Oversized, detail).into());
    let left = begun.length.saturating_sub(wanted);
    if length > left {
        return oversized(format!(
            "{left} bytes of the file are still to come, not {length}"
        ));
    }
    if checked && length > PART_BYTES_MAX {
        return oversized(format!(
            "a body with a checksum may have {PART_BYTES_MAX} bytes"
        ));
    }
    Ok(())
}

/// A part that is coming.
struct Coming<'a> {
    id: &'a str,
    keys: &'a PartKeys,
    entropy: SealEntropy,
    /// Most bytes it may have.
    room: u64,
    checksum: Option<&'a Checksum>,
}

impl Coming<'_> {
    /// Takes it. Only what is kept counts: the offset and the digest move on with the name on the disk.
    fn take(self, parts: &Parts, live: &mut Live, input: impl Read) -> Result<(), Unpatched> {
        let writing = parts.begin(self.id, live.offset);
        let writing = writing.map_err(Refusal::fault(UNKEPT))?;
        let mut hashes = Hashes {
            file: live.sha256.clone(),
            body: self.checksum.map(Checksum::context),
        };
        let written = sealing(&writing, self.keys, &self.entropy).and_then(|mut out| {
            let count = copied(&mut input.take(self.room), &mut out, &mut hashes)?;
            out.finish()?.flush()?;
            Ok(count)
        });
        let count = match written {
            Ok(count) => count,
            Err(error) => {
                writing.discard();
                return Err(Refusal::fault(UNKEPT)(error).into());
            }
        };
        let right = match (self.checksum, hashes.body) {
            (Some(checksum), Some(found)) => count == self.room && checksum.is(found),
            _ => true,
        };
        if !right || count == 0 {
            writing.discard();
            return if right {
                Ok(())
            } else {
                Err(Unpatched::Checksum)
            };
        }
        writing.keep(count).map_err(Refusal::fault(UNKEPT))?;
        live.offset += count;
        live.sha256 = hashes.file;
        Ok(())
    }
}

/// The digests that go on with the bytes.
struct Hashes {
    file: Option<Context>,
    body: Option<Context>,
}

/// Copies until the input ends or breaks; a write that fails is an error.
fn copied(input: &mut impl Read, out: &mut impl Write, hashes: &mut Hashes) -> io::Result<u64> {
    let mut piece = zeroize::Zeroizing::new(vec![0; PIECE_BYTES]);
    let mut count = 0;
    loop {
        let read = match input.read(&mut piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Ok(0) | Err(_) => return Ok(count),
            Ok(read) => read,
        };
        out.write_all(&piece[..read])?;
        for context in hashes.file.iter_mut().chain(&mut hashes.body) {
            context.update(&piece[..read]);
        }
        count += read as u64;
    }
}
