"""Agencies that an article credits in its dateline or its credit line."""

from __future__ import annotations

import re

from summarizer.stories.words import words

_LONG = {
    "agence france-presse": "AFP",
    "the associated press": "AP",
    "associated press": "AP",
    "anadolu agency": "Anadolu",
    "kyodo news": "Kyodo",
    "yonhap news agency": "Yonhap",
    "xinhua news agency": "Xinhua",
    "dpa": "DPA",
    "thomson reuters": "Reuters",
}
_AGENCIES = (
    "AFP|Agence France-Presse|ANI|Anadolu Agency|Anadolu|AP|The Associated Press|Associated Press|BelTA|Bloomberg|CNA"
    "|DPA|dpa|EFE|Interfax-Ukraine|Interfax|IRNA|KCNA|Kyodo News|Kyodo|PTI|Thomson Reuters|Reuters|RIA Novosti|SANA"
    "|TASS|Ukrinform|UPI|Xinhua News Agency|Xinhua|Yonhap News Agency|Yonhap"
)
_FIRST_LINES = 6
_CREDITS = (
    # "KYIV, May 3 (Reuters) -", "(Bloomberg) --": any name in brackets between a place and a dash.
    re.compile(r"^(?:[A-Z][\w'’.,/ -]{0,60})?\((?P<agency>[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,3})\)\s*(?:--?|[–—])"),
    re.compile(rf"^(?:By|BY)\b.{{0,80}}?[\s,|(](?P<agency>{_AGENCIES})\)?$"),
    re.compile(rf"^(?:Source|Credit|Via)\s*:\s*(?P<agency>{_AGENCIES})\b", re.IGNORECASE),
    re.compile(rf"^\(?(?P<agency>{_AGENCIES})\)?$"),
    re.compile(rf"\b(?P<agency>{_AGENCIES})\s+contributed\b"),
    re.compile(rf"\b[Ww]ith (?:\w+ )?(?:reporting|material|files|input) (?:by|from) (?P<agency>{_AGENCIES})\b"),
    re.compile(rf"^\(?[Ww]ith (?P<agency>{_AGENCIES})\)?\.?$"),
)
_ANYWHERE = _CREDITS[4:]
_NO_AGENCY = re.compile(
    r"(?:up)?dated?|updates?|corrected|correction|exclusive|opinion|analysis|file|live", re.IGNORECASE
)


def agency(name: str) -> str:
    """One name for one agency."""
    return _LONG.get(name.casefold(), name)


def folded(outlet: str) -> str:
    """The name of an outlet or agency for comparing: one for all its forms, case and article aside."""
    return " ".join(w for w in words(agency(outlet)) if w != "the")


def credits(text: str) -> tuple[str, ...]:
    """The agencies that the first or the last lines of `text` credit, in the order of their credits, each once."""
    lines = [line.strip(" \t\r*_>") for line in text.splitlines() if line.strip()]
    head = lines[:_FIRST_LINES]
    found: dict[str, str] = {}
    for n, line in enumerate(head + lines[max(_FIRST_LINES, len(lines) - 3) :]):
        for form in _CREDITS if n < _FIRST_LINES or len(line) < 120 else _ANYWHERE:
            match = form.search(line[:400])
            if match and not _NO_AGENCY.fullmatch(match["agency"]):
                found.setdefault(folded(match["agency"]), agency(match["agency"]))
    return tuple(found.values())
