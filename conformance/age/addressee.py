"""Opens a sealed package as its addressee, with the JavaScript implementation of age and no Comity.

usage: addressee.py SEALED BAG NODE_FOLDER...

The key that opens a package was made for one request. It lies wrapped, as an age file, in the
addressee's database, and the node's own key unwraps it. What the package holds must be the bag.
"""

import contextlib
import hashlib
import json
import pathlib
import sqlite3
import subprocess
import sys
import tarfile
import tempfile

DECRYPT = pathlib.Path(__file__).with_name("decrypt.mjs")
LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


class Refused(Exception):
    """The package is not what it should be."""


def identity(seed):
    """A hybrid identity as age writes it: the seed in bech32 (BIP 173)."""
    prefix = "age-secret-key-pq-"
    bits = int.from_bytes(seed, "big") << 4
    words = [bits >> shift & 31 for shift in range(255, -1, -5)]
    spread = [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    check = polymod(spread + words + [0] * 6) ^ 1
    words += [check >> shift & 31 for shift in range(25, -1, -5)]
    return (prefix + "1" + "".join(LETTERS[word] for word in words)).upper()


def polymod(values):
    generator = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit in range(5):
            if top >> bit & 1:
                check ^= generator[bit]
    return check


def decrypted(key, sealed, opened):
    """Whether the JavaScript implementation opens the file with the key, and if not, why."""
    done = subprocess.run(["node", DECRYPT, key, sealed, opened], capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stderr


def request_keys(node, scratch):
    """The keys made for requests of this node."""
    own = identity(bytes.fromhex(json.loads((node / "node.keys").read_text())["sealing"]))
    with contextlib.closing(sqlite3.connect(f"file:{node / 'node.db'}?mode=ro", uri=True)) as database:
        rows = database.execute("SELECT wrapped FROM wrapped_key").fetchall()
    for (wrapped,) in rows:
        (scratch / "wrapped").write_bytes(wrapped)
        opened, said = decrypted(own, scratch / "wrapped", scratch / "seed")
        if not opened:
            raise Refused(f"a wrapped key of {node.name} does not open: {said}")
        yield identity((scratch / "seed").read_bytes())


def compare(package, bag):
    """Every file of the package is in the bag with the same bytes, and no other is."""
    expected = {str(path.relative_to(bag)): path for path in bag.rglob("*") if path.is_file()}
    with tarfile.open(package, "r:") as archive:
        for member in archive:
            if not member.isfile():
                continue
            # The bag lies in a folder that is named after the package.
            path = expected.pop(member.name.partition("/")[2], None)
            if path is None:
                raise Refused(f"{member.name} is in the package and not in the bag")
            digest = hashlib.file_digest(archive.extractfile(member), "sha256").digest()
            if digest != hashlib.sha256(path.read_bytes()).digest():
                raise Refused(f"{member.name} differs")
    if expected:
        raise Refused(f"{sorted(expected)} are in the bag and not in the package")


def main():
    sealed, bag, *nodes = map(pathlib.Path, sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        reasons = []
        for key in (key for node in nodes for key in request_keys(node, scratch)):
            opened, said = decrypted(key, sealed, scratch / "package.tar")
            if opened:
                compare(scratch / "package.tar", bag)
                return print("opened, and the package holds exactly the bag")
            reasons.append(said)
    raise Refused("no key opens it: " + "; ".join(reasons))


if __name__ == "__main__":
    try:
        main()
    except (Refused, OSError, KeyError, ValueError, sqlite3.Error, tarfile.TarError) as fault:
        sys.exit(f"refused: {fault}")
