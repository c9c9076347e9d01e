#!/usr/bin/env python3
"""Checks a whole case file with a JOSE library of another language, as a court without Comity would.

    chain.py CASE_FOLDER POLICY_TOML

From the register's keys that the court holds, to the register's statement, to each State's keys, to every envelope,
receipt and manifest, and the report that the exporting State encloses. Exit code 0 means verified, 1 refused, 2 not usable.
"""

import hashlib
import json
import pathlib
import sys
import tomllib

from jwcrypto.common import JWException, base64url_decode

from verify import Refused, read_keys, verify


def opened(path, keys, typ):
    """The payload of a document that these keys signed as this type."""
    try:
        return json.loads(verify(path.read_text(encoding="utf-8"), keys, typ))
    except (Refused, JWException) as error:
        raise Refused(f"{path.name}: {error}") from error


def states(folder, pinned):
    """Each State's keys, present and former, believed because the pinned register says so."""
    statements = folder / "statements"
    register = opened(statements / "register.jws.json", pinned, "entity-statement+jwt")
    vouching = read_keys(register["jwks"])
    found = {}
    for path in sorted(statements.glob("*.subordinate.jws.json")):
        code = path.name.split(".")[0]
        statement = opened(path, vouching, "entity-statement+jwt")
        if statement["metadata"]["comity_node"]["state"] != code:
            raise Refused(f"{path.name} speaks of another State")
        found[code] = read_keys(statement["jwks"])
        own = opened(statements / f"{code}.configuration.jws.json", found[code], "entity-statement+jwt")
        if own["sub"] != statement["sub"]:
            raise Refused(f"{code} says that it is {own['sub']}, the register says {statement['sub']}")
        former = statements / f"{code}.historical.jws.json"
        if former.exists():
            found[code] |= read_keys(opened(former, found[code], "jwk-set+jwt"))
    return found


def thread(folder, keys):
    """Every envelope under the keys of its sender, its receipt under those of its receiver."""
    envelopes = [path for path in sorted((folder / "thread").glob("*.jws.json")) if ".receipt." not in path.name]
    if not envelopes:
        raise Refused("the thread is empty")
    for path in envelopes:
        sender = path.name.split("-")[1]
        message = opened(path, keys[sender], "comity-envelope+jws")
        if message["from"] != sender:
            raise Refused(f"{path.name} is from {message['from']}")
        answer = path.with_name(path.name.replace(".jws.json", ".receipt.jws.json"))
        receipt = opened(answer, keys[message["to"]], "comity-receipt+jws")
        if receipt["envelope"] != hashlib.sha256(path.read_bytes()).hexdigest():
            raise Refused(f"{answer.name} is for another envelope")
    return len(envelopes)


def manifest(folder, keys):
    """The manifest, under the keys of the State it says it is from."""
    path = folder / "manifest.jws.json"
    claimed = json.loads(base64url_decode(json.loads(path.read_text(encoding="utf-8"))["payload"]))
    return opened(path, keys[claimed["from"]], "comity-manifest+jws")


def digest(path):
    """SHA-256 as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def documents(folder):
    """What `sha256sum` prints of the documents, sorted by path."""
    paths = [folder / "manifest.jws.json"]
    for part in ("proofs", "silence", "statements", "thread"):
        paths += [path for path in (folder / part).rglob("*") if path.is_file()]
    names = sorted(path.relative_to(folder).as_posix() for path in paths if path.exists())
    return "".join(f"{digest(folder / name)}  {name}\n" for name in names)


def report(folder, keys):
    """The report of the State that exported, where one is enclosed: signed by it, and of exactly these documents."""
    path = folder / "report" / "statement.jws.json"
    if not path.parent.exists():
        return "no report"
    claimed = json.loads(base64url_decode(json.loads(path.read_text(encoding="utf-8"))["payload"]))
    said = opened(path, keys[claimed["state"]], "comity-exporter+jws")
    found = {
        "report": digest(path.with_name("report.json")),
        "text": digest(path.with_name("report.txt")),
        "documents": hashlib.sha256(documents(folder).encode()).hexdigest(),
    }
    for name, value in found.items():
        if said[name] != value:
            raise Refused(f"{path.name}: {name} is {value}, not {said[name]}")
    return f"the report of {said['state']}"


def main():
    """Command line."""
    try:
        folder, policy = map(pathlib.Path, sys.argv[1:])
        pinned = read_keys(json.loads(tomllib.loads(policy.read_text(encoding="utf-8"))["register"]["jwks"]))
        keys = states(folder, pinned)
        count = thread(folder, keys)
        sealed = manifest(folder, keys)
        enclosed = report(folder, keys)
    except (OSError, KeyError, TypeError, ValueError) as error:
        print(f"not usable: {error!r}", file=sys.stderr)
        return 2
    except (Refused, JWException) as error:
        print(f"refused: {error}", file=sys.stderr)
        return 1
    print(f"{len(keys)} States, {count} envelopes, the manifest of package {sealed['package']}, {enclosed}: all signatures verify")
    return 0


if __name__ == "__main__":
    sys.exit(main())
