"""Judges the custody proofs of a case file offline: that each envelope stands in a witnessed log.

usage: read_proofs.py CASE_FOLDER POLICY_TOML
"""

import base64
import hashlib
import pathlib
import sys

from aics_tlog import verify_checkpoint, verify_leaf_inclusion

from published import Policy, Refused, checkpoint

MAGIC = "c2sp.org/tlog-proof@v1"


def read(path):
    """The parts of a tlog-proof: the entry it carries, its index, the hashes, the note."""
    head, note = path.read_text().split("\n\n", 1)
    magic, extra, index, *hashes = head.split("\n")
    words = [extra.partition(" "), index.partition(" ")]
    if magic != MAGIC or [word[0] for word in words] != ["extra", "index"]:
        raise Refused(f"{path.name} is no {MAGIC} with an entry")
    decoded = [base64.b64decode(hash, validate=True) for hash in hashes]
    return base64.b64decode(words[0][2], validate=True), int(words[1][2]), decoded, note.encode()


def judge(path, policy, envelopes):
    entry, index, hashes, note_bytes = read(path)
    newest, note = checkpoint(note_bytes)
    result = verify_checkpoint(note, policy.log(newest.origin), policy.witnesses, 1)
    if not result.ok:
        raise Refused(f"{path.name}: the checkpoint is not witnessed: {result.error}")
    if not verify_leaf_inclusion(entry, index, newest.size, hashes, newest.root):
        raise Refused(f"{path.name}: the entry is not in the log")
    # The entry holds digests and identifiers only; one of them is the envelope's.
    digest = path.name.removesuffix(".tlog-proof")
    if digest not in envelopes or digest.encode() not in entry:
        raise Refused(f"{path.name}: the entry is about no envelope of the thread")


def main():
    folder, policy = pathlib.Path(sys.argv[1]), Policy(sys.argv[2])
    envelopes = {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("thread/*.jws.json")}
    proofs = sorted(folder.glob("proofs/*/*.tlog-proof"))
    if not proofs:
        raise Refused("the case file holds no proof")
    for proof in proofs:
        judge(proof, policy, envelopes)
    print(f"{len(proofs)} proofs hold")


if __name__ == "__main__":
    try:
        main()
    except (Refused, ValueError, OSError) as fault:
        sys.exit(f"refused: {fault}")
