//! Proof of lateness: the other State has our message, and has said nothing since.
//!
//! Its own custody log says so. From the receipt for our last message its record of the matter is followed back to the
//! receipt for our first, entry by entry, over the public tiles; each names the one before it (`docs/formats/case-file.md`,
//! section 4a).

use comity_custody::{Digest, Entry, TILE_WIDTH, TileId, decode_bundle, leaf_hash};
use comity_treaty::{MatterId, StateCode};
use comity_wire::case_file::Place;
use comity_wire::problem::ProblemType;

use super::{Exchanged, Exhibit, ReadyCase, Wording, must_hold};
use crate::node::Node;
use crate::officers::{Officer, READERS};
use crate::refusal::Refusal;
use crate::refused;

/// The bundles of entries that are read back at most: a million entries.
const BUNDLES_MAX: u64 = 4096;
const AWAY: &str =
    "the other node does not show its log; the proof is made of it, so try again later";

impl Node {
    /// The case file that shows from when to when the other State of a matter said nothing.
    pub async fn silence(
        &self,
        officer: &Officer,
        matter: MatterId,
        say: Wording<'_>,
    ) -> Result<ReadyCase, Refusal> {
        officer.must_hold(&READERS)?;
        let peer = self.peer_of(&[matter]).await?;
        let exchanged = self.exchanged(matter).await?;
        let record = self.record_of(peer, matter, &exchanged).await?;
        let about = self
            .case_documents(&[matter], vec![(Place::Silence(peer).path(), record)])
            .await?;
        let case = ReadyCase {
            documents: about.files,
            as_of: about.as_of,
            papers: self.case_papers(&[matter]).await?,
            exhibit: Exhibit::Nothing,
            vouches_for_us: about.vouches_for_us,
        };
        let (mut case, report) = self.verified(peer, case).await?;
        must_hold(&report)?;
        self.enclose(&mut case, &report, say)?;
        tracing::info!(target: "security", officer = officer.id.0, %matter, "a proof of silence was made");
        Ok(case)
    }

    /// The other State's custody entries of the matter, one a line, from our first message to our last.
    async fn record_of(
        &self,
        peer: StateCode,
        matter: MatterId,
        exchanged: &[Exchanged],
    ) -> Result<Vec<u8>, Refusal> {
        let ours = || exchanged.iter().filter(|one| one.to == peer);
        let first = ours().min_by_key(|one| one.entry.0);
        let last = ours().max_by_key(|one| one.entry.0);
        let (Some(first), Some(last)) = (first, last) else {
            return Err(Refusal::named(ProblemType::NotFound, refused::SILENCE_NONE));
        };
        let mut log = PeersLog {
            node: self,
            peer,
            size: last.seen.size,
            bundle: None,
        };
        let mut record = vec![last.entry.1.clone()];
        let mut index = last.entry.0;
        while index > first.entry.0 {
            let wanted = read(record.last().map_or(&[][..], Vec::as_slice))?.previous();
            let wanted = wanted.ok_or_else(|| broken(peer, matter))?;
            let found = log.before(index, first.entry.0, wanted).await?;
            let (at, entry) = found.ok_or_else(|| broken(peer, matter))?;
            record.push(entry);
            index = at;
        }
        record.reverse();
        Ok(record
            .into_iter()
            .flat_map(|entry| [entry, b"\n".to_vec()])
            .flatten()
            .collect())
    }
}

/// Another State's log as it is read backwards: one bundle of entries at a time.
struct PeersLog<'a> {
    node: &'a Node,
    peer: StateCode,
    /// The size of which the tiles are asked for.
    size: u64,
    bundle: Option<(u64, Vec<Vec<u8>>)>,
}

impl PeersLog<'_> {
    /// The entry with this leaf hash at or behind `first` and before `index`, with its place.
    async fn before(
        &mut self,
        index: u64,
        first: u64,
        wanted: Digest,
    ) -> Result<Option<(u64, Vec<u8>)>, Refusal> {
        let width = u64::from(TILE_WIDTH);
        let (newest, oldest) = (index / width, first / width);
        if newest - oldest > BUNDLES_MAX {
            return Err(Refusal::named(ProblemType::Oversized, refused::SILENCE_FAR));
        }
        for number in (oldest..=newest).rev() {
            let entries = self.bundle(number).await?;
            let found = entries
                .iter()
                .enumerate()
                .rev()
                .map(|(at, entry)| (number * width + at as u64, entry))
                .filter(|(at, _)| *at < index)
                .find(|(_, entry)| leaf_hash(entry) == wanted);
            if let Some((at, entry)) = found {
                return Ok(Some((at, entry.clone())));
            }
        }
        Ok(None)
    }

    async fn bundle(&mut self, number: u64) -> Result<&[Vec<u8>], Refusal> {
        if self.bundle.as_ref().is_none_or(|(held, _)| *held != number) {
            let entries = self.fetch(number).await?;
            self.bundle = Some((number, entries));
        }
        Ok(self.bundle.as_ref().map_or(&[], |(_, entries)| entries))
    }

    async fn fetch(&self, number: u64) -> Result<Vec<Vec<u8>>, Refusal> {
        let no_tile = || Refusal::not_there(refused::A_BUNDLE);
        let tile = TileId::in_tree(0, number, self.size).ok_or_else(no_tile)?;
        let bytes = self
            .node
            .fetch_of_log(self.peer, &tile.entries_path())
            .await?;
        let entries = decode_bundle(&bytes).map_err(Refusal::fault(AWAY))?;
        Ok(entries.into_iter().map(<[u8]>::to_vec).collect())
    }
}

fn read(entry: &[u8]) -> Result<Entry, Refusal> {
    Entry::parse(entry).map_err(Refusal::fault(
        "an entry of the other State's log does not read; report it to the register",
    ))
}

fn broken(peer: StateCode, matter: MatterId) -> Refusal {
    let detail = refused::LOG_BROKEN
        .with("state", peer.as_str())
        .with("matter", matter.to_string());
    Refusal::named(ProblemType::Damaged, detail)
}
