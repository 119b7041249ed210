"""Which parties of different documents are one, and that the reason is told."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.note.identity import Entity, fold, identify
from summarizer.note.reading import reading
from tests.note.reports import Report

BODY = "government_body"
Told = tuple[str, str, str | None]


Named = tuple[str, str, str | None, dict[str, Any]]


def entities(*documents: list[Named]) -> list[Entity]:
    """The entities of documents that name these parties (name, kind, country, more)."""
    read = []
    for number, parties in enumerate(documents):
        words = [w for name, _, _, more in parties for w in (name, *more.get("mentions", ()))]
        report = Report(f"Report {number} names {', '.join(words)}.")
        for name, kind, country, more in parties:
            report.party(name, kind, country, **more)
        read.append(reading(report.filed()))
    forward, backward = identify(read), identify(reversed(read))
    assert {k: e.names for k, e in forward.entities.items()} == {k: e.names for k, e in backward.entities.items()}
    return list(forward.entities.values())


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (("Turkey", "state", "TUR"), ("Türkiye", "state", "TUR"), "the state with the code TUR"),
        (("Kim Jong-un", "official", "PRK"), ("Kim Jong Un", "person", "PRK"), "the words of the name are the same"),
        (("President Ada Mensah", "official", "GHA"), ("Ada Mensah", "official", "GHA"), "words of the name"),
        (("José Peña", "official", "PER"), ("Jose Pena", "official", "PER"), "words of the name"),
        (("Peru's defence ministry", BODY, "PER"), ("Ministry of Defense", BODY, "PER"), "words"),
        (("Peru's defence ministry", BODY, "PER"), ("Defence Ministry of the Republic of Peru", BODY, "PER"), "words"),
        (("Peruvian defence ministry", BODY, None), ("Ministry of Defence", BODY, "PER"), "whose body"),
        (("RSF", "armed_group", "SDN"), ("Rapid Support Forces", "armed_group", "SDN"), "the tables of names"),
        (("Vell", "official", "NOR"), ("Arno Vell", "official", "NOR"), "is the surname of 'Arno Vell' alone"),
        (("Fjord Works", "company", None), ("Fjord Works", "company", "NOR"), "no other country than NOR"),
    ],
)  # fmt: skip
def test_one_party(one: Told, other: Told, why: str) -> None:
    (entity,) = entities([(*one, {})], [(*other, {})])
    assert set(entity.names) == {one[0], other[0]}
    assert any(why in reason.text for reason in entity.why)
    assert all(reason.where for reason in entity.why)


@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("Defence Ministry", BODY, 2),
        ("Public Prosecution Service", BODY, 2),
        ("Vell", "official", 2),
        ("the rebels", "armed_group", 2),
        ("Arno Vell", "official", 1),
        ("Fjord Works", "company", 1),
        ("Arms Registry", "international_organisation", 1),
    ],
)
def test_a_name_that_many_bear_is_one_party_only_within_one_story(name: str, kind: str, count: int) -> None:
    told: list[Named] = [(name, kind, None, {})]
    assert len(entities(told, told)) == count
    read = []
    for number in range(2):
        report = Report(f"Report {number} names {name}.")
        report.party(name, kind)
        read.append(reading(report.filed()))
    assert len(identify(read, story_of=lambda _: "one").entities) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Defence Ministry", "government_body", None), ("Ministry of Defence", "government_body", "CHL")),
        (("Norway", "state", "NOR"), ("Peru", "state", "PER")),
        (("Ministry of Defence", "government_body", "PER"), ("Ministry of Defence", "government_body", "CHL")),
        (("Ministry of Defence", "government_body", "PER"), ("Ministry of Justice", "government_body", "PER")),
        (("Arno Vell", "official", "NOR"), ("Arno Vell", "official", "PER")),
        (("Vell", "official", "PER"), ("Arno Vell", "official", "NOR")),
        (("Vell", "official", None), ("Arno Vell", "official", "NOR")),
        (("Arno Vell", "official", "NOR"), ("Arno Vell", "company", "NOR")),
    ],
)
def test_two_parties(one: Told, other: Told) -> None:
    assert len(entities([(*one, {})], [(*other, {})])) == 2


def test_a_surname_with_a_rival_stays_alone() -> None:
    people: list[Named] = [(name, "official", "NOR", {}) for name in ("Arno Vell", "Bea Vell", "Vell")]
    assert len(entities(*([person] for person in people))) == 3


def test_a_surname_that_a_document_sets_beside_the_full_name_stays_alone() -> None:
    both: list[Named] = [("Arno Vell", "official", "NOR", {}), ("Vell", "official", "NOR", {})]
    assert len(entities(both)) == 2


def test_a_surname_by_role_where_no_country_is_given() -> None:
    full = ("Arno Vell", "official", "NOR", {"role": "harbour master"})
    (entity,) = entities([full], [("Vell", "official", None, {"role": "the harbour master"})])
    assert entity.name == "Arno Vell"
    assert any("the role is the same" in why.text for why in entity.why)


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ([("Northern Harbour Guard", "government_body", "NOR", {"mentions": ("NHG",)})], 1),
        ([("Northern Harbour Guard", "government_body", "NOR", {})], 1),
        ([("Northern Harbour Guard", "government_body", "PER", {})], 2),
        (
            [
                ("Northern Harbour Guard", "government_body", "NOR", {}),
                ("New Home Guard", "government_body", "NOR", {}),
            ],
            3,
        ),
    ],
)
def test_an_acronym_and_its_long_form(more: list[tuple[str, str, str | None, dict[str, Any]]], count: int) -> None:
    assert len(entities([("NHG", "government_body", "NOR", {})], more)) == count


@pytest.mark.parametrize(
    ("name", "people", "words"),
    [
        ("The Navy of Peru", False, ("navy", "peru")),
        ("Peru’s Defense Ministry", False, ("peru", "defence", "ministry")),
        ("Gen. Ada Mensah", True, ("ada", "mensah")),
        ("General", True, ("general",)),
        ("Škoda", False, ("skoda",)),
    ],
)
def test_folding(name: str, people: bool, words: tuple[str, ...]) -> None:
    assert fold(name, people=people) == words


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("MINISTRY OF DEFENCE OF THE REPUBLIC OF PERU", "Ministry of Defence of the Republic of Peru"),
        ("UN HARBOUR OFFICE FOR TOGO", "UN Harbour Office for Togo"),
        ("PERU'S FOREIGN MINISTRY", "Peru's Foreign Ministry"),
        ("GHANA ARMS WORKS", "Ghana Arms Works"),
        ("UNITA FAR", "UNITA FAR"),
    ],
)
def test_a_long_name_in_capitals_is_shown_as_one_writes_it(name: str, shown: str) -> None:
    (entity,) = entities([(name, "other", None, {})])
    assert (entity.name, entity.names) == (shown, (name,))
