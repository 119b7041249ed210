"""Check gold files: their form, that every word of them stands on the document, and the rules of the guidelines."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from summarizer.errors import GoldError, InputError
from summarizer.evaluate.author import GoldForm, Way, words
from summarizer.evaluate.form import FormError, Written, read_form
from summarizer.evaluate.gold import SUFFIX, compiled, strays_of
from summarizer.evaluate.rules import Reading, check
from summarizer.evaluate.skeleton import SCHEMA_LINE
from summarizer.ground import Source
from summarizer.schema import Dropped
from summarizer.segment import segment

NEAR = 0.3
"""Likeness (`_likeness`) from which on two documents may tell the same news: in the gold of the house rewrites of one
report come to 0.34 and 0.60, reports that merely share a war and its parties to 0.28 at most."""

_NAME = re.compile(r"\b[A-Z][\w-]{2,}|\b\d{2,}\b")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a file, or (`hint`) that a person should look at.

    `where` is the line and the place in it, "" for the file as a whole; `rule` names the rule that was broken.
    """

    file: Path
    where: str
    rule: str
    message: str
    hint: bool = False

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        return f"{self.file}: {where}{self.message} [{'hint: ' if self.hint else ''}{self.rule}]"


@dataclass(frozen=True)
class _Checked:
    """A file that is of the form, and the text of its document."""

    file: Path
    written: Written
    text: str

    @property
    def story(self) -> str:
        return self.written.form.story or self.file.stem


def lint(*paths: Path) -> list[Problem]:
    """All problems of gold files, in the order of the files.

    Args:
        paths: gold files, their documents, or folders, which are searched with all their folders.

    Raises:
        GoldError: there is no such file or folder, or no gold in it.
    """
    found: list[Problem] = []
    checked: list[_Checked] = []
    for file in files(*paths):
        for each in _file(file):
            if isinstance(each, Problem):
                found.append(each)
            else:
                checked.append(each)
    found.extend(_together(checked))
    order = {file: i for i, file in enumerate(files(*paths))}
    return sorted(found, key=lambda p: order[p.file])


