"""Judges a custody log as a stranger: signature, every tile, inclusion, consistency.

usage: read_log.py LOG_FOLDER POLICY_TOML
"""

import sys

from aics_tlog import (
    VerifiedTileReader,
    audit_tiles,
    consistency_proof_from_tiles,
    inclusion_proof_from_tiles,
    tree_root_from_tiles,
    verify_checkpoint,
    verify_consistency,
    verify_leaf_inclusion,
)

from published import Policy, Refused, checkpoint, reader, served

SAMPLES = 64


def sample(size):
    """Every number below size when there are few, else a spread that ends at the edges of tiles."""
    step = max(1, size // SAMPLES)
    edges = [n for n in (255, 256, 257, 511, 512, 65535, 65536) if n < size]
    return sorted({*range(0, size, step), *edges, size - 1}) if size else []


def judge(url, policy):
    tiles = reader(url)
    newest, note = checkpoint(tiles.read_checkpoint())
    result = verify_checkpoint(note, policy.log(newest.origin), expected_origin=newest.origin)
    if not result.ok:
        raise Refused(f"the checkpoint is not signed by the log: {result.error}")
    size, root = newest.size, newest.root
    audit = audit_tiles(tiles, size, root)
    proven = VerifiedTileReader(tiles, size, root)
    for index in sample(size):
        proof = inclusion_proof_from_tiles(proven, index, size)
        if not verify_leaf_inclusion(proven.entry(index), index, size, proof, root):
            raise Refused(f"entry {index} is not in the tree of {size}")
    for old in sample(size)[1:]:
        proof = consistency_proof_from_tiles(proven, old, size)
        if not verify_consistency(old, size, tree_root_from_tiles(proven, old, size), root, proof):
            raise Refused(f"the tree of {size} does not extend the tree of {old}")
    print(
        f"{newest.origin}: {size} entries, {audit.tiles} tiles and {audit.bundles} bundles proven,"
        f" {len(sample(size))} inclusions and consistencies"
    )


def main():
    folder, policy = sys.argv[1:]
    with served(folder) as url:
        judge(url, Policy(policy))


if __name__ == "__main__":
    try:
        main()
    except (Refused, ValueError, OSError) as fault:
        sys.exit(f"refused: {fault}")
