"""Quotes: which stretches make one quotation, who speaks it, and whether the speaker is an official one."""

from __future__ import annotations

import re

from summarizer.annotate.instructions import find_instructions
from summarizer.annotate.lexicon import load_table
from summarizer.annotate.model import Attribution, PartyCandidate, QuoteCandidate
from summarizer.annotate.pipeline import Parsed, ParsedSentence
from summarizer.annotate.speech.accounts import OFFICE, PRIVATE, Post
from summarizer.annotate.speech.bylines import name_and_role
from summarizer.annotate.speech.clauses import END, is_clause
from summarizer.annotate.speech.crediting import Credit
from summarizer.annotate.speech.grouping import grouped
from summarizer.annotate.speech.letterheads import author_of
from summarizer.annotate.speech.procedure import is_farewell, says_nothing
from summarizer.annotate.speech.reading import Reading, read
from summarizer.annotate.speech.turns import Turn
from summarizer.schema import ClaimantKind
from summarizer.segment.model import Quotation

TITLES = frozenset({"PROPN", "NUM", "PUNCT", "ADP", "DET", "SYM", "X", "PART", "CCONJ"})
MEASURE = re.compile(r"\W*\d[\d.,]*\W*[A-Za-z]{0,3}\W*")
STRONG = frozenset({"label", "deny", "accuse", "express"})
PREDICATES = frozenset({"acomp", "attr", "oprd", "intj", "ccomp"})
CLOSE_BY, REACH = 4, 80
"""Characters between a single word and the words that attribute it: an utterance's tag, a verdict's verb."""
BESIDE = re.compile(r"((?:[\w\-]+\s+)?[\w\-]+),?\s*[^\w\s.,:;?!)]*$")
"""The last two words right before a quotation, no end of a sentence or clause between them and the mark."""
MOSTLY = 0.4
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
    posts = [post for post in reading.posts if post.spans and not _only_quotes(reading, post)]
    held = [t.spans for t in reading.turns if t.spans] + [post.spans for post in posts]
    turned = [(spans[0][0], spans[-1][1]) for spans in held]
    stretches = [
        q
        for q in reading.quoted.stretches
        if (not any(start <= q.start < end for start, end in turned) or _relayed(reading, q))
        and not orders & set(q.sentences)
        and _is_speech(reading, q)
    ]
    found = [_quote(reading, group, doubtful) for group in grouped(reading, stretches)]
    found += [
        _turn(reading, index, turn)
        for index, turn in enumerate(reading.turns)
        if turn.spans
        and not turn.asks
        and not says_nothing(parsed, turn)
        and not is_farewell(parsed, reading.turns[index - 1] if index else None, turn)
    ]
    found += _blocks(reading)
    found += [_post(reading, post) for post in posts]
    ordered = sorted(found, key=lambda draft: draft.spans[0])
    return tuple(_numbered(quote, number) for number, quote in enumerate(ordered, start=1))


def _relayed(reading: Reading, quotation: Quotation) -> bool:
    """Whether somebody in a transcript quotes an official party that does not have the floor."""
    credit = reading.credits.get(quotation.number)
    if credit is None or credit.spoken is None or credit.voice.party is None or not credit.voice.official:
        return False
    holder = reading.holder(quotation.sentences[0]) or reading.letterheads.get(quotation.sentences[0])
    own = holder is not None and holder.party == credit.voice.party
    head = credit.spoken.frame.head
    return not own and (head.pos_ != "PRON" or head.lower_ == "it")


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
    if whole and first.sentence.heading and quotation.number in reading.credits:
        return count > 2
    if not clause and MEASURE.fullmatch(inner):
        return False
    if clause and count > 2:
        return quotation.number in reading.credits or count > SHORT
    if whole and END.search(inner):
        return quotation.number in reading.credits
    if quotation.number not in reading.credits or (first.sentence.heading and spoken is None and count < SHORT):
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
    beside = BESIDE.search(before.lower())
    last = beside.group(1).split() if beside else []
    table = load_table("speech")["quotes"]
    phrase = inner[:1].islower() and len(inner.split()) > 2
    namers = table["namers"] if phrase else [*table["namers"], *table["things"]]
    return bool(last) and (last[-1] in namers or " ".join(last) in namers)


