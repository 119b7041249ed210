"""Answers to `single` as a capable model would give them, and the prompt read as it would read it.

The proof answers in `single_proof` use words and references of their own alone, so they do not depend on what the
rules find. `by_number` puts the numbers of listed candidates in their place, taken from the prompt itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.engines.accounts import Json

FOLDER = Path(__file__).parent / "single_proof"

_PARTY = re.compile(r"(P\d+)\| (.+?) \(([a-z_]+)(?:, ([A-Z]{3}))?(?:, .+)?\) in (S\d+(?:, S\d+)*)")
_MATERIEL = re.compile(r"(M\d+) S(\d+)\| (.+) \([a-z_]+\)(?:, quantity: .+)?")
_REFERRING = frozenset({"ref", "supplier", "recipient", "claimant", "reported_by", "speaker", "issuer", "target"})


def proof(name: str) -> Json:
    """The answer that a first-rate model gives for a document of `evals/gold/dev`."""
    found: Json = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def lines(prompt: str, heading: str) -> list[str]:
    """The lines below a heading of the prompt."""
    block = f"\n{prompt}\n".partition(f"\n{heading}\n")[2].partition("\n\n")[0].strip("\n")
    return [] if block == "none" else block.split("\n")


def sentences(prompt: str) -> dict[int, str]:
    """The sentences that the prompt shows, by number."""
    shown = (re.fullmatch(r"S(\d+)\| (.*)", line) for line in lines(prompt, "SENTENCES"))
    return {int(found[1]): found[2] for found in shown if found}


def quotations(prompt: str) -> set[int]:
    """The numbers of the quotations that the prompt shows."""
    return {int(re.split(r"\D+", line)[1]) for line in lines(prompt, "QUOTATIONS")}


def pointers(part: object) -> Iterator[Json]:
    """Every `{"sentence": ..., "words": ...}` in a part of an answer."""
    if isinstance(part, dict):
        if part.keys() == {"sentence", "words"}:
            yield part
        else:
            yield from (found for value in part.values() for found in pointers(value))
    elif isinstance(part, list):
        yield from (found for value in part for found in pointers(value))


def cited(part: object, name: str) -> Iterator[int]:
    """Every number in the lists of that name (`sentences`, `quotations`) in a part of an answer."""
    if isinstance(part, dict):
        yield from part.get(name, ())
    for value in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from cited(value, name)


def by_number(answer: Json, prompt: str) -> Json:
    """The answer with P- and M-numbers wherever the prompt lists just the party or the words that it means."""
    listed = _listed_parties(answer, prompt)
    parties = [{**p, "mentions": [] if p["ref"] in listed else p["mentions"]} for p in answer["parties"]]
    return _numbered({**answer, "parties": parties}, listed, _listed_materiel(prompt))


def _numbered(part: Json, parties: dict[str, str], materiel: dict[tuple[int, str], str]) -> Json:
    def one(name: str, value: object) -> object:
        if name in _REFERRING and isinstance(value, str):
            return parties.get(value, value)
        if isinstance(value, list):
            return [_numbered(v, parties, materiel) if isinstance(v, dict) else v for v in value]
        return value

    numbered = {name: one(name, value) for name, value in part.items()}
    if "materiel" in part and (number := materiel.get((part["words"]["sentence"], part["words"]["words"]))):
        numbered |= {"materiel": number, "words": None}
    return numbered


def _listed_parties(answer: Json, prompt: str) -> dict[str, str]:
    """By reference of the answer, the number of the candidate that is that party: name, kind and place agree."""
    found: dict[str, str] = {}
    for line in filter(None, map(_PARTY.fullmatch, lines(prompt, "PARTIES FOUND BY RULE"))):
        number, name, kind, country, places = line.groups()
        shown = set(places.split(", "))
        for party in answer["parties"]:
            ways = {party["name"].casefold(), *(m["words"].casefold() for m in party["mentions"])}
            there = any(f"S{m['sentence']}" in shown for m in party["mentions"])
            agrees = kind == party["kind"] and country in (None, party["country"])
            if agrees and there and name.casefold() in ways and party["ref"] not in found:
                found[party["ref"]] = number
                break
    return found


def _listed_materiel(prompt: str) -> dict[tuple[int, str], str]:
    found: dict[tuple[int, str], str] = {}
    for line in filter(None, map(_MATERIEL.fullmatch, lines(prompt, "MATERIEL FOUND BY RULE"))):
        found.setdefault((int(line[2]), line[3]), line[1])
    return found
