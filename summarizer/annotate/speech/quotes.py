"""Quotes: which stretches make one quotation, who speaks it, and whether the speaker is an official one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.annotate.instructions import find_instructions
from summarizer.annotate.lexicon import load_table
from summarizer.annotate.model import Attribution, PartyCandidate, QuoteCandidate
from summarizer.annotate.pipeline import Parsed, ParsedSentence
from summarizer.annotate.speech.bylines import name_and_role
from summarizer.annotate.speech.crediting import LETTERS, Credit
from summarizer.annotate.speech.reading import Reading, read
from summarizer.annotate.speech.turns import Turn
from summarizer.segment.model import Quotation

if TYPE_CHECKING:
    from spacy.tokens import Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
END = re.compile(r"[.!?…]['\"’”)]*$")
TITLES = frozenset({"PROPN", "NUM", "PUNCT", "ADP", "DET", "SYM", "X", "PART", "CCONJ"})
STRONG = frozenset({"label", "deny", "accuse", "express"})
PREDICATES = frozenset({"acomp", "attr", "oprd", "intj", "ccomp"})
CLOSE_BY, REACH = 4, 80
"""Characters between a single word and the words that attribute it: an utterance's tag, a verdict's verb."""
SHORT = 6
"""Words up to which a quotation without an attribution of its own is taken for scare quotes."""


def find_quotes(
    parsed: Parsed, parties: tuple[PartyCandidate, ...], attributions: tuple[Attribution, ...]
) -> tuple[QuoteCandidate, ...]:
    """The quotes of a text, in text order.

    Stretches parted by nothing but an attribution are one quote. Scare quotes, titles and nicknames are left
    out. Transcript turns and block quotations count too: they have `spans` but no quotation numbers.
    """
    reading = read(parsed, parties)
    doubtful = {a.sentence for a in attributions if a.doubt}
    orders = set(find_instructions(parsed.text, parsed.segmentation))
    turned = [(t.end, max((e for _, e in t.spans), default=t.end)) for t in reading.turns]
    stretches = [
        q
        for q in reading.quoted.stretches
        if not any(start <= q.start < end for start, end in turned)
        and not orders & set(q.sentences)
        and _is_speech(reading, q)
    ]
    found = [_quote(reading, group, doubtful) for group in _grouped(reading, stretches)]
    found += [_turn(reading, index, turn) for index, turn in enumerate(reading.turns) if turn.spans and not turn.asks]
    found += _blocks(reading)
    ordered = sorted(found, key=lambda draft: draft.spans[0])
    return tuple(_numbered(quote, number) for number, quote in enumerate(ordered, start=1))


def is_clause(parsed: Parsed, spans: tuple[tuple[int, int], ...]) -> bool:
    """Whether the words between the marks hold a clause of their own: a finite verb with its subject, or an order."""
    for start, end in spans:
        for sentence in _touched(parsed, start, end):
            inside = [s for s in spans if s[0] < sentence.sentence.end and sentence.sentence.start < s[1]]
            tokens = [t for t in sentence.tokens if _is_in(sentence.start(t), inside) and not t.is_punct]
            if any(_heads_clause(t, tokens) for t in tokens) or _orders(parsed.text[start:end], tokens):
                return True
    return False


def _is_in(offset: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)


def _touched(parsed: Parsed, start: int, end: int) -> tuple[ParsedSentence, ...]:
    first, last = parsed.segmentation.sentence_at(start), parsed.segmentation.sentence_at(end - 1)
    if first is None or last is None:
        return ()
    return parsed.sentences[first.number - 1 : last.number]


def _heads_clause(token: Token, tokens: list[Token]) -> bool:
    if token.tag_ not in FINITE or token.pos_ not in ("VERB", "AUX"):
        return False
    verb = token.head if token.dep_ in ("aux", "auxpass") else token
    if verb.dep_ in ("relcl", "acl") or (verb.dep_ in ("advcl", "ccomp") and verb.head in tokens):
        return False
    inside = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl") and c in tokens]
    return any(c.tag_ not in ("WDT", "WP") for c in inside) or any(
        c.dep_ in ("csubj", "csubjpass") and c in tokens for c in verb.children
    )


def _orders(text: str, tokens: list[Token]) -> bool:
    """An imperative ("Stop the shipments."): a bare verb that opens a capitalised, finished sentence."""
    opens = bool(tokens) and tokens[0].tag_ in ("VB", "VBP") and tokens[0].text[:1].isupper()
    return opens and (bool(END.search(text)) or text.endswith(",")) and len(tokens) > 1


def _is_speech(reading: Reading, quotation: Quotation) -> bool:
    """Whether a stretch is somebody's words, rather than scare quotes, a title or a name."""
    parsed, text = reading.parsed, reading.parsed.text
    inner = text[quotation.start : quotation.end]
    first = parsed.sentence(quotation.sentences[0])
    whole = all(reading.quoted.covers(parsed.sentence(n)) for n in quotation.sentences)
    clause = is_clause(parsed, ((quotation.start, quotation.end),))
    count = len(inner.split())
    spoken = reading.credits[quotation.number].spoken if quotation.number in reading.credits else None
    called = spoken is None or spoken.frame.group != "words"
    named = called and _is_named(text[max(0, quotation.start - 40) : quotation.start], inner)
    if named or inner.lower().strip(" .,") in _sayings():
        return False
    if clause and count > 2:
        return quotation.number in reading.credits or count > SHORT
    if whole and END.search(inner):
        return quotation.number in reading.credits
    if first.sentence.heading or quotation.number not in reading.credits:
        return False
    if count == 1:
        return _is_verdict(reading, first, quotation)
    return not _is_title(first, quotation)


