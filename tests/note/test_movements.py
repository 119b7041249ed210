"""Which movements of different documents are one, and that planned and delivered never are."""

from __future__ import annotations

import pytest

from summarizer.note.group import Movement
from summarizer.note.identity import identify
from summarizer.note.materiel import designations, related, spelt
from summarizer.note.movements import movements
from summarizer.note.reading import reading
from tests.note.reports import Filed, Report

Item = tuple[str, str, str | None]
SAID, DENIED = "asserts", "denies"


def told(*flows: tuple[str, list[Item], str], day: str | None = None, to: str | None = "Peru", end: str = "") -> Filed:
    """One report with these movements from Norway: stage, items and the stance of its outlet."""
    words = " and ".join(f"{q or ''} {w}" for _, items, _ in flows for w, _, q in items)
    report = Report(
        f"Norway, Peru, the Peruvian Navy and Chile: {words}. {end}".strip(), day=day, outlet=f"Paper {end}"
    )
    report.party("Peruvian Navy", "government_body", "PER")
    for stage, items, stance in flows:
        report.flow("Norway", to, stage, items, [(None, "unattributed", stance, [1])])
    return report.filed()


def found(*records: Filed, window: int = 180) -> list[Movement]:
    read = [reading(r) for r in records]
    identities = identify(read)
    made = movements(read, identities, window)
    assert [m.key for m in movements(reversed(read), identities, window)] == [m.key for m in made]
    assert sorted((r.id, f.id) for m in made for r, f in m.members) == sorted(
        (r.id, f.id) for r in read for f in r.flows
    )
    assert len({m.key for m in made}) == len(made)
    return made


JETS = ("jets", "combat_aircraft", None)
SU30, SU35 = ("Su-30 jets", "combat_aircraft", "six"), ("Su-35", "combat_aircraft", None)
SHELLS, ARMS = ("shells", "ammunition", None), ("arms", "unspecified", None)
MISSILES: Item = ("missiles", "missiles", None)
BATTERY: Item = ("air defence system", "air_defence", None)
PATRIOT: Item = ("Patriot batteries", "air_defence", None)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (("delivered", [SU30], SAID), ("delivering", [("Su30", "combat_aircraft", "nine")], SAID), 1),
        (("delivered", [SU30], SAID), ("delivered", [("Su-30M", "combat_aircraft", None)], SAID), 1),
        (("delivered", [SU30], SAID), ("delivered", [JETS], SAID), 1),
        (("delivered", [SU30], SAID), ("delivered", [SU35], SAID), 2),
        (("delivered", [SU30], SAID), ("contracted", [SU30], SAID), 2),
        (("pledged", [SU30], SAID), ("contracted", [SU30], SAID), 1),
        (("delivered", [SHELLS], SAID), ("delivered", [JETS], SAID), 2),
        (("delivered", [MISSILES], SAID), ("delivered", [MISSILES], SAID), 1),
        (("delivered", [MISSILES], SAID), ("delivered", [BATTERY], SAID), 2),
        (("delivered", [MISSILES], SAID), ("delivered", [PATRIOT], SAID), 1),
        (("delivered", [ARMS], SAID), ("delivered", [], SAID), 1),
        (("delivered", [ARMS], SAID), ("delivered", [SHELLS], SAID), 2),
        (("negotiating", [ARMS], SAID), ("negotiating", [SHELLS], SAID), 1),
        (("negotiating", [ARMS], SAID), ("sought", [SHELLS], SAID), 2),
        (("contracted", [ARMS], SAID), ("contracted", [SHELLS], SAID), 2),
        (("delivered", [SHELLS], SAID), ("delivered", [ARMS], DENIED), 1),
        (("delivered", [SHELLS], SAID), ("unspecified", [SHELLS], DENIED), 1),
        (("delivered", [SHELLS], SAID), ("pledged", [SHELLS], DENIED), 2),
        (("halted", [("shells", "ammunition", "400")], SAID), ("halted", [("shells", "ammunition", "90")], SAID), 2),
        (("halted", [("shells", "ammunition", "400")], SAID), ("halted", [("shells", "ammunition", "400")], SAID), 1),
        (("halted", [SHELLS], SAID), ("halted", [SHELLS], SAID), 1),
    ],
)
def test_two_documents(one: tuple[str, list[Item], str], other: tuple[str, list[Item], str], count: int) -> None:
    made = found(told(one, end="a"), told(other, end="b"))
    assert len(made) == count
    assert count == 2 or made[0].reasons


def test_a_vague_one_with_two_that_it_may_be_stays_alone() -> None:
    made = found(
        told(("delivered", [SU30], SAID), end="a"),
        told(("delivered", [SU35], SAID), end="b"),
        told(("delivered", [JETS], SAID), end="c"),
    )
    assert len(made) == 3


