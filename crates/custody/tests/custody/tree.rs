//! The tree against `tlog_tiles` and `ct-merkle`: every size to 600, larger ones at random.

use std::cell::RefCell;

use comity_custody::{
    Digest, Edge, EdgeError, MAX_TREE_SIZE, ProofError, Resource, TileId, TileSource,
    prove_consistency, prove_inclusion, tiles_for_consistency, tiles_for_inclusion, tiles_of_tree,
    tree_root, verify_consistency, verify_inclusion,
};
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use proptest::prelude::*;

use crate::oracle::{Logs, ours, theirs};

const EXHAUSTIVE: u64 = 600;

#[test]
fn roots_agree_with_both_oracles_at_every_size() {
    let mut logs = Logs::empty();
    for size in 1..=EXHAUSTIVE {
        logs.grow();
        let root = logs.edge.root();
        let sumdb = tlog_tiles::tree_hash(size, &logs.sumdb).unwrap();
        assert_eq!(theirs(root), sumdb, "size {size}");
        assert_eq!(
            root.as_bytes()[..],
            logs.trillian.root().as_bytes()[..],
            "size {size}"
        );
        assert_eq!(tree_root(size, &logs.tiles).unwrap(), root, "size {size}");
    }
    assert_eq!(theirs(Edge::empty().root()), tlog_tiles::EMPTY_HASH);
}

#[test]
fn every_inclusion_proof_to_600_is_the_oracles_and_verifies() {
    let mut logs = Logs::empty();
    for size in 1..=EXHAUSTIVE {
        logs.grow();
        let root = logs.edge.root();
        // All leaves at sizes around the edges of tiles, a spread elsewhere.
        let step = if size % 64 < 3 { 1 } else { 7 };
        for index in (0..size).rev().step_by(step) {
            let proof = logs.edge.prove_inclusion(index).unwrap();
            let sumdb = tlog_tiles::prove_record(size, index, &logs.sumdb).unwrap();
            assert_eq!(proof, ours(sumdb), "leaf {index} of {size}");
            let leaf = logs.leaves[usize::try_from(index).unwrap()];
            verify_inclusion(leaf, index, size, &proof, root).unwrap();
        }
    }
}

#[test]
fn every_consistency_proof_to_600_is_the_oracles_and_verifies() {
    let mut logs = Logs::empty();
    for new in 1..=EXHAUSTIVE {
        logs.grow();
        let step = if new % 64 < 3 { 1 } else { 11 };
        for old in (1..=new).rev().step_by(step) {
            let proof = logs.edge.prove_consistency(old).unwrap();
            let sumdb = tlog_tiles::prove_tree(new, old, &logs.sumdb).unwrap();
            assert_eq!(proof, ours(sumdb), "{old} to {new}");
            let old_root = logs.roots[usize::try_from(old).unwrap()];
            verify_consistency(old, old_root, new, logs.edge.root(), &proof).unwrap();
        }
    }
}

#[test]
fn ct_merkle_accepts_our_proofs() {
    let logs = Logs::of_size(300);
    let root = logs.trillian.root();
    for index in [0, 1, 127, 128, 255, 256, 298, 299] {
        let proof = logs.edge.prove_inclusion(index).unwrap();
        let proof = InclusionProof::try_from_bytes(flat(&proof)).unwrap();
        let entry = index.to_string().into_bytes();
        root.verify_inclusion(&entry, index, &proof).unwrap();
    }
    for old in [1, 2, 3, 127, 128, 200, 255, 256, 257, 299] {
        let proof = logs.edge.prove_consistency(old).unwrap();
        let proof = ConsistencyProof::try_from_bytes(flat(&proof)).unwrap();
        let old_root = *logs.roots[usize::try_from(old).unwrap()].as_bytes();
        let old_root = RootHash::new(old_root.into(), old);
        root.verify_consistency(&old_root, &proof).unwrap();
    }
}

fn flat(proof: &[Digest]) -> Vec<u8> {
    proof.iter().flat_map(|hash| *hash.as_bytes()).collect()
}

#[test]
fn proofs_from_tiles_are_those_of_the_edge_and_read_only_the_listed_tiles() {
    let logs = Logs::of_size(70_000);
    let asked = RefCell::new(Vec::new());
    let tiles = |level: u8, index: u64| {
        asked.borrow_mut().push((level, index));
        logs.tiles.get(&(level, index)).cloned()
    };
    for size in [
        1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 66_001, 70_000,
    ] {
        let root = logs.roots[usize::try_from(size).unwrap()];
        for index in [0, size / 3, size / 2, size - 1] {
            asked.borrow_mut().clear();
            let proof = prove_inclusion(index, size, &tiles).unwrap();
            let leaf = logs.leaves[usize::try_from(index).unwrap()];
            verify_inclusion(leaf, index, size, &proof, root).unwrap();
            assert_listed(&asked.borrow(), &tiles_for_inclusion(index, size), size);
        }
        for old in [1, size / 3, size / 2, size - 1, size] {
            if old == 0 {
                continue;
            }
            asked.borrow_mut().clear();
            let proof = prove_consistency(old, size, &tiles).unwrap();
            let old_root = logs.roots[usize::try_from(old).unwrap()];
            verify_consistency(old, old_root, size, root, &proof).unwrap();
            assert_listed(&asked.borrow(), &tiles_for_consistency(old, size), size);
        }
    }
    assert_eq!(
        prove_inclusion(69_999, 70_000, &logs.tiles).unwrap(),
        logs.edge.prove_inclusion(69_999).unwrap()
    );
}

