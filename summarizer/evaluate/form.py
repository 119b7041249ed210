"""Read a file of the author form, and say of every slip in it which line it is in and what to do."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from summarizer.errors import GoldError
from summarizer.evaluate import author
from summarizer.evaluate.author import GoldForm, Way

_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):  # type: ignore[misc]  # the C class has no types
    """Safe YAML in which only null, true, false and whole numbers are not text: a date stays one, and so does NO."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


for _tag, _pattern, _first in (
    ("null", r"~|null|", ["~", "n", ""]),
    ("bool", r"true|false", ["t", "f"]),
    ("int", r"0|[1-9][0-9]{0,8}", list("0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), _first)

_PLACES = {
    "arms_flows": "F{}",
    "warnings": "W{}",
    "official_quotes": "quote {}",
    "uncertainty": "flag {}",
    "key_points": "key point {}",
    "items": "item {}",
    "claims": "claim {}",
    "mentions": "mention {}",
    "parties": "party {}",
}
_FORMS: dict[str, type[BaseModel]] = {
    "parties": author.PartyForm,
    "arms_flows": author.FlowForm,
    "items": author.ItemForm,
    "claims": author.ClaimForm,
    "official_quotes": author.QuoteForm,
    "warnings": author.WarningForm,
    "uncertainty": author.FlagForm,
    "key_points": author.PointForm,
}
_NEVER_EMPTY = frozenset({"key_points", "mentions", "claims", "sentences"})
_POINTERS = frozenset({"mentions", "role", "words", "quantity", "speaker_name", "speaker_role", "cue"})


@dataclass(frozen=True)
class Slip:
    """Something that keeps a file from being of the form. `where` is the line and the place in it."""

    where: str
    message: str


class FormError(GoldError):
    """A file that is not of the author form; `slips` are all that was found, in the order of the file."""

    def __init__(self, file: Path, slips: tuple[Slip, ...]) -> None:
        told = "; ".join(f"{s.where}: {s.message}" if s.where else s.message for s in slips[:3])
        more = f"; and {len(slips) - 3} more" if len(slips) > 3 else ""
        super().__init__(f"{file} is not of the gold form: {told}{more}.", "`summarizer eval lint` lists all.")
        self.slips = slips


@dataclass(frozen=True)
class Written:
    """A gold file as it was written, and the line of every value in it."""

    form: GoldForm
    lines: dict[Way, int]

    def where(self, path: Way) -> str:
        """A place in words: "line 12, F1 claim 2 stance"."""
        return _where(path, self.lines)


def read_form(file: Path) -> Written:
    """Read and check one file.

    Raises:
        FormError: it cannot be read, is no YAML, not of the form, or refers to something that it does not list.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FormError(file, (Slip("", f"it cannot be read ({error.strerror or error})"),)) from error
    except UnicodeDecodeError as error:
        raise FormError(file, (Slip("", f"it is not UTF-8 (byte {error.start})"),)) from error
    try:
        data, lines = _parsed(text)
    except _Unfit as error:
        raise FormError(file, (error.slip,)) from error
    try:
        form = GoldForm.model_validate(data)
    except ValidationError as error:
        raise FormError(file, _in_order([_slip(each, lines) for each in _own(error)])) from error
    slips = _in_order([(lines.get(path, 0), Slip(_where(path, lines), told)) for path, told in _unresolved(form)])
    if slips:
        raise FormError(file, slips)
    return Written(form, lines)


class _Unfit(Exception):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.slip = Slip(f"line {line}" if line else "", message)


def _parsed(text: str) -> tuple[Any, dict[Way, int]]:
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        if not isinstance(root, yaml.MappingNode):
            raise _Unfit(0, "it holds no mapping; start with a skeleton: summarizer eval gold new DOC.txt")
        lines: dict[Way, int] = {}
        _note(root, (), lines, set())
        return loader.construct_document(root), lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        hint = 'words with ": ", " #" or, inside {} and [], commas need quotes'
        raise _Unfit(mark.line + 1 if mark else 0, f"it is no YAML: {error.problem} ({hint})") from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise _Unfit(line, "it holds a character that YAML does not allow") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise _Unfit(0, f"it is no YAML: {error}") from error
    finally:
        loader.dispose()


def _note(node: yaml.Node, path: Way, lines: dict[Way, int], seen: set[int]) -> None:
    """The line of everything under a node; refuses keys given twice and values that stand for others."""
    line = node.start_mark.line + 1
    if id(node) in seen:
        raise _Unfit(line, "anchors and aliases have no place here; write the value out")
    seen.add(id(node))
    lines[path] = line
    if isinstance(node, yaml.SequenceNode):
        for i, each in enumerate(node.value):
            _note(each, (*path, i), lines, seen)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            at = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
                raise _Unfit(at, f"the key {key.value!r} is no text; put it in quotes")
            if (*path, key.value) in lines:
                raise _Unfit(at, f"{key.value!r} is given twice, first in line {lines[(*path, key.value)]}")
            _note(value, (*path, key.value), lines, seen)
            lines[(*path, key.value)] = at


def _own(error: ValidationError) -> list[ErrorDetails]:
    """Without what follows from another: a list whose entries do not hold is also said to be too short."""
    found = error.errors(include_url=False)
    inner = {each["loc"][:n] for each in found for n in range(len(each["loc"]))}
    return [each for each in found if each["type"] != "too_short" or each["loc"] not in inner]


def _slip(error: ErrorDetails, lines: dict[Way, int]) -> tuple[int, Slip]:
    loc = tuple(part for part in error["loc"] if part != "[key]")
    line = next(lines[loc[:n]] for n in range(len(loc), -1, -1) if loc[:n] in lines)
    return line, Slip(_where(loc, lines), _message(error, loc))


def _message(error: ErrorDetails, loc: Way) -> str:
    field = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    kind, given = error["type"], error.get("input")
    if kind == "extra_forbidden":
        return _no_such_field(loc)
    if kind == "missing":
        return "it is missing"
    if given is None:
        empty = {"tuple_type": "[]", "dict_type": "{}"}.get(kind)
        if empty is None or field in _NEVER_EMPTY:
            return "it is empty"
        return f"it is empty; write what the document has, or {empty} if it has none"
    if kind == "dict_type":
        return "it should be a mapping of keys, as in: norway: {name: Norway, ...}; {} if there is none"
    if kind == "too_short":
        return "it is empty"
    if kind == "string_pattern_mismatch":
        if field in _POINTERS:
            return f"{given!r} should be a sentence number and exact words, as in: S3 artillery shells"
        if field == "country":
            return f"{given!r} is no ISO 3166-1 alpha-3 code, as in: NOR"
        if field == "about":
            return f"{given!r} should be F1, F2 ..., W1, W2 ... or document"
        if error["loc"][-1] == "[key]":
            return "a key is made of letters, digits, '_', '.' and '-', begins with a letter, and has at most 40"
        return "it is empty"
    if kind == "string_type":
        return f"{given!r} should be text; put it in quotes"
    return error["msg"].replace("Input should", "it should").replace("Tuple", "it")


def _no_such_field(loc: Way) -> str:
    parents = [part for part in loc[:-1] if isinstance(part, str) and part in _FORMS]
    known = list((_FORMS[parents[-1]] if parents else GoldForm).model_fields)
    near = difflib.get_close_matches(str(loc[-1]), known, n=1)
    return f"there is no such field; did you mean {near[0]}?" if near else f"no such field; known: {', '.join(known)}"


def _unresolved(form: GoldForm) -> Iterator[tuple[Way, str]]:
    for path, key in form.references():
        if key not in form.parties:
            near = difflib.get_close_matches(key, form.parties, n=1)
            more = f"; did you mean {near[0]}?" if near else "; add it to parties"
            yield path, f"there is no party {key!r}{more}"
    for i, flag in enumerate(form.uncertainty):
        count = {"F": len(form.arms_flows), "W": len(form.warnings)}.get(flag.about[0])
        if count is not None and int(flag.about[1:]) > count:
            yield ("uncertainty", i, "about"), f"there is no {flag.about}, the last is {flag.about[0]}{count}"
    for i, quote in enumerate(form.official_quotes):
        if bool(quote.quotations) == bool(quote.sentences):
            yield ("official_quotes", i), "give either quotations or, for a turn or block without marks, sentences"
    for i, flow in enumerate(form.arms_flows):
        if flow.supplier is None and flow.recipient is None:
            yield ("arms_flows", i), "give a supplier or a recipient"


def _in_order(found: list[tuple[int, Slip]]) -> tuple[Slip, ...]:
    return tuple(slip for _, slip in sorted(found, key=lambda pair: pair[0]))


def _where(path: Way, lines: dict[Way, int]) -> str:
    line = next((lines[path[:n]] for n in range(len(path), -1, -1) if path[:n] in lines), None)
    words: list[str] = []
    before: str | int = ""
    for part in path:
        if isinstance(before, str) and before in _PLACES and (isinstance(part, int) or before == "parties"):
            words[-1] = _PLACES[before].format(part + 1 if isinstance(part, int) else part)
        else:
            words.append(str(part + 1) if isinstance(part, int) else part)
        before = part
    return ", ".join(filter(None, [f"line {line}" if line else "", " ".join(words)]))
