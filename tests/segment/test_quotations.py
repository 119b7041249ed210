"""Which marks quote, and where quotations begin, end, nest and go on."""

from __future__ import annotations

import pytest

from summarizer.segment import segment


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in segment(text).quotations]


PAIRS = {
    "straight": ('He said "go home" twice.', ["go home"]),
    "curly": ("He said “go home,” then left.", ["go home,"]),
    "guillemets": ("Il dit «partez» puis « restez ».", ["partez", "restez"]),
    "reversed guillemets": ("Er sagte »geht« und »bleibt«.", ["geht", "bleibt"]),
    "guillemets both to the right": ("Han sa »kom» igen.", ["kom"]),
    "low-high": ("Er sagte „geht“ und „bleibt”.", ["geht", "bleibt"]),
    "curly both closing": ("Han sa ”kom” igen.", ["kom"]),
    "curly both opening": ("He said “come“ again.", ["come"]),
    "doubled single marks": ("He said ``go home'' twice.", ["go home"]),
    "corner": ("他说「走吧」。", ["走吧"]),
    "single curly": ("He said ‘go home’, then left.", ["go home"]),
    "single straight": ("He said 'go home', then left.", ["go home"]),
    "mixed": ('He said “go home" and "stay.”', ["go home", "stay."]),
    "no space before": ('He said,"Go home."', ["Go home."]),
    "spaced marks": ('He said " go home " twice.', ["go home"]),
    "interrupted": ("“We go,” he said, “but not far.”", ["We go,", "but not far."]),
    "several sentences": ("“We go. We stay.” He left.", ["We go. We stay."]),
    "after a dash": ("anti-“peace” talk—“really”—ended.", ["peace", "really"]),
    "in brackets": ("(“Go,” he said.) [“Stay”]", ["Go,", "Stay"]),
    "empty": ('He said "" and “ ”.', []),
}

APOSTROPHES = {
    "contraction": ("It's theirs, isn't it? Don’t.", []),
    "decade": ("In the ’90s and the '80s and the ‘70s.", []),
    "possessive": ("The soldiers’ rifles and the crews' boats and the U.S.’s port.", []),
    "possessive twice": ("The soldiers' rifles and the crews' boats.", []),
    "elision": ("They like rock ’n’ roll and rock 'n' roll; 'tis so.", []),
    "possessive inside": ("‘The soldiers’ rifles were old,’ he said.", ["The soldiers’ rifles were old,"]),
    "possessive after": ("The ‘old rifles’ were sold.", ["old rifles"]),
    "plural end then another": ("The ‘old rifles’ and ‘new boats’ were sold.", ["old rifles", "new boats"]),
    "contraction inside": ("He said 'we don't know', then left.", ["we don't know"]),
    "never closed": ("He said ‘go home and left. The port is shut.", []),
    "decade inside": ("“The ‘90s are over,” he said.", ["The ‘90s are over,"]),
}

MEASURES = {
    "feet and inches": ("The shell is 5'10\" long and 6' wide.", []),
    "inches": ('A 12" gun and a 155 mm gun.', []),
    "inches inside": ('"The 12" gun is big," he said.', ['The 12" gun is big,']),
    "year inside": ('"We end it by 2025" and "never again," he said.', ["We end it by 2025", "never again,"]),
    "name inside": ('“He called it "Plan 9",” she said.', ['He called it "Plan 9",', "Plan 9"]),
}

UNBALANCED = {
    "ends with its paragraph": ("“We go, he said.\n\nThe port is shut.", ["We go, he said."]),
    "straight": ('"We go, he said.\n\nThe port is "shut".', ["We go, he said.", "shut"]),
    "ends where the next opens": ("“We go. He said “never” twice.", ["We go. He said", "never"]),
    "closing mark alone": ("We go,” he said. The “port” is shut.", ["port"]),
    "crossing": ("“We « go” home » now.", ["We « go", "go"]),
}

GROUPS = [PAIRS, APOSTROPHES, MEASURES, UNBALANCED]
ALL = [pytest.param(*case, id=name) for group in GROUPS for name, case in group.items()]


@pytest.mark.parametrize(("text", "expected"), ALL)
def test_words_between_the_marks(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


NESTED = {
    "single in double": ("“He said ‘go’ and left,” she said.", ["He said ‘go’ and left,", "go"], [None, 1]),
    "single in double, straight": ("\"He said 'go' and left,\" she said.", ["He said 'go' and left,", "go"], [None, 1]),
    "double in single": ("‘He said “go” and left,’ she said.", ["He said “go” and left,", "go"], [None, 1]),
    "double in double": ("“He said “go” and left,” she said.", ["He said “go” and left,", "go"], [None, 1]),
    "marks side by side": ("“‘Go,’ he said,” she wrote.", ["‘Go,’ he said,", "Go,"], [None, 1]),
    "closing side by side": ("\"He said 'go.'\" She left.", ["He said 'go.'", "go."], [None, 1]),
    "three deep": (
        "«He said “I heard ‘go’ twice”»",
        ["He said “I heard ‘go’ twice”", "I heard ‘go’ twice", "go"],
        [None, 1, 2],
    ),
}


@pytest.mark.parametrize(("text", "expected", "inside"), [pytest.param(*c, id=n) for n, c in NESTED.items()])
def test_nesting(text: str, expected: list[str], inside: list[int | None]) -> None:
    assert quoted(text) == expected
    assert [q.inside for q in segment(text).quotations] == inside


CARRIED = {
    "reopened": ("“We go.\n\n“We stay,” he said.", [(False, None), (True, 1)]),
    "reopened, straight": ('"We go.\n\n"We stay," he said.', [(False, None), (True, 1)]),
    "reopened, single": ("‘We go.\n\n‘We stay,’ he said.", [(False, None), (True, 1)]),
    "reopened, guillemets": ("« We go.\n\n« We stay », he said.", [(False, None), (True, 1)]),
    "three paragraphs": ("“We go.\n“We wait.\n“We stay.”", [(False, None), (False, 1), (True, 2)]),
    "not reopened but closed": ("“We go.\n\nWe stay,” he said. “Now.”", [(False, None), (True, 1), (True, None)]),
    "not at the start": ("“We go, he said.\n\nHe “stays”.", [(False, None), (True, None)]),
    "another mark": ("“We go, he said.\n\n«Stay.»", [(False, None), (True, None)]),
    "after a pause": ("“We go, he said.\n\nRiga paid.\n\n“Stay.”", [(False, None), (True, None)]),
    "closed before": ("“We go.”\n\n“We stay,” he said.", [(True, None), (True, None)]),
}


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*c, id=n) for n, c in CARRIED.items()])
def test_from_paragraph_to_paragraph(text: str, expected: list[tuple[bool, int | None]]) -> None:
    assert [(q.closed, q.continues) for q in segment(text).quotations] == expected


def test_carried_words() -> None:
    assert quoted("“We go.\n\nWe stay,” he said.") == ["We go.", "We stay,"]


SENTENCES = {
    "one": ("He left. “Go,” he said.", [(2,)]),
    "three": ("Riga said: “We go. We wait. We stay,” and left. “Now.”", [(1, 2, 3), (4,)]),
    "two paragraphs": ("“We go. We wait.\n\n“We stay,” he said.", [(1, 2), (3,)]),
}


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*c, id=n) for n, c in SENTENCES.items()])
def test_sentences_of_a_quotation(text: str, expected: list[tuple[int, ...]]) -> None:
    assert [q.sentences for q in segment(text).quotations] == expected