/// Each tile was asked for once, and every one of the list.
fn assert_listed(asked: &[(u8, u64)], listed: &[TileId], size: u64) {
    let mut asked = asked.to_vec();
    asked.sort_unstable();
    let listed: Vec<_> = listed.iter().map(|id| (id.level(), id.index())).collect();
    assert_eq!(asked, listed, "size {size}");
}

#[test]
fn tiles_are_those_of_the_oracle() {
    let logs = Logs::of_size(70_000);
    for size in [1, 255, 256, 257, 65_536, 70_000] {
        let mut expected = tlog_tiles::Tile::new_tiles(8, 0, size);
        expected.retain(|tile| tile.width() > 0);
        // The oracle lists a partial tile beside the full ones it became.
        let ids: Vec<_> = tiles_of_tree(size).collect();
        assert_eq!(ids.len(), expected.len(), "size {size}");
        for tile in expected {
            let width = u16::try_from(tile.width()).unwrap();
            let id = TileId::new(tile.level(), tile.level_index(), width).unwrap();
            assert!(ids.contains(&id), "{id}");
            let bytes = tile.read_data(&logs.sumdb).unwrap();
            assert_eq!(
                logs.tiles[&(id.level(), id.index())][..id.byte_len()],
                bytes,
                "{id}"
            );
        }
    }
}

#[test]
fn the_example_of_the_specification_has_the_tiles_it_says() {
    let of_level = |level| tiles_of_tree(70_000).filter(move |id| id.level() == level);
    assert_eq!(of_level(0).filter(TileId::is_full).count(), 273);
    assert_eq!(of_level(0).last().unwrap().width(), 112);
    assert_eq!(of_level(1).filter(TileId::is_full).count(), 1);
    assert_eq!(of_level(1).last().unwrap().width(), 17);
    assert_eq!(of_level(2).last().unwrap().width(), 1);
    assert_eq!(tiles_of_tree(70_000).count(), 274 + 2 + 1);
    let of_256: Vec<_> = tiles_of_tree(256).map(|id| id.path()).collect();
    assert_eq!(of_256, ["tile/0/000", "tile/1/000.p/1"]);
}

#[test]
fn changed_gives_what_was_touched_and_lets_filled_tiles_go() {
    let mut edge = Edge::empty();
    assert!(edge.changed().is_empty());
    for _ in 0..256 {
        edge.append(Digest::of(b"leaf"));
    }
    let ids =
        |edge: &mut Edge| -> Vec<_> { edge.changed().iter().map(|(id, _)| id.path()).collect() };
    assert!(edge.tile(0, 0).is_some());
    assert_eq!(ids(&mut edge), ["tile/0/000", "tile/1/000.p/1"]);
    assert!(edge.tile(0, 0).is_none() && edge.changed().is_empty());
    edge.append(Digest::of(b"leaf"));
    assert_eq!(ids(&mut edge), ["tile/0/001.p/1"]);
    let missing = edge.prove_inclusion(0).unwrap_err();
    assert!(matches!(missing, ProofError::MissingTile { tile } if tile.path() == "tile/0/000"));
}

#[test]
fn a_batch_is_proved_over_the_edge_and_stored_tiles() {
    let mut logs = Logs::of_size(1_000);
    let mut edge = Edge::load(1_000, |id| logs.tile_for(id)).unwrap();
    let stored = logs.tiles.clone();
    for index in 1_000..1_100 {
        edge.append(Digest::of(format!("{index}").as_bytes()));
        logs.grow();
    }
    let root = edge.root();
    for index in 1_000..1_100u64 {
        let leaf = Digest::of(format!("{index}").as_bytes());
        let proof = edge.prove_inclusion(index).unwrap();
        verify_inclusion(leaf, index, 1_100, &proof, root).unwrap();
    }
    let old = logs.leaves[3];
    let proof = prove_inclusion(3, 1_100, &(&edge, &stored)).unwrap();
    verify_inclusion(old, 3, 1_100, &proof, root).unwrap();
    let proof = edge.prove_consistency(1_000).unwrap();
    verify_consistency(1_000, logs.roots[1_000], 1_100, root, &proof).unwrap();
}

impl Logs {
    fn tile_for(&self, id: TileId) -> Option<Vec<u8>> {
        let bytes = self.tiles.get(&(id.level(), id.index()))?;
        Some(bytes.clone())
    }
}

