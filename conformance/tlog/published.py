"""What a log publishes, as a stranger meets it: tiles over HTTP, notes, a policy.

Nothing here comes from Comity: the log is read with aics-tlog, over HTTP, from
a folder that any static server could serve.
"""

import base64
import contextlib
import functools
import http.server
import json
import pathlib
import threading
import tomllib

from aics_tlog import HttpTileReader, parse_checkpoint, parse_note, parse_vkey
from aics_tlog.cosign import COSIGNATURE_TYPE


class Refused(Exception):
    """The log is not what it should be."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextlib.contextmanager
def served(folder):
    """Serves the folder on a free port of the loopback interface."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def reader(url):
    return HttpTileReader([url], proxies={})


class Policy:
    """The keys of logs and witnesses in a court's policy file (C2SP tlog-policy in TOML)."""

    def __init__(self, path):
        text = tomllib.loads(pathlib.Path(path).read_text())["witnessing"]["policy"]
        lines = [line.split() for line in text.splitlines()]
        self.logs = {}
        self.witnesses = []
        for words in lines:
            if words[:1] == ["log"]:
                key = parse_vkey(words[1])
                self.logs[key.name] = key
            if words[:1] == ["witness"] and _type_of(words[2]) == COSIGNATURE_TYPE:
                self.witnesses.append(parse_vkey(words[2]))

    def log(self, origin):
        if origin not in self.logs:
            raise Refused(f"the policy knows no log {origin}")
        return self.logs[origin]


def _type_of(vkey):
    """aics-tlog reads Ed25519 keys only; ML-DSA-44 cosigners are left to others."""
    return base64.b64decode(vkey.split("+", 2)[2])[0]


def checkpoint(note_bytes):
    """A signed note's checkpoint and the note."""
    note = parse_note(note_bytes)
    return parse_checkpoint(note.text), note


def notes_in(paths):
    """Every checkpoint that the given receipts and proof files carry, as note texts."""
    for path in map(pathlib.Path, paths):
        text = path.read_text()
        if path.name.endswith(".tlog-proof"):
            # c2sp.org/tlog-proof: header and proof, an empty line, then the checkpoint.
            yield text.split("\n\n", 1)[1]
        else:
            payload = json.loads(text)["payload"]
            receipt = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
            yield receipt["custody"]["checkpoint"]
