"""Which sections a note has, in which order, and how long they may be: two templates, or a TOML file of one's own.

title = "Weekly note"
sections = ["headline", "changes", "flows", "conflicts", "sources"]    # what is not named is not shown
[limits]                                                              # what is not named is not limited
headline = 5
unknowns = 10                                                          # of each kind
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summarizer.errors import InputError
from summarizer.note.model import Section

LIMITED = frozenset(
    {
        Section.HEADLINE,
        Section.FLOWS,
        Section.CONFLICTS,
        Section.QUOTES,
        Section.WARNINGS,
        Section.UNKNOWNS,
        Section.GAPS,
        Section.CHANGES,
    }
)
"""Sections that a limit may shorten. What it leaves out is always counted."""


@dataclass(frozen=True)
class Template:
    """`name` is "full", "brief" or the file's name; `limits` are numbers of entries, of each kind for unknowns."""

    name: str
    title: str
    sections: tuple[Section, ...]
    limits: dict[Section, int] = field(default_factory=dict)

    def limit(self, section: Section) -> int | None:
        return self.limits.get(section)


TITLE = "Arms transfers: briefing note"

FULL = Template("full", TITLE, tuple(Section), {Section.HEADLINE: 10})
BRIEF = Template(
    "brief",
    TITLE,
    (
        Section.HEADLINE,
        Section.PROSE,
        Section.CHANGES,
        Section.FLOWS,
        Section.CONFLICTS,
        Section.UNKNOWNS,
        Section.GAPS,
        Section.SOURCES,
    ),
    {Section.HEADLINE: 5, Section.FLOWS: 20, Section.CONFLICTS: 10, Section.UNKNOWNS: 3, Section.GAPS: 20},
)
SHIPPED = {t.name: t for t in (FULL, BRIEF)}


def load(name: str | None) -> Template:
    """A template by name, or from a TOML file; None is the full one.

    Raises:
        InputError: there is no such template, or the file is not of the form.
    """
    if name is None:
        return FULL
    if name in SHIPPED:
        return SHIPPED[name]
    path = Path(name)
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        what = f"There is no template {name!r}."
        raise InputError(what, f"Give {' or '.join(sorted(SHIPPED))}, or a TOML file.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The template {path} cannot be read: {error}.", "Give a UTF-8 TOML file.") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"The template {path} is not TOML: {error}.", "Correct the line it names.") from error
    return _parsed(data, path)


def _parsed(data: dict[str, Any], path: Path) -> Template:
    unknown = sorted(data.keys() - {"title", "sections", "limits"})
    if unknown:
        raise _wrong(path, f"it has {unknown[0]!r}", "A template has title, sections and limits.")
    title, names, limits = data.get("title", TITLE), data.get("sections", list(Section)), data.get("limits", {})
    if not isinstance(title, str) or not title.strip() or "\n" in title:
        raise _wrong(path, "its title is not one line of text", "Give a title in quotation marks.")
    if not isinstance(names, list) or not names or len(set(map(str, names))) != len(names):
        raise _wrong(path, "its sections are not a list that names each once", "Give a list of sections.")
    for name in names:
        if name not in list(Section):
            raise _wrong(path, f"there is no section {name!r}", f"The sections are {', '.join(Section)}.")
    if not isinstance(limits, dict):
        raise _wrong(path, "its limits are not a table", "Give [limits] with one number per section.")
    for name, limit in limits.items():
        if name not in list(LIMITED):
            raise _wrong(path, f"{name!r} cannot be limited", f"Limits are for {', '.join(sorted(LIMITED))}.")
        if type(limit) is not int or limit < 1:
            raise _wrong(path, f"the limit of {name!r} is {limit!r}", "Give a whole number from 1.")
    return Template(
        path.stem, title.strip(), tuple(Section(n) for n in names), {Section(n): v for n, v in limits.items()}
    )


def _wrong(path: Path, what: str, todo: str) -> InputError:
    return InputError(f"The template {path} cannot be used: {what}.", todo)