#[test]
fn a_loaded_edge_goes_on_as_the_one_that_never_stopped() {
    let logs = Logs::of_size(66_200);
    for size in [0, 1, 255, 256, 257, 65_535, 65_536, 65_537, 66_000] {
        let mut edge = Edge::load(size, |id| logs.tile_for(id)).unwrap();
        let at = usize::try_from(size).unwrap();
        assert_eq!(edge.root(), logs.roots[at], "size {size}");
        assert!(edge.changed().is_empty(), "size {size}");
        for (leaf, root) in logs.leaves[at..]
            .iter()
            .zip(&logs.roots[at + 1..])
            .take(200)
        {
            edge.append(*leaf);
            assert_eq!(edge.root(), *root);
        }
        for (id, bytes) in edge.changed() {
            assert_eq!(
                logs.tiles[&(id.level(), id.index())][..id.byte_len()],
                bytes,
                "{id}"
            );
        }
    }
}

#[test]
fn an_edge_is_not_loaded_from_tiles_that_lack() {
    let tile = TileId::new(0, 1, 44).unwrap();
    let missing = Edge::load(300, |_| None).unwrap_err();
    assert_eq!(missing, EdgeError::MissingTile { tile });
    let short = Edge::load(300, |_| Some(vec![0; 43 * 32])).unwrap_err();
    assert_eq!(
        short,
        EdgeError::ShortTile {
            tile,
            found: 43 * 32
        }
    );
    let huge = Edge::load(u64::MAX, |_| None).unwrap_err();
    assert_eq!(huge, EdgeError::TooLarge { size: u64::MAX });
}

#[test]
fn the_largest_tree_has_proofs() {
    // No such log exists; the arithmetic must not overflow on a hostile number.
    let tiles = |_: u8, _: u64| Some(vec![7; 8192]);
    let size = MAX_TREE_SIZE;
    for index in [0, size / 2, size - 1] {
        let proof = prove_inclusion(index, size, &tiles).unwrap();
        assert!(proof.len() <= 63);
    }
    assert!(prove_consistency(size / 2, size, &tiles).unwrap().len() <= 64);
    assert_eq!(
        tree_root(size, &tiles).unwrap(),
        Edge::load(size, |_| Some(vec![7; 8192])).unwrap().root()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn consistency_holds_between_any_two_sizes(a in 1usize..3_000, b in 1usize..3_000) {
        let (old, new) = (a.min(b), a.max(b));
        let logs = Logs::of_size(new);
        let (old_size, new_size) = (old as u64, new as u64);
        let proof = prove_consistency(old_size, new_size, &logs.tiles).unwrap();
        let sumdb = tlog_tiles::prove_tree(new_size, old_size, &logs.sumdb).unwrap();
        prop_assert_eq!(&proof, &ours(sumdb));
        verify_consistency(old_size, logs.roots[old], new_size, logs.roots[new], &proof).unwrap();
        // Any other root at either end is refused.
        let other = Digest::of(b"other");
        prop_assert!(verify_consistency(old_size, other, new_size, logs.roots[new], &proof).is_err());
        prop_assert!(verify_consistency(old_size, logs.roots[old], new_size, other, &proof).is_err());
    }

    #[test]
    fn a_proof_proves_one_leaf_at_one_place(size in 2usize..2_000, at in any::<prop::sample::Index>(), flip in any::<prop::sample::Index>()) {
        let logs = Logs::of_size(size);
        let index = at.index(size);
        let (root, leaf) = (logs.edge.root(), logs.leaves[index]);
        let (index, size) = (index as u64, size as u64);
        let proof = prove_inclusion(index, size, &logs.tiles).unwrap();
        let holds = |leaf, index, size, proof: &[Digest], root| {
            let verdict = verify_inclusion(leaf, index, size, proof, root).is_ok();
            let theirs_proof: Vec<_> = proof.iter().map(|hash| theirs(*hash)).collect();
            let oracle = tlog_tiles::check_record(&theirs_proof, size, theirs(root), index, theirs(leaf));
            assert_eq!(verdict, oracle.is_ok());
            verdict
        };
        prop_assert!(holds(leaf, index, size, &proof, root));
        prop_assert!(!holds(Digest::of(b"x"), index, size, &proof, root));
        prop_assert!(!holds(leaf, index ^ 1, size, &proof, root));
        prop_assert!(!holds(leaf, index, size, &proof[1..], root));
        prop_assert!(!holds(leaf, index, size, &[&proof[..], &[leaf]].concat(), root));
        let mut bent = proof.clone();
        let bit = flip.index(proof.len());
        bent[bit] = Digest::of(bent[bit].as_bytes());
        prop_assert!(!holds(leaf, index, size, &bent, root));
    }

    #[test]
    fn paths_are_those_of_the_oracle_and_read_back(level in 0u8..6, index in 0u64..5_000_000, width in 1u16..=256) {
        if let Some(id) = TileId::new(level, index, width) {
            let oracle = tlog_tiles::Tile::new(8, level, index, width.into(), false);
            prop_assert_eq!(id.path(), oracle.path().replace("tile/8/", "tile/"));
            prop_assert_eq!(id.path().parse::<Resource>(), Ok(Resource::Tile(id)));
            let entries = TileId::new(0, index, width).unwrap();
            prop_assert_eq!(entries.entries_path().parse::<Resource>(), Ok(Resource::Entries(entries)));
        }
    }
}
