#!/usr/bin/env python3
"""Checks a signed document of Comity with a JOSE library of another language.

    verify.py DOCUMENT JWKS [--typ TYP]

DOCUMENT is an envelope, receipt, manifest or statement: JWS General JSON Serialization (RFC 7515, 7.2.1). JWKS is a
JWK Set (RFC 7517). Both signatures, EdDSA and ML-DSA-65, must verify with a key of the set whose id is the key's
RFC 7638 thumbprint. Prints the payload; exit code 0 means verified, 1 refused, 2 not usable.
"""

import argparse
import json
import sys

from jwcrypto import jwk, jws
from jwcrypto.common import JWException, base64url_decode

SUITE = ["EdDSA", "ML-DSA-65"]


class Refused(Exception):
    """The document is not what it should be."""


def read_keys(path):
    """The keys of a JWK Set by key id; each id must be the key's thumbprint."""
    keys = {}
    with open(path, encoding="utf-8") as file:
        listed = json.load(file)["keys"]
    for members in listed:
        stated = members["kid"]
        # The library must not act on members that only our directory uses.
        key = jwk.JWK(**{name: value for name, value in members.items() if isinstance(value, str)})
        if key.thumbprint() != stated:
            raise Refused(f"key id {stated} is not the key's thumbprint {key.thumbprint()}")
        keys[stated] = key
    return keys


def protected_headers(document):
    """The two decoded headers; exactly the suite's algorithms, in order."""
    signatures = json.loads(document)["signatures"]
    headers = [json.loads(base64url_decode(signature["protected"])) for signature in signatures]
    found = [header["alg"] for header in headers]
    if found != SUITE:
        raise Refused(f"the signatures are {found}, expected {SUITE}")
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


def main():
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("document")
    parser.add_argument("jwks")
    parser.add_argument("--typ")
    arguments = parser.parse_args()
    try:
        with open(arguments.document, encoding="utf-8") as file:
            document = file.read()
        payload = verify(document, read_keys(arguments.jwks), arguments.typ)
    except (OSError, KeyError, TypeError, ValueError) as error:
        print(f"{arguments.document}: not usable: {error!r}", file=sys.stderr)
        return 2
    except (Refused, JWException) as error:
        print(f"{arguments.document}: refused: {error}", file=sys.stderr)
        return 1
    print(payload.decode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
