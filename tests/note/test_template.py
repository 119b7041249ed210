"""Templates: two by name, or a file; what is wrong in a file is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import InputError
from summarizer.note.model import Section
from summarizer.note.template import BRIEF, FULL, load


def test_by_name() -> None:
    assert (load(None), load("full"), load("brief")) == (FULL, FULL, BRIEF)


def test_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "weekly.toml"
    path.write_text('title = "Weekly"\nsections = ["flows", "headline"]\n[limits]\nflows = 3\n', encoding="utf-8")
    made = load(str(path))
    assert (made.name, made.title, made.sections) == ("weekly", "Weekly", (Section.FLOWS, Section.HEADLINE))
    assert (made.limit(Section.FLOWS), made.limit(Section.HEADLINE)) == (3, None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title = 3", "its title is not one line of text"),
        ("title = ' '", "its title is not one line of text"),
        ("sections = []", "its sections are not a list that names each once"),
        ("sections = ['flows', 'flows']", "its sections are not a list that names each once"),
        ("sections = ['flow']", "there is no section 'flow'"),
        ("sections = [1]", "there is no section 1"),
        ("limits = 4", "its limits are not a table"),
        ("[limits]\nsources = 2", "'sources' cannot be limited"),
        ("[limits]\nflows = 0", "the limit of 'flows' is 0"),
        ("[limits]\nflows = true", "the limit of 'flows' is True"),
        ("colour = 'red'", "it has 'colour'"),
        ("title = ", "is not TOML"),
    ],
)
def test_what_is_wrong_is_told(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(str(path))
    assert told in caught.value.what
    assert str(path) in caught.value.what


def test_no_such_template() -> None:
    with pytest.raises(InputError, match="There is no template 'weekly'"):
        load("weekly")
