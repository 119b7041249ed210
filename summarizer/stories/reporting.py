"""What the words of a claim tell of its origin: an outlet's own reporting, and who unnamed people are."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PAPER = (
    r"(?:this (?:newspaper|paper|magazine|agency|website|outlet|reporter)|our (?:own )?(?:reporters?|correspondents?"
    r"|journalists?|photographers?|researchers?)|(?:a|its|the) (?:reporter|correspondent|photographer)s?)"
)
_OWN = re.compile(
    r"\b(?:"
    rf"(?:seen|reviewed|obtained|examined|verified|analy[sz]ed|inspected|photographed|filmed|counted) by {_PAPER}"
    rf"|{_PAPER} (?:has |have )?(?:saw|seen|counted|found|watched|visited|obtained|reviewed|verified|established|learnt"
    r"|learned|photographed|examined)"
    r"|we (?:saw|have seen|counted|watched|visited|obtained|reviewed|verified|photographed|examined)"
    r"|(?:documents?|records?|photographs?|footage|images?|flight data|invoices?|manifests?)[^.;]{0,40}"
    r" (?:seen|reviewed|obtained|examined|verified|analy[sz]ed) by"
    r")\b",
    re.IGNORECASE,
)
_IN_OFFICE = re.compile(
    r"\b(?:officials?|authorit\w+|diplomats?|aides?|officers?|ministers?|ministry|sources?|insiders?|spokes\w+"
    r"|intelligence|advisers?|lawmakers?|people familiar|(?:person|people|somebody|someone) (?:familiar|with knowledge"
    r"|briefed|close)|government|military|leaders?|executives?)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:residents?|villagers?|witness(?:es)?|fighters?|traders?|smugglers?|drivers?|workers?|dockers?|crew|sailors?"
    r"|prisoners?|defectors?|analysts?|experts?|researchers?|activists?|doctors?|refugees?|shopkeepers?|farmers?"
    r"|passengers?|fishermen|relatives)\b",
    re.IGNORECASE,
)


_REPORT = re.compile(
    r"\b(?:reports?|newspapers?|papers?|dail(?:y|ies)|weekl(?:y|ies)|magazines?|agency|broadcasters?|articles?)\b",
    re.IGNORECASE,
)


def speaks_of(sentence: str, outlet: str) -> bool:
    """Whether a sentence speaks of an outlet's report, by its name or as "the report"."""
    return outlet.casefold().removeprefix("the ") in sentence.casefold() or _REPORT.search(sentence) is not None


def is_named_in(name: str, words: str) -> bool:
    """Whether a name stands in the words as a whole: "US" in "unnamed US and allied officials"."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None


def is_own_reporting(evidence: Iterable[str]) -> bool:
    """Whether the sentences say that the outlet itself has seen it, or has papers or pictures that show it."""
    return any(_OWN.search(sentence) for sentence in evidence)


def may_be_in_office(evidence: Iterable[str]) -> bool:
    """Whether unnamed people may be of those who speak for a state, a body or a firm; true in doubt."""
    told = " ".join(evidence)
    return bool(_IN_OFFICE.search(told)) or not _OTHERS.search(told)
