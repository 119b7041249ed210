"""The tables of names: what they find, what they leave alone, and how an analyst's file is merged."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.annotate.lexicon import Lexicon
from summarizer.errors import InputError


def found(text: str, *, any_case: bool = False, lexicon: Lexicon | None = None) -> list[tuple[str, str]]:
    hits = (lexicon or Lexicon.load()).find(text, any_case=any_case)
    return [(text[h.start : h.end], h.alias.entry.key) for h in hits]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The DPRK and North Korea", [("DPRK", "state:PRK"), ("North Korea", "state:PRK")]),
        ("U.S. and US and USA", [("U.S.", "state:USA"), ("US", "state:USA"), ("USA", "state:USA")]),
        ("in the U.S.", [("U.S.", "state:USA")]),
        ("Türkiye, Turkey", [("Türkiye", "state:TUR"), ("Turkey", "state:TUR")]),
        ("Kosovo and Taiwan", [("Kosovo", "state:XKX"), ("Taiwan", "state:TWN")]),
        ("Guinea-Bissau and Papua New Guinea", [("Guinea-Bissau", "state:GNB"), ("Papua New Guinea", "state:PNG")]),
        ("Iranians and Russians", [("Iranians", "state:IRN"), ("Russians", "state:RUS")]),
        ("the Biden administration", [("Biden administration", "state:USA")]),
        ("Syrian Arab Republic", [("Syrian Arab Republic", "state:SYR")]),
        ("the Indian Ocean", [("Indian Ocean", "mask")]),
        ("the South China Sea", [("South China Sea", "mask")]),
        ("The Washington Post", [("The Washington Post", "media:wapo")]),
        ("Pratt & Whitney engines", [("Pratt & Whitney", "company:pratt")]),
        ("give us china, turkey and polish", []),
        ("Kim Jong-un", [("Kim Jong-un", "person:kim-jong-un")]),
        ("RUSSIA said", [("RUSSIA", "state:RUS")]),
        ("Nato and Tass", [("Nato", "organisation:nato"), ("Tass", "media:tass")]),
        ("Côte d'Ivoire", [("Côte d'Ivoire", "state:CIV")]),
        ("the New\nYork Times", [("New\nYork Times", "media:nyt")]),
    ],
)
def test_names_are_found_whole_and_in_their_case(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_capitals_are_read_without_case() -> None:
    assert found("IRAN ARMS THE HOUTHIS", any_case=True) == [("IRAN", "state:IRN"), ("HOUTHIS", "group:houthis")]


def test_every_iso_country_has_an_entry() -> None:
    import pycountry

    entries = Lexicon.load().entries
    without_a_plain_name = {"BES", "IMN", "MAF", "SXM", "SHN", "VGB", "FLK", "CCK"}
    missing = {c.alpha_3 for c in pycountry.countries} - {k.removeprefix("state:") for k in entries}
    assert missing <= without_a_plain_name


def test_loading_twice_gives_the_same_lexicon() -> None:
    assert Lexicon.load() is Lexicon.load()


def test_an_analysts_file_adds_entries_and_names(tmp_path: Path) -> None:
    extra = tmp_path / "extra.toml"
    extra.write_text(
        '[companies]\nzorbatec = { name = "Zorbatec", country = "BEL" }\nboeing = { names = ["Big Plane Maker"] }\n',
        "utf-8",
    )
    lexicon = Lexicon.load(extra)
    assert found("Zorbatec and Big Plane Maker and Boeing", lexicon=lexicon) == [
        ("Zorbatec", "company:zorbatec"),
        ("Big Plane Maker", "company:boeing"),
        ("Boeing", "company:boeing"),
    ]
    assert found("Zorbatec") == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[companies\n", "is not TOML"),
        ("[weapons]\ngun = { name = 'Gun' }\n", "unknown table [weapons]"),
        ("[companies]\nnameless = { country = 'BEL' }\n", "cannot be used"),
        ("[organisations]\nodd = { name = 'Odd', kind = 'planet' }\n", "cannot be used"),
    ],
)
def test_a_bad_file_is_told_in_one_sentence(tmp_path: Path, content: str, words: str) -> None:
    extra = tmp_path / "extra.toml"
    extra.write_text(content, "utf-8")
    with pytest.raises(InputError) as caught:
        Lexicon.load(extra)
    assert words in str(caught.value)
    assert str(extra) in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        Lexicon.load(tmp_path / "nowhere.toml")