def _is_verdict(reading: Reading, sentence: ParsedSentence, quotation: Quotation) -> bool:
    """Whether a single quoted word is speech: an utterance with its tag ('"No," he said'), or what somebody says that
    something is ('called it "absurd"', 'said stocks were "fine"'); not a word that only qualifies or names.
    """
    spoken = reading.credits[quotation.number].spoken
    if spoken is None:
        return False
    word = sentence.span(quotation.start, quotation.end)
    inner = reading.parsed.text[quotation.start : quotation.end]
    if inner[:1].isupper() and not inner[-1:].isalnum():
        return spoken.frame.start - quotation.end < CLOSE_BY
    predicate = word is not None and any(t.dep_ in PREDICATES for t in word)
    strong = spoken.frame.group in STRONG
    return (strong or predicate) and abs(quotation.start - spoken.frame.end) < REACH


def _sayings() -> frozenset[str]:
    return frozenset(load_table("speech")["quotes"]["scare"])


def _is_named(before: str, inner: str) -> bool:
    """Whether the words before the mark announce a title, a nickname or a term of others."""
    last = re.findall(r"[\w\-]+", before.lower())[-2:]
    table = load_table("speech")["quotes"]
    phrase = inner[:1].islower() and len(inner.split()) > 2
    namers = table["namers"] if phrase else [*table["namers"], *table["things"]]
    return bool(last) and (last[-1] in namers or " ".join(last) in namers)


def _is_title(sentence: ParsedSentence, quotation: Quotation) -> bool:
    tokens = [t for t in sentence.tokens if quotation.start <= sentence.start(t) < quotation.end and not t.is_punct]
    named = all(t.pos_ in TITLES or t.text[:1].isupper() for t in tokens)
    return bool(tokens) and len(tokens) <= SHORT and named


def _grouped(reading: Reading, stretches: list[Quotation]) -> list[list[Quotation]]:
    groups: list[list[Quotation]] = []
    for quotation in stretches:
        if groups and _carries_on(reading, groups[-1][-1], quotation):
            groups[-1].append(quotation)
        else:
            groups.append([quotation])
    return groups


def _carries_on(reading: Reading, before: Quotation, after: Quotation) -> bool:
    """Whether nothing but an attribution to the same speaker lies between two stretches."""
    if after.continues == before.number:
        return True
    one, other = reading.credits.get(before.number), reading.credits.get(after.number)
    if one is None or other is None or not _same(one, other) or after.sentences[0] - before.sentences[-1] > 2:
        return False
    between = reading.parsed.text[before.end : after.start]
    if not LETTERS.search(between):
        return True
    anchors = _anchors_between(reading, before, after)
    if not anchors:
        return False
    clauses = all(is_clause(reading.parsed, ((q.start, q.end),)) for q in (before, after))
    if not clauses and not _interrupts(reading, before, after):
        return False
    return not any(_tells(t, anchors) for t in _tokens_between(reading, before, after))