def test_vague_talks_with_two_that_they_may_be_stay_alone() -> None:
    made = found(
        told(("negotiating", [SHELLS], SAID), end="a"),
        told(("negotiating", [JETS], SAID), end="b"),
        told(("negotiating", [ARMS], SAID), end="c"),
    )
    assert len(made) == 3


def test_a_denial_that_may_mean_two_stays_alone() -> None:
    made = found(
        told(("delivered", [SHELLS], SAID), end="a"),
        told(("delivered", [JETS], SAID), end="b"),
        told(("delivered", [ARMS], DENIED), end="c"),
    )
    assert [m.affirmed for m in made] == [True, False, True]


def test_a_package_does_not_draw_two_deals_together() -> None:
    made = found(
        told(("contracted", [SU30], SAID), end="a"),
        told(("contracted", [SHELLS], SAID), end="b"),
        told(("contracted", [SU30, SHELLS], SAID), end="c"),
    )
    assert len(made) == 2


def test_one_document_that_tells_two_stages_keeps_them_apart() -> None:
    made = found(
        told(("contracted", [SU30], SAID), ("negotiating", [("Su-30", "combat_aircraft", None)], SAID), end="a"),
        told(("contracted", [SU30], SAID), end="b"),
    )
    assert sorted(len(m.members) for m in made) == [1, 2]


def test_a_side_that_is_not_named_is_no_identity() -> None:
    made = found(
        told(("delivered", [SHELLS], SAID), to=None, end="a"), told(("delivered", [SHELLS], SAID), to=None, end="b")
    )
    assert len(made) == 2
    made = found(
        told(("delivered", [SU30], SAID), to=None, end="a"), told(("delivered", [SU30], SAID), to=None, end="b")
    )
    assert len(made) == 1


def test_an_armed_service_counts_as_its_state() -> None:
    (made,) = found(
        told(("delivered", [SHELLS], SAID), to="Peruvian Navy", end="a"), told(("delivered", [SHELLS], SAID), end="b")
    )
    assert made.recipient is not None
    assert made.recipient.name == "Peru"
    assert any("Peruvian Navy counts as Peru" in r.text for r in made.reasons)


@pytest.mark.parametrize(
    ("days", "window", "count"),
    [
        (("2031-01-01", "2031-05-01"), 180, 1),
        (("2031-01-01", "2031-12-01"), 180, 2),
        (("2031-01-01", "2031-05-01", "2031-09-01"), 180, 1),
        (("2031-01-01", "2031-05-01"), 30, 2),
        (("2031-01-01", None), 180, 1),
        (("2031-01-01", "2031-12-01", None), 180, 3),
    ],
)
def test_time(days: tuple[str | None, ...], window: int, count: int) -> None:
    records = [told(("delivered", [SHELLS], SAID), day=day, end=f"n{n}") for n, day in enumerate(days)]
    assert len(found(*records, window=window)) == count


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Su-35S fighters", ("su35",)),
        ("F-16s", ("f16",)),
        ("Type 056 corvettes", ("type056",)),
        ("155mm shells", ("155mm",)),
        ("155 mm shells", ("155mm",)),
        ("155-millimeter shells", ("155mm",)),
        ("2,000-pound bombs", ("2000pound",)),
        ("Rafales", ("rafale",)),
        ("Abukuma-class escorts", ("abukumaclas",)),
        ("T-72B3 tanks and BTR-82A carriers", ("t72b3", "btr82a")),
        ("F-35s", ("f35",)),
        ("S-400s", ("s400",)),
        ("Leopard 2s", ("leopard2",)),
        ("Bayraktar TB2s", ("bayraktartb2",)),
        ("short-range missiles", ()),
        ("weapons", ()),
    ],
)
def test_designations(words: str, names: tuple[str, ...]) -> None:
    assert designations(words) == names


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("f16", "f16c", True), ("f16", "f16", True), ("su30", "su35", False), ("t72", "t72b3", False), ("", "f16", False)],
)
def test_versions(one: str, other: str, same: bool) -> None:
    assert related(one, other) is same
    assert related(other, one) is same


@pytest.mark.parametrize(
    ("designation", "words", "shown"),
    [
        ("f16", "F-16s", "F-16"),
        ("leopard2", "a dozen Leopard 2s", "Leopard 2"),
        ("rafale", "Rafales", "Rafale"),
        ("himar", "HIMARS launchers", "HIMARS"),
        ("abukumaclas", "Abukuma-class escorts", "Abukuma-class"),
        ("su30", "jets", "su30"),
    ],
)
def test_a_designation_is_shown_in_the_singular(designation: str, words: str, shown: str) -> None:
    assert spelt(designation, words) == shown


@pytest.mark.parametrize(
    ("one", "other"),
    [("Leopard 2s", "Leopard 2 tanks"), ("F-16s", "F-16 fighters"), ("S-400s", "S-400 systems")],
)
def test_plural_and_singular_are_one_movement(one: str, other: str) -> None:
    records = [told(("delivered", [(w, "other", None)], SAID)) for w in (one, other)]
    assert len(found(*records)) == 1
