#!/usr/bin/env python3
"""Checks signed documents of Comity with a JOSE library of another language.

    verify.py DOCUMENT JWKS [--typ TYP]
    verify.py --kit KIT

DOCUMENT is an envelope, receipt, manifest or statement: JWS General JSON Serialization (RFC 7515, 7.2.1), of which both
signatures, EdDSA and ML-DSA-65, must verify; or the compact rendering of a statement, EdDSA alone. JWKS is a JWK Set
(RFC 7517) in which each key id is the key's RFC 7638 thumbprint. Prints the payload.

KIT is the list of hostile envelopes (crates/wire/tests/hostile/kit.json): the accepted one must verify here too, and
every forged one, and every one of an unknown key or another suite, must be refused here too.

Exit code 0 means verified, 1 refused, 2 not usable.
"""

import argparse
import json
import pathlib
import sys

from jwcrypto import jwk, jws
from jwcrypto.common import JWException, base64url_decode

SUITE = ["EdDSA", "ML-DSA-65"]


class Refused(Exception):
    """The document is not what it should be."""


def read_keys(listed):
    """The keys of a JWK Set by key id; each id must be the key's thumbprint."""
    keys = {}
    for members in listed["keys"]:
        stated = members["kid"]
        # `nbf`, `exp` and `revoked` are the directory's; the library is given the key alone.
        key = jwk.JWK(**{name: value for name, value in members.items() if isinstance(value, str)})
        if key.thumbprint() != stated:
            raise Refused(f"key id {stated} is not the key's thumbprint {key.thumbprint()}")
        keys[stated] = key
    return keys


def protected_headers(document):
    """The decoded headers; exactly the suite's algorithms in order, or EdDSA alone in the compact rendering."""
    if document.startswith("{"):
        encoded = [signature["protected"] for signature in json.loads(document)["signatures"]]
        expected = SUITE
    else:
        encoded, expected = [document.split(".")[0]], SUITE[:1]
    headers = [json.loads(base64url_decode(text)) for text in encoded]
    found = [header["alg"] for header in headers]
    if found != expected:
        raise Refused(f"the signatures are {found}, expected {expected}")
    return headers


def verify(document, keys, typ):
    """The payload, if both signatures verify."""
    payload = None
    for header in protected_headers(document):
        if typ and header.get("typ") != typ:
            raise Refused(f"the document is a {header.get('typ')}, expected {typ}")
        key = keys.get(header["kid"])
        if key is None:
            raise Refused(f"no key {header['kid']} in the set")
        token = jws.JWS()
        # Only this algorithm: the library accepts a document when one signature verifies, so each is asked alone.
        token.allowed_algs = [header["alg"]]
        token.deserialize(document)
        token.verify(key)
        payload = token.payload
    return payload


def check_kit(path):
    """Every envelope of the kit whose verdict is a matter of JOSE gets that verdict here."""
    kit = json.loads(path.read_text(encoding="utf-8"))
    keys = {}
    for member in kit["directory"]:
        keys.update(read_keys(member["jwks"]))
    wrong = 0
    for case in kit["cases"]:
        if case["verdict"] not in ("accepted", "forged", "unknown-key", "wrong-suite"):
            continue
        document = (path.parent / case["file"]).read_text(encoding="utf-8")
        try:
            verify(document, keys, "comity-envelope+jws")
            found = "accepted"
        except (Refused, JWException) as error:
            found = f"refused ({error})"
        agrees = found.startswith("accepted") == (case["verdict"] == "accepted")
        wrong += not agrees
        print(f"{'ok   ' if agrees else 'WRONG'} {case['file']}: {found.splitlines()[0][:100]}")
    return wrong


def check_document(document_path, keys_path, typ):
    """One document against one set of keys."""
    document = document_path.read_text(encoding="utf-8").strip()
    keys = read_keys(json.loads(keys_path.read_text(encoding="utf-8")))
    print(verify(document, keys, typ).decode("utf-8"))
    return 0


def main():
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("document", nargs="?", type=pathlib.Path)
    parser.add_argument("jwks", nargs="?", type=pathlib.Path)
    parser.add_argument("--typ")
    parser.add_argument("--kit", type=pathlib.Path)
    arguments = parser.parse_args()
    if not arguments.kit and not (arguments.document and arguments.jwks):
        parser.error("give a document and a key set, or --kit")
    try:
        if arguments.kit:
            return 1 if check_kit(arguments.kit) else 0
        return check_document(arguments.document, arguments.jwks, arguments.typ)
    except (Refused, JWException) as error:
        print(f"refused: {error}", file=sys.stderr)
        return 1
    except (OSError, KeyError, TypeError, ValueError) as error:
        print(f"not usable: {error!r}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