def _interrupts(reading: Reading, before: Quotation, after: Quotation) -> bool:
    """Whether a tag interrupts one statement: '"The tanks," he said, "left."', '"The tanks," he said. "All left."'"""
    number = before.sentences[-1]
    fills = all(reading.quoted.covers(reading.parsed.sentence(n)) for n in after.sentences)
    return (number == after.sentences[0] or fills) and any(
        before.end <= s.frame.start <= before.end + 4 for s in reading.spoken.get(number, ())
    )


def _same(one: Credit, other: Credit) -> bool:
    if one.voice.party is not None or other.voice.party is not None:
        return one.voice.party == other.voice.party
    return one.voice.head == other.voice.head or other.spoken is None


def _anchors_between(reading: Reading, before: Quotation, after: Quotation) -> set[tuple[int, int]]:
    """Sentence and token numbers of the speech verbs between two stretches."""
    return {
        (number, s.frame.anchor.i)
        for number in range(before.sentences[-1], after.sentences[0] + 1)
        for s in reading.spoken.get(number, ())
        if before.end <= s.frame.start < after.start
    }


def _tokens_between(reading: Reading, before: Quotation, after: Quotation) -> list[tuple[int, Token]]:
    return [
        (number, t)
        for number in range(before.sentences[-1], after.sentences[0] + 1)
        for t in reading.parsed.sentence(number).doc
        if before.end <= reading.parsed.sentence(number).start(t) < after.start
    ]


def _tells(entry: tuple[int, Token], anchors: set[tuple[int, int]]) -> bool:
    """Whether a word between two stretches is the verb of a clause that is no attribution: then it is paraphrase."""
    number, token = entry
    if token.tag_ not in FINITE or token.pos_ not in ("VERB", "AUX"):
        return False
    verb = token.head if token.dep_ in ("aux", "auxpass") else token
    if (number, verb.i) in anchors:
        return False
    while verb.dep_ != "ROOT":
        after = verb.dep_ == "advcl" and verb.i > verb.head.i
        aside = after and verb.tag_ != "VBG" and (number, verb.head.i) in anchors
        if aside or verb.dep_ in ("relcl", "acl"):
            return False
        verb = verb.head
    return True


def _quote(reading: Reading, group: list[Quotation], doubtful: set[int]) -> QuoteCandidate:
    spans = tuple((q.start, q.end) for q in group)
    credits = [reading.credits[q.number] for q in group if q.number in reading.credits]
    credit = next((c for c in credits if c.spoken is not None), credits[0] if credits else None)
    fragment = not is_clause(reading.parsed, spans)
    numbers = tuple(q.number for q in group)
    if credit is None:
        return QuoteCandidate(0, numbers, None, None, None, fragment, official=False, doubt=True, spans=spans)
    name, role = name_and_role(reading, credit, spans[0][0])
    voice = credit.voice
    doubt = not voice.certain or not credit.near or (credit.spoken is None and group[0].sentences[0] in doubtful)
    return QuoteCandidate(0, numbers, voice.party, name, role, fragment, voice.official, doubt, spans)


def _turn(reading: Reading, index: int, turn: Turn) -> QuoteCandidate:
    """The words of a turn, one span per paragraph; its label names the speaker when nothing else does."""
    voice = reading.turn_voices.get(index)
    if voice is None:
        label = None if turn.nameless else (turn.start, turn.end)
        return QuoteCandidate(0, (), None, label, None, False, not turn.nameless, True, turn.spans)
    name, role = name_and_role(reading, Credit(voice, None), turn.start)
    return QuoteCandidate(
        0, (), voice.party, name or (turn.start, turn.end), role, False, voice.official, False, turn.spans
    )


def _blocks(reading: Reading) -> list[QuoteCandidate]:
    """Block quotations: paragraphs without marks that a sentence announces as somebody's words."""
    found: list[QuoteCandidate] = []
    for block in reading.blocks:
        voice = block.spoken.voice
        name, role = name_and_role(reading, Credit(voice, block.spoken), block.spans[0][0])
        found.append(QuoteCandidate(0, (), voice.party, name, role, False, voice.official, True, block.spans))
    return found


def _numbered(quote: QuoteCandidate, number: int) -> QuoteCandidate:
    return QuoteCandidate(
        number,
        quote.quotations,
        quote.speaker,
        quote.speaker_name,
        quote.speaker_role,
        quote.fragment,
        quote.official,
        quote.doubt,
        quote.spans,
    )
