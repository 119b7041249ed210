"""Cues in the words of ordinary news: denials without "deny", what outlets pass on, sources without names."""

from __future__ import annotations

import pytest

from summarizer.annotate.doubt.finder import find_cues
from summarizer.schema import FlagKind
from tests.annotate.cast import stage

ANON, SECOND, HEDGE, HIDDEN = FlagKind.ANONYMOUS_SOURCE, FlagKind.SECONDHAND, FlagKind.HEDGE, FlagKind.UNDISCLOSED
DENIAL, CONFLICT = FlagKind.DENIAL, FlagKind.CONFLICT


def cues(text: str, kind: FlagKind) -> list[str | None]:
    scene = stage(text)
    return [scene.words((c.start, c.end)) for c in find_cues(scene.parsed, scene.parties) if c.kind is kind]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Dorin said there was no contract for the rockets.", "no contract"),
        ("Strake swears that his country arms nobody.", "nobody"),
        ("Dorin insisted that no request for tanks had been submitted.", "no request"),
        ("The shells, which Iran insists it has never sold to Syria, keep turning up.", "has never sold"),
        ("Strake told reporters that not one rifle had left the depot.", "not one rifle"),
        ("Cairo calls the story a fairy tale.", "fairy tale"),
        ("Strake dismissed it as an old wives' tale about rockets.", "dismissed"),
        ('The report on tanks was "a forgery", Dorin said.', "forgery"),
        ("Dorin said the ministry was not aware of any such sale of drones.", "not aware of any"),
        ("Analysts say Russia is buying shells. Cairo says it is not.", "it is not"),
        ('"We never negotiated with the rebels about rifles," Dorin said.', "never negotiated"),
        ('"There was no collision," Strake said of the patrol boats.', "no collision"),
    ],
)
def test_denials_in_other_words(text: str, cue: str) -> None:
    assert cues(text, DENIAL) == [cue]


@pytest.mark.parametrize(
    "text",
    [
        "Dorin said no rockets have arrived yet.",
        "Strake spoke of the sale but gave no date.",
        "Strake promised that no shells would be sold to Iran.",
        "Strake asked whether no contract for tanks had been signed.",
        "The court ruled that the claim of a forgery was for the jury.",
        "The minister lifted the presumption of denial for exports of drones.",
    ],
)
def test_what_is_no_denial(text: str) -> None:
    assert cues(text, DENIAL) == []


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The Daily Courier made public a list of the rockets.", None),
        ("A cable leaked to the Daily Courier lists forty tanks.", None),
        ("A memo published by the Daily Courier lists forty tanks.", None),
        ("Dorin denied on local radio that the drones were his.", "on local radio"),
        ("Bolivian television said in June that the jets would come.", "Bolivian television said"),
        ("Strake dismissed reports in the Gulf press that rifles were lost.", None),
    ],
)
def test_relayed_by_outlets(text: str, cue: str | None) -> None:
    found = cues(text, SECOND)
    assert len(found) == 1
    assert cue in (None, found[0])


@pytest.mark.parametrize(
    "text",
    [
        "Dorin told the National Assembly that the drones had come.",
        "The Daily Courier did not say who had sold the rockets.",
    ],
)
def test_not_relayed(text: str) -> None:
    assert cues(text, SECOND) == []


@pytest.mark.parametrize(
    ("text", "kind", "cue"),
    [
        ("Both men said the rifles came by lorry.", ANON, "Both men"),
        ("Two customs officers, who fear for their posts, told us of the shells.", ANON, "Two customs officers"),
        ("The price of the missiles was classified.", HIDDEN, "was classified"),
        ("Neither would tell me how many rockets there are.", HIDDEN, "Neither would tell me"),
        ("Nobody will say what the tanks cost.", HIDDEN, "Nobody will say"),
        ("Iran is believed to be considering an offer of two cutters.", HEDGE, "is believed to"),
        ("Dorin gave a different figure for the sale of tanks.", CONFLICT, "gave a different figure"),
    ],
)
def test_other_kinds(text: str, kind: FlagKind, cue: str) -> None:
    assert cues(text, kind) == [cue]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The tanks were inspected on 24 May 2019", HEDGE),
        ("Washington withheld its consent to the sale of the jets.", HIDDEN),
        ("They spoke on condition of anonymity because the matter is classified, of rockets.", HIDDEN),
        ("Iran's navy chief, Ali Moradi, spoke of tanks; its foreign minister said little.", ANON),
    ],
)
def test_other_kinds_that_are_none(text: str, kind: FlagKind) -> None:
    assert cues(text, kind) == []