def files(*paths: Path) -> list[Path]:
    """The gold files (`NAME.yaml`, there or missing) that paths stand for, each once.

    Raises:
        GoldError: as `lint`.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted({p.with_suffix(SUFFIX) for end in (".txt", SUFFIX) for p in path.rglob(f"*{end}")})
            if not inside:
                raise GoldError(f"There is no gold in {path}.", "Give a folder that holds NAME.txt and NAME.yaml.")
            found.update(dict.fromkeys(inside))
        elif path.exists() and path.suffix in (".txt", SUFFIX):
            found[path.with_suffix(SUFFIX)] = None
        else:
            raise GoldError(f"{path} is neither gold nor a folder.", "Give NAME.yaml, NAME.txt or a folder of them.")
    return list(found)


def _file(file: Path) -> Iterator[Problem | _Checked]:
    from summarizer.read import read

    document = file.with_suffix(".txt")
    if not document.exists():
        yield Problem(file, "", "pair", f"there is no {document.name} beside it")
    if not file.exists():
        told = f"{document.name} has no gold beside it; start it with: summarizer eval gold new {document}"
        yield Problem(file, "", "pair", told)
        return
    try:
        written = read_form(file)
    except FormError as error:
        yield from (Problem(file, slip.where, "form", slip.message) for slip in error.slips)
        return
    if not document.exists():
        return
    try:
        read_document = read(document)
    except InputError as error:
        yield Problem(file, "", "pair", str(error))
        return
    yield _Checked(file, written, read_document.text)
    yield from _schema_line(file)
    source = Source(read_document, segment(read_document.text))
    yield from _content(file, written, source)


def _schema_line(file: Path) -> Iterator[Problem]:
    """Editors help the person who writes gold when the first line names the schema."""
    with file.open(encoding="utf-8-sig") as stream:
        first = stream.readline().strip()
    if not first.startswith(SCHEMA_LINE):
        yield Problem(file, "line 1", "schema-line", f"an editor needs it to be: {SCHEMA_LINE}PATH", hint=True)
    elif not (file.parent / first.removeprefix(SCHEMA_LINE)).is_file():
        told = f"there is no {first.removeprefix(SCHEMA_LINE)}; write it with: summarizer schema --write DIR"
        yield Problem(file, "line 1", "schema-line", told, hint=True)


def _content(file: Path, written: Written, source: Source) -> Iterator[Problem]:
    strays = [Problem(file, written.where(path), "verbatim", told) for path, told, _ in strays_of(written.form, source)]
    if strays:
        # The rules look words up in the text, and what the compiler drops follows from these.
        yield from strays
        return
    for found in check(Reading(written.form, source)):
        yield Problem(file, written.where(found.at), found.rule, found.message, found.hint)
    for dropped in compiled(written.form, source)[1]:
        where = written.where(_place(dropped, written.form))
        yield Problem(file, where, "grounded", f"{dropped.reason}: {dropped.answer}")


def _place(dropped: Dropped, form: GoldForm) -> Way:
    """Where in the file that stands which the compiler would not take; its section when the words do not tell."""
    places: list[tuple[Way, str]] = [
        *((("key_points", i, "text"), point.text) for i, point in enumerate(form.key_points)),
        *((("warnings", i, "gist"), warning.gist) for i, warning in enumerate(form.warnings)),
    ]
    for f, flow in enumerate(form.arms_flows):
        names = [form.parties[side].name if side else "?" for side in (flow.supplier, flow.recipient)]
        places.append((("arms_flows", f), f"{names[0]} -> {names[1]} ({flow.stage.value};"))
        for i, item in enumerate(flow.items):
            places.append((("arms_flows", f, "items", i, "words"), words(item.words).words))
            if item.quantity is not None:
                places.append((("arms_flows", f, "items", i, "quantity"), words(item.quantity).words))
    section = "arms_flows" if dropped.section in ("claims", "items") else dropped.section
    inside = (way for way, told in places if way[0] == section and dropped.answer.startswith(told[:500]))
    return next(inside, (section,))


def _together(checked: Sequence[_Checked]) -> Iterator[Problem]:
    """What only shows between files: stories in two halves, names used twice, and likely the same news."""
    by_story: dict[str, list[_Checked]] = defaultdict(list)
    by_name: dict[str, list[_Checked]] = defaultdict(list)
    for one in checked:
        by_story[one.story].append(one)
        by_name[one.file.stem].append(one)
    for same in by_name.values():
        for one in same[1:]:
            yield Problem(one.file, "", "name", f"{same[0].file} has the same name; names are unique over all gold")
    for story, same in by_story.items():
        for one in same:
            if one.file.parent != same[0].file.parent:
                told = f"story {story!r} is also told by {same[0].file}; a story belongs to one half"
                yield Problem(one.file, one.written.where(("story",)), "story", told)
    for one, other in _alike(checked):
        if one.story != other.story:
            told = f"it may tell the same news as {one.file}; if so, give both the same story"
            yield Problem(other.file, other.written.where(("story",)), "story", told, hint=True)


def _alike(checked: Sequence[_Checked]) -> Iterator[tuple[_Checked, _Checked]]:
    names = [{name.casefold() for name in _NAME.findall(one.text)} for one in checked]
    spread = Counter(name for each in names for name in each)
    weight = {name: math.log(1 + len(checked) / count) ** 2 for name, count in spread.items()}
    for (one, i), (other, j) in combinations(((c, n) for n, c in enumerate(checked)), 2):
        if _likeness(names[i], names[j], weight) >= NEAR:
            yield one, other


def _likeness(one: set[str], other: set[str], weight: dict[str, float]) -> float:
    """Cosine of two documents over their names and figures, each weighted by how few documents have it (tf-idf)."""
    size = math.sqrt(sum(weight[n] for n in one) * sum(weight[n] for n in other))
    return sum(weight[n] for n in one & other) / size if size else 0.0
