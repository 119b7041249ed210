"""The sentences of a note, by template: they hold words of briefs, counts, and nothing else.

`asserts` is told as "is said to have", `suspects` as "may have", and what nobody affirms as "nobody here asserts that".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.ground.wording import is_many, with_article
from summarizer.note.model import Strength
from summarizer.render import wording
from summarizer.schema import ClaimantKind, FlagKind, Stage, Stance

_SAID = {
    Stage.SOUGHT: "a transfer of {item} from {supplier} to {recipient} is said to have been sought or offered",
    Stage.NEGOTIATING: "talks on {item} from {supplier} for {recipient} are said to be under way",
    Stage.PLEDGED: "{supplier} {is_} said to have pledged {item} to {recipient}",
    Stage.APPROVED: "{supplier} {is_} said to have approved {item} for {recipient}",
    Stage.CONTRACTED: "{recipient} {is_} said to have ordered {item} from {supplier}",
    Stage.DELIVERING: "{supplier} {is_} said to be delivering {item} to {recipient}",
    Stage.DELIVERED: "{supplier} {is_} said to have delivered {item} to {recipient}",
    Stage.HALTED: "a transfer of {item} from {supplier} to {recipient} is said to have been halted",
    Stage.UNSPECIFIED: "{supplier} {is_} said to supply {item} to {recipient}",
}
_MAY = {
    Stage.SOUGHT: "a transfer of {item} from {supplier} to {recipient} may have been sought or offered",
    Stage.NEGOTIATING: "talks on {item} from {supplier} for {recipient} may be under way",
    Stage.PLEDGED: "{supplier} may have pledged {item} to {recipient}",
    Stage.APPROVED: "{supplier} may have approved {item} for {recipient}",
    Stage.CONTRACTED: "{recipient} may have ordered {item} from {supplier}",
    Stage.DELIVERING: "{supplier} may be delivering {item} to {recipient}",
    Stage.DELIVERED: "{supplier} may have delivered {item} to {recipient}",
    Stage.HALTED: "a transfer of {item} from {supplier} to {recipient} may have been halted",
    Stage.UNSPECIFIED: "{supplier} may supply {item} to {recipient}",
}
_THAT = {
    Stage.SOUGHT: "a transfer of {item} from {supplier} to {recipient} was sought or offered",
    Stage.NEGOTIATING: "talks on {item} from {supplier} for {recipient} are under way",
    Stage.PLEDGED: "{supplier} pledged {item} to {recipient}",
    Stage.APPROVED: "{supplier} approved {item} for {recipient}",
    Stage.CONTRACTED: "{recipient} ordered {item} from {supplier}",
    Stage.DELIVERING: "{supplier} {is_} delivering {item} to {recipient}",
    Stage.DELIVERED: "{supplier} delivered {item} to {recipient}",
    Stage.HALTED: "a transfer of {item} from {supplier} to {recipient} was halted",
    Stage.UNSPECIFIED: "{supplier} supplied {item} to {recipient}",
}
_AFFIRMED = (Strength.CORROBORATED, Strength.SINGLE, Strength.CONTESTED)

_BY = {
    Stance.ASSERTS: "asserted by {who}",
    Stance.SUSPECTS: "suspected by {who}",
    Stance.DENIES: "denied by {who}",
    Stance.FINDS_NO_EVIDENCE: "no evidence found by {who}",
}
_UNNAMED = {
    ClaimantKind.OFFICIAL: "an official not named",
    ClaimantKind.GOVERNMENT: "a government not named",
    ClaimantKind.ARMED_GROUP: "an armed group not named",
    ClaimantKind.COMPANY: "a company not named",
    ClaimantKind.INTERNATIONAL_ORGANISATION: "an international organisation not named",
    ClaimantKind.MEDIA: "media not named",
    ClaimantKind.EXPERT: "an expert not named",
    ClaimantKind.ANONYMOUS_SOURCE: "unnamed sources",
    ClaimantKind.UNATTRIBUTED: "{n} in {its} own voice",
}
_COUNTS = "no one two three four five six seven eight nine ten eleven twelve".split()

ITEMS = 3
"""Items that a sentence names; the table names all."""

FLAG = wording.FLAG
UNKNOWNS = (
    FlagKind.UNDISCLOSED,
    FlagKind.UNVERIFIED,
    FlagKind.NO_EVIDENCE,
    FlagKind.CONFLICT,
    FlagKind.ANONYMOUS_SOURCE,
    FlagKind.SECONDHAND,
    FlagKind.HEDGE,
    FlagKind.DENIAL,
)
"""The order in which reasons for doubt are told: first what no source gives, then what nobody checked."""


_GROUPS = frozenset("houthis taliban".split())
_BODIES = re.compile(
    r"\b(?:Panel|panel|Group of Experts|Office on|Democratic Republic|Court|Alliance|Front|Brigade|Mission|mission"
    r"|Pentagon|Kremlin|coalition"
    r"|(?:Coast Guard|Navy|Army|Air Force|Police Force|Defen[cs]e Force|Marine Corps|[Mm]inistry|government|[Cc]ustoms"
    r"|[Oo]ffice|[Aa]lliance|coalition|group|militia|cartel)$)"
)
ROLE_WORDS = 6


def count(number: int, noun: str, plural: str = "") -> str:
    """ "three documents", "one root"; in figures above twelve."""
    words = _COUNTS[number] if number < len(_COUNTS) else str(number)
    return f"{words} {noun if number == 1 else plural or noun + 's'}"


def movement(strength: Strength, stage: Stage, supplier: str | None, recipient: str | None, item: str) -> str:
    """The movement as a clause, in the mood that its strength allows. Names are None where no document gives one."""
    if strength is Strength.DENIED_ONLY:
        return f"nobody here asserts that {that(stage, supplier, recipient, item)}"
    return _filled(_SAID if strength in _AFFIRMED else _MAY, stage, supplier, recipient, item)


def that(stage: Stage, supplier: str | None, recipient: str | None, item: str) -> str:
    """The movement as a clause for "that": it says nothing of its truth."""
    return _filled(_THAT, stage, supplier, recipient, item)


def _filled(templates: dict[Stage, str], stage: Stage, supplier: str | None, recipient: str | None, item: str) -> str:
    subject = recipient if stage is Stage.CONTRACTED else supplier
    return templates[stage].format(
        supplier=named(supplier) if supplier else "a supplier not named",
        recipient=named(recipient) if recipient else "a recipient not named",
        item=item or "arms",
        is_="are" if subject and many(subject) else "is",
    )


def named(name: str) -> str:
    """A name inside a sentence, with the article that it takes."""
    if re.search(r"(?<!eople)['’]s? ", name) or name.lower().startswith("the "):
        return name
    if name.lower() in _GROUPS or _BODIES.search(name):
        return f"the {name}"
    return with_article(name)


def many(name: str) -> bool:
    """Whether a name takes the plural: "the Houthis are", "Serbian manufacturers are"."""
    first, last = name.split()[0], name.split()[-1]
    return is_many(name) or any(re.fullmatch(r"[a-z]+[^siu]s", word) for word in (first, last))


def items(phrases: Sequence[str]) -> str:
    """The first items as one reads them; capitals for their own sake are folded, and verbs become their noun."""
    shown = [readable(p) for p in phrases[:ITEMS]]
    more = ["other materiel"] if len(phrases) > ITEMS else []
    return listed([*shown, *more])


def listed(words: Sequence[str], most: int = 4) -> str:
    """ "A", "A and B", "A, B and C"; from `most` on "A, B, C and two others"."""
    if len(words) > most:
        rest = count(len(words) - most + 1, "other")
        return f"{', '.join(words[: most - 1])} and {rest}"
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def voice(name: str | None, kind: ClaimantKind, documents: int, role: str | None = None) -> str:
    """Who speaks, inside a sentence; with a role of few words."""
    if name is None:
        its = "its" if documents == 1 else "their"
        return _UNNAMED[kind].format(n=count(documents, "document"), its=its)
    if kind is ClaimantKind.ANONYMOUS_SOURCE:
        return f"an unnamed source ({name})"
    if role and len(role.split()) <= ROLE_WORDS:
        return f"{name} ({role})"
    return named(name)


def who(name: str | None, kind: ClaimantKind, documents: int) -> str:
    """Who speaks, in a table: with the capacity."""
    if name is None:
        return capital(voice(None, kind, documents))
    return wording.claimant(name, kind)


def by(stance: Stance, voices: Sequence[str], most: int = 4) -> str:
    """ "denied by A and B"."""
    return _BY[stance].format(who=listed(voices, most))


def rests_on(roots: int, documents: int, voices: int) -> str:
    """How many independent roots, said wherever voices or documents could be taken for so many."""
    if max(documents, voices) < 2:
        return ""
    carried = f", {count(documents, 'document')}" if documents > 1 else ""
    return f" ({count(roots, 'independent root')}{carried})"


def capital(sentence: str) -> str:
    return re.sub(r"^[^\W\d_]", lambda m: m.group().upper(), sentence)


def sentence(text: str) -> str:
    """With a capital and a full stop."""
    return capital(text) if text.endswith((".", "?", "!", "…")) else f"{capital(text)}."


def readable(phrase: str) -> str:
    """An item's words inside a sentence."""
    words = phrase.split(" ")
    if words[-1].lower() in ("train", "trains", "trained"):
        return "training"
    if phrase.isupper():
        return " ".join(w.lower() if w.isalpha() and len(w) > 3 else w for w in words)
    return phrase[0].lower() + phrase[1:] if words[0].lower() in _NUMERALS else phrase


_NUMERALS = frozenset(
    "a an the some about two three four five six seven eight nine ten dozens hundreds several forty thirty twenty "
    "fifty one forty-two around nearly almost over at up more as".split()
)
