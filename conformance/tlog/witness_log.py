"""Has a witness that is not ours follow a custody log: every checkpoint it ever showed, in order.

usage: witness_log.py LOG_FOLDER POLICY_TOML [RECEIPT_OR_PROOF...]

The witness (aics-witness) cosigns a checkpoint only when the log signed it and it
extends the one before; so each answer is a judgement of signature and consistency.
"""

import contextlib
import pathlib
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from aics_tlog import VerifiedTileReader, consistency_proof_from_tiles, format_vkey
from aics_witness.feeder import FeederError, WitnessClient

from published import Policy, Refused, checkpoint, notes_in, reader, served

NAME = "witness.example/conformance"


def program(config, *arguments):
    command = [sys.executable, "-m", "aics_witness", arguments[0], "--config", config, *arguments[1:]]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def witness(origin, vkey):
    """A fresh witness that trusts one log: its address and its key."""
    with tempfile.TemporaryDirectory() as folder:
        config = str(pathlib.Path(folder, "witness.json"))
        own_key = program(config, "init", "--name", NAME).strip().splitlines()[-1].split()[-1]
        program(config, "add-log", "--origin", origin, "--vkey", vkey)
        address = f"127.0.0.1:{free_port()}"
        command = [sys.executable, "-m", "aics_witness", "serve", "--config", config, "--listen", address]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(f"http://{address}/healthz")
            yield f"http://{address}", own_key
        finally:
            server.terminate()
            server.wait()


def wait_for(url):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(100):
        with contextlib.suppress(OSError):
            return opener.open(url, timeout=1).close()
        time.sleep(0.1)
    raise Refused("the witness did not start")


def history(origin, newest, paths):
    """The distinct checkpoints of the log in order of size, the newest last."""
    notes = {}
    for text in [*notes_in(paths), newest]:
        shown, note = checkpoint(text)
        if shown.origin == origin:
            notes[shown.size] = note.to_bytes()
    return [notes[size] for size in sorted(notes)]


def judge(url, policy, paths):
    tiles = reader(url)
    newest_note = tiles.read_checkpoint()
    newest, _ = checkpoint(newest_note)
    proven = VerifiedTileReader(tiles, newest.size, newest.root)

    def proof(old, new):
        return consistency_proof_from_tiles(proven, old, new, newest.size) if old else []

    notes = history(newest.origin, newest_note, paths)
    with witness(newest.origin, format_vkey(policy.log(newest.origin))) as (address, key):
        client = WitnessClient(address, key)
        for note in notes:
            client.submit(note, proof)
        client.close()
    print(f"{newest.origin}: {len(notes)} checkpoints cosigned up to size {newest.size}")


def main():
    folder, policy, *paths = sys.argv[1:]
    with served(folder) as url:
        judge(url, Policy(policy), paths)


if __name__ == "__main__":
    try:
        main()
    except (Refused, FeederError, ValueError, OSError) as fault:
        sys.exit(f"refused: {fault}")
    except subprocess.CalledProcessError as fault:
        sys.exit(f"the witness's own program failed: {fault.stderr}")