def _is_title(sentence: ParsedSentence, quotation: Quotation) -> bool:
    """Whether the words are set like a title; in a sentence of capitals nothing is."""
    if sentence.doc.text.isupper():
        return False
    tokens = [t for t in sentence.tokens if quotation.start <= sentence.start(t) < quotation.end and not t.is_punct]
    named = all(t.pos_ in TITLES or t.text[:1].isupper() for t in tokens)
    return bool(tokens) and len(tokens) <= SHORT and named


def _quote(reading: Reading, group: list[Quotation], doubtful: set[int]) -> QuoteCandidate:
    spans = tuple((q.start, q.end) for q in group)
    credits = [reading.credits[q.number] for q in group if q.number in reading.credits]
    credit = next((c for c in credits if c.spoken is not None), credits[0] if credits else None)
    credit = credit and (_cited(reading, credit, group[0]) or credit)
    fragment = not is_clause(reading.parsed, spans)
    numbers = tuple(q.number for q in group)
    if credit is None:
        return QuoteCandidate(0, numbers, None, None, None, fragment, official=False, doubt=True, spans=spans)
    name, role = name_and_role(reading, credit, spans[0][0])
    voice = credit.voice
    doubt = not voice.certain or not credit.near or (credit.spoken is None and group[0].sentences[0] in doubtful)
    return QuoteCandidate(0, numbers, voice.party, name, role, fragment, voice.official, doubt, spans)


def _cited(reading: Reading, credit: Credit, quotation: Quotation) -> Credit | None:
    """The official source of words that an outlet passes on ("The daily reported, citing a minister, that ...")."""
    if credit.voice.kind is not ClaimantKind.MEDIA or credit.spoken is None:
        return None
    frames = reading.spoken.get(quotation.sentences[0], ())
    sources = [s for s in frames if s.frame.group == "citing" and s.voice.official and s.frame.end <= quotation.start]
    return Credit(sources[-1].voice, sources[-1]) if sources else None


def _turn(reading: Reading, index: int, turn: Turn) -> QuoteCandidate:
    """The words of a turn, one span per paragraph; its label names the speaker when nothing else does."""
    voice = reading.turn_voices.get(index)
    if voice is None:
        label = None if turn.nameless else (turn.start, turn.end)
        ahead = reading.parsed.text[: reading.turns[0].start]
        official = (OFFICE.search(ahead) is not None and PRIVATE.search(ahead) is None) if turn.nameless else True
        return QuoteCandidate(0, (), None, label, None, False, official, True, turn.spans)
    name, role = name_and_role(reading, Credit(voice, None), turn.start)
    return QuoteCandidate(
        0, (), voice.party, name or (turn.start, turn.end), role, False, voice.official, False, turn.spans
    )


def _only_quotes(reading: Reading, post: Post) -> bool:
    """Whether most of a post's words are those of somebody whom it quotes."""
    start, end = post.spans[0][0], post.spans[-1][1]
    quoted = sum(q.end - q.start for q in reading.quoted.stretches if start <= q.start < end)
    return quoted >= MOSTLY * sum(e - s for s, e in post.spans)


def _post(reading: Reading, post: Post) -> QuoteCandidate:
    """The words of a post, which its author speaks; a body that only bears the name of a state is not that state."""
    voice = author_of(reading.speakers, post)
    if voice is None or voice.party is None:
        return QuoteCandidate(0, (), None, post.author, None, False, post.official, True, post.spans)
    name, role = name_and_role(reading, Credit(voice, None), post.spans[0][0])
    private = voice.kind is ClaimantKind.EXPERT and post.official
    return QuoteCandidate(0, (), voice.party, name, role, False, voice.official or private, False, post.spans)


def _blocks(reading: Reading) -> list[QuoteCandidate]:
    """Block quotations: paragraphs without marks that a sentence announces as somebody's words."""
    found: list[QuoteCandidate] = []
    for block in reading.blocks:
        voice = block.voice
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
