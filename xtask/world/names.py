"""The names of States in the six languages: a line for each participant.

    python names.py PACKAGE_FOLDER NODE_MODULES PARTICIPANTS.csv > states.csv
"""

import csv
import json
import sys
from pathlib import Path

LANGUAGES = {"ar": "Arabic", "zh": "Chinese", "en": "English", "fr": "French", "ru": "Russian", "es": "Spanish"}
# The code that ISO 3166-1 reserves for the European Union, which UNTERM does not list among States.
UNION = "EUE"


def united_nations(folder):
    """UNTERM's short names by code, as the United Nations' own package carries them."""
    (table,) = Path(folder, "hdx", "location").glob("*.csv")
    with table.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            yield row["ISO 3166-1 Alpha 3-Codes"], {
                code: row[f"{name} Short"].strip() or row[f"M49 {name}"].strip() for code, name in LANGUAGES.items()
            }


def union(folder):
    """The Union's name, from CLDR."""
    for code in LANGUAGES:
        file = Path(folder, "cldr-localenames-full", "main", code, "territories.json")
        main = json.loads(file.read_text(encoding="utf-8"))["main"][code]
        yield code, main["localeDisplayNames"]["territories"]["EU"]


def written(name):
    """A name as it is printed: one apostrophe for all, and a dash where UNTERM marks a gap."""
    return name.replace("'", "\u2019").replace("(مملكة _)", "(مملكة -)")


def main(package, modules, participants):
    names = dict(united_nations(package))
    names[UNION] = dict(union(modules))
    with open(participants, encoding="utf-8") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        codes = [row["code"] for row in rows]
    print("# The names of participants in the six official languages: UNTERM, the terminology database of the United Nations,")
    print("# as hdx-python-country 4.2.5 of its OCHA (MIT) carries it; the European Union from CLDR 48.2.0 (Unicode-3.0).")
    print("# Made by `cargo xtask world`; it is not edited by hand.")
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["code", *LANGUAGES])
    for code in codes:
        named = [written(names[code][language]) for language in LANGUAGES]
        if not all(named):
            sys.exit(f"{code} has no name in every language: {named}")
        out.writerow([code, *named])


main(*sys.argv[1:])
