"""Lint: every rule finds what breaks it, and nothing in gold that keeps it; the gold of the house has no error."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import GoldError
from summarizer.evaluate import rules
from summarizer.evaluate.lint import Problem, files, lint
from summarizer.ground.assemble import MENTIONS
from tests.engines.accounts import TEXT
from tests.evaluate.sale import SALE, changed, without, written

HOUSE = Path(__file__).parents[2] / "evals" / "gold"

CLAIM = "      - {claimant: dahl, claimant_kind: official, stance: asserts, sentences: [1]}\n"
FLAG = "  - {kind: denial, cue: S3 denied, about: F2}\n"
QUOTE = "  - {quotations: [1], speaker: dahl, speaker_name: S2 Dahl}\n"
WARNING = "  - {kind: demand, issuer: dahl, target: lavria, gist: Dahl urges Lavria to pay., sentences: [4]}\n"
NORLAND = "  norland: {name: Norland, kind: state, mentions: [S1 Norland]}\n"
SECOND_FLOW = "  - supplier: norland\n    recipient: lavria\n    stage: delivered\n    items:\n"
SOLD_AGAIN = f"""\
  - supplier: norland
    recipient: estria
    stage: delivered
    items:
      - {{words: S1 ITEM, category: artillery}}
    claims:
{CLAIM}"""


def problems(folder: Path, gold: str, text: str = TEXT) -> list[Problem]:
    return lint(written(folder, gold, text=text))


def found(folder: Path, gold: str, text: str = TEXT) -> list[tuple[str, str, bool]]:
    return [(p.rule, p.where, p.hint) for p in problems(folder, gold, text)]


def test_gold_that_keeps_the_rules_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, SALE) == []


@pytest.mark.parametrize(
    ("changes", "rule", "where"),
    [
        ([("kind: official, m", "kind: minister, m")], "form", "line 12, party dahl kind"),
        ([("S1 12", "S1 18")], "verbatim", "line 19, F1 item 1 quantity"),
        ([("S3 denied", "S1 denied")], "verbatim", "line 37, flag 1 cue"),
        ([("Estria in May., sentences: [1]", "Estria in May., sentences: [9]")], "verbatim", "line 5, key point 1"),
        ([("urges Lavria", "urges Sudria")], "grounded", "line 34, W1 gist"),
        ([("gist: Dahl", "gist: Dahl" + " Dahl" * 20)], "grounded", "line 34, W1 gist"),
        ([("headline: Dahl", "headline: Dahl" + " Dahl" * 15)], "grounded", "line 2, headline"),
        ([("stance: asserts", "stance: denies")], "grounded", "line 15, F1"),
        ([("12 howitzers to Estria in May.", "18 howitzers.")], "grounded", "line 5, key point 1 text"),
        ([("S1 howitzers", "S3 mines"), (", quantity: S1 12", "")], "grounded", "line 19, F1 item 1 words"),
        ([("quantity: S1 12", "quantity: S3 mines")], "grounded", "line 19, F1 item 1 quantity"),
        ([("  - {text: Lavria denies receiving mines from Norland., sentences: [3]}\n", "")], "key-points", "line 4"),
        (
            [("{name: Estria, kind: state", "{name: Estria, kind: state, country: ESX")],
            "country",
            "line 10, party estria",
        ),
        ([("Estria, kind: state", "Estria, kind: international_organisation, country: EST")], "country", "line 10"),
        ([("name: Kari Dahl", "name: Norland defence minister")], "official-named", "line 12, party dahl name"),
        ([("recipient: estria", "recipient: norland")], "flow-sides", "line 15, F1"),
        (
            [(", quantity: S1 12}\n", "}\n      - {words: S1 howitzers, category: other}\n")],
            "items",
            "line 18, F1 items",
        ),
        ([(SECOND_FLOW, SOLD_AGAIN.replace("ITEM", "howitzers") + SECOND_FLOW)], "one-flow", "line 22, F2"),
        ([(CLAIM, CLAIM + CLAIM.replace("[1]", "[1, 2]"))], "one-claim", "line 22, F1 claim 2"),
        (
            [("claimant: dahl, claimant_kind: official", "claimant_kind: official")],
            "claimant-kind",
            "line 21, F1 claim 1",
        ),
        ([("claimant_kind: official", "claimant_kind: government")], "claimant-kind", "line 21, F1 claim 1"),
        ([("claimant_kind: official", "claimant_kind: anonymous_source")], "flag-anonymous", "line 21, F1 claim 1"),
        ([(QUOTE, QUOTE + QUOTE)], "quote-once", "line 32, quote 2"),
        ([("quotations: [1]", "sentences: [2]")], "quote-marks", "line 31, quote 1"),
        (
            [("{name: Kari Dahl, kind: official", "{name: Kari Dahl, kind: person")],
            "quote-official",
            "line 31, quote 1",
        ),
        ([(WARNING, WARNING + WARNING)], "one-warning", "line 35, W2"),
        ([(FLAG, FLAG + FLAG.replace("denied", "had"))], "one-flag", "line 38, flag 2"),
        ([("S3 denied", f'"S1 {TEXT.splitlines()[0]}"')], "cue", "line 37, flag 1 cue"),
    ],
)
def test_a_rule_finds_what_breaks_it(tmp_path: Path, changes: list[tuple[str, str]], rule: str, where: str) -> None:
    errors = [(p.rule, p.where) for p in problems(tmp_path, changed(*changes)) if not p.hint]
    assert any(name == rule and place.startswith(where) for name, place in errors), errors


@pytest.mark.parametrize(
    ("changes", "text", "rule", "where"),
    [
        ([(FLAG, FLAG.replace("denial", "conflict"))], TEXT, "flag-denial", "line 28, F2 claim 1"),
        ([("stance: asserts", "stance: suspects")], TEXT, "flag-hedge", "line 21, F1 claim 1"),
        ([("asserts, s", "asserts, reported_by: estria, s")], TEXT, "flag-secondhand", "line 21, F1"),
        ([("[S1 Norland]", "[S1 Norland, S3 Norland]")], TEXT, "aliases", "line 9, party norland mentions"),
        ([("[S1 Estria]", "[S1 Estria, S1 Norland]")], TEXT, "aliases", "line 10, party estria mention 2"),
        ([(SECOND_FLOW, SOLD_AGAIN.replace("ITEM", "12") + SECOND_FLOW)], TEXT, "one-flow", "line 22, F2"),
        ([(WARNING, WARNING + WARNING.replace("[4]", "[3, 4]"))], TEXT, "one-warning", "line 35, W2"),
        ([(NORLAND, NORLAND + "  x: {name: Ost, kind: state, mentions: [S5 Ost]}\n")], TEXT + "Ost is far away.\n",
         "unused-party", "line 10, party x"),
        ([], TEXT.replace("We keep our word,", "Enough,"), "scare-quotes", "line 31, quote 1"),
        ([], TEXT.replace("We keep our word,", "our word,"), "fragment", "line 31, quote 1"),
        ([("# yaml-language-server", "# server")], TEXT, "schema-line", "line 1"),
        ([("gold.schema.json", "silver.schema.json")], TEXT, "schema-line", "line 1"),
    ],
)  # fmt: skip
def test_what_a_person_must_judge_is_a_hint(
    tmp_path: Path, changes: list[tuple[str, str]], text: str, rule: str, where: str
) -> None:
    ((name, place, hint),) = found(tmp_path, changed(*changes), text)
    assert (name, hint) == (rule, True)
    assert place.startswith(where)


@pytest.mark.parametrize(
    "changes",
    [
        # The source is introduced shortly before the sentence that says "he".
        [
            (CLAIM, CLAIM.replace("kind: official", "kind: anonymous_source").replace("[1]", "[2]")),
            ("{words: S1 howitzers, category: artillery, quantity: S1 12}", "{words: S2 word, category: other}"),
            (FLAG, FLAG + "  - {kind: anonymous_source, cue: S1 said}\n"),
        ],
        [("Estria, kind: state", "Estria, kind: state, country: XKX")],
        [(WARNING, WARNING + WARNING.replace("kind: demand", "kind: risk"))],
        [(FLAG, FLAG + FLAG.replace("kind: denial", "kind: secondhand"))],
        [(CLAIM, CLAIM + "      - {claimant_kind: unattributed, stance: asserts, sentences: [1]}\n")],
    ],
)
def test_a_rule_lets_pass_what_keeps_it(tmp_path: Path, changes: list[tuple[str, str]]) -> None:
    assert [p for p in problems(tmp_path, changed(*changes)) if not p.hint] == []


def test_one_key_point_is_enough_where_one_sentence_tells_all(tmp_path: Path) -> None:
    gold = "headline: Lavria denied it\nkey_points: [{text: Lavria denied it., sentences: [3]}]\n"
    assert [p.rule for p in problems(tmp_path, gold)] == ["schema-line"]


def test_a_nested_stretch_is_not_quoted_twice(tmp_path: Path) -> None:
    text = TEXT.replace("We keep our word,", "We 'never ever' break our word,")
    assert found(tmp_path, changed(("quotations: [1]", "quotations: [1, 2]")), text)[0][0] == "quote-marks"


def test_control_characters_in_the_document(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, SALE, TEXT.replace("in May", "in\x07 May"))
    assert (problem.rule, problem.hint) == ("text", False)
    assert "U+0007" in problem.message


def test_a_party_has_no_more_names_than_a_brief_keeps(tmp_path: Path) -> None:
    assert rules.ALIASES == MENTIONS
    names = [f"Ost{n}" for n in range(MENTIONS + 1)]
    gold = changed(("[S1 Estria]", f"[S1 Estria, {', '.join(f'S5 {name}' for name in names)}]"))
    assert ("aliases", "line 10, party estria mentions", False) in found(tmp_path, gold, TEXT + " ".join(names) + ".\n")


def test_a_document_and_its_gold_come_in_pairs(tmp_path: Path) -> None:
    written(tmp_path, None, "draft")
    written(tmp_path, SALE, "lonely", text=None)
    written(tmp_path, SALE, "whole")
    told = [(p.file.name, p.rule, p.message) for p in lint(tmp_path)]
    assert told == [
        ("draft.yaml", "pair", "draft.txt has no gold beside it; start it with: "
         f"summarizer eval gold new {tmp_path / 'draft.txt'}"),
        ("lonely.yaml", "pair", "there is no lonely.txt beside it"),
    ]  # fmt: skip


def test_a_document_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, SALE, text=" \n")
    assert problem.rule == "pair"


def test_one_story_is_told_in_one_half_and_by_one_name(tmp_path: Path) -> None:
    for half in ("dev", "test"):
        (tmp_path / half).mkdir()
        written(tmp_path / half, changed(("headline:", "story: guns\nheadline:")))
    other = [p for p in lint(tmp_path) if p.file.parent.name == "test"]
    assert {(p.rule, p.hint) for p in other} == {("name", False), ("story", False)}
    assert lint(tmp_path / "dev") == []


def test_near_identical_documents_may_be_one_story(tmp_path: Path) -> None:
    written(tmp_path, name="a")
    written(tmp_path, name="b", text=TEXT.replace("Dahl urged", "And Dahl urged"))
    written(tmp_path, without("parties"), "c", "An exhibition of tapestries opened in Sudria.")
    likely = [p for p in lint(tmp_path) if p.rule == "story"]
    assert [(p.file.name, p.hint) for p in likely] == [("b.yaml", True)]
    assert "a.yaml" in likely[0].message


def test_what_files_paths_stand_for(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert files(path, path.with_suffix(".yaml"), tmp_path) == [path.with_suffix(".yaml")]


@pytest.mark.parametrize("name", ["none.yaml", "none", "empty", "notes.md"])
def test_where_no_gold_can_be_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.md").write_text("notes")
    with pytest.raises(GoldError) as caught:
        lint(tmp_path / name)
    assert str(tmp_path / name) in str(caught.value)


def test_a_problem_is_one_line() -> None:
    problem = Problem(Path("a.yaml"), "line 3, F1 stage", "form", "it is missing")
    assert str(problem) == "a.yaml: line 3, F1 stage: it is missing [form]"
    assert str(Problem(Path("a.yaml"), "", "story", "it may", hint=True)) == "a.yaml: it may [hint: story]"


def test_the_gold_of_the_house_has_no_errors() -> None:
    assert [str(p) for p in lint(HOUSE) if not p.hint] == []
