"""Posts: who writes each of them, and its words without the lines of the form around them.

"Ministry of Defence @mod · 21 Feb", "Embassy in Oslo, [07:50]", "Forwarded from: Ann Lee": a line that names an account
opens a post; times, counters, profiles, replies and attachments are not its words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby

from summarizer.annotate.pipeline import Parsed, ParsedSentence

Offsets = tuple[int, int]
HANDLE = re.compile(r"(?<![\w.])@\w{2,30}\b")
LONGEST = 140
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
WHEN = (
    rf"\d{{1,2}}[:.]\d{{2}}|\d{{1,2}} {MONTH}|{MONTH} \d{{1,2}}|\b\d{{1,2}} ?(?:h|hrs?|m|min|d)\b"
    rf"|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}"
)
CHANNEL = re.compile(rf"(?P<name>[^\n\[\]@]{{2,70}}?),? \[[^\]\n]*(?:{WHEN})[^\]\n]*\]")
DOTTED = re.compile(rf"(?P<name>[^\n@·•]{{2,70}}?) ?[·•|] ?[^\n]*(?:{WHEN})[^\n.]*")
POSTED = re.compile(
    r"(?:(?:Posted|Published|Shared|Tweeted) by|(?:X|Twitter|Facebook|Telegram|Instagram|Truth Social|VK|Weibo) "
    r"(?:post|account|page|channel|thread)s? (?:by|of|from)|(?:Post|Thread|Tweets?|Message) (?:by|of"
    r"|from)):? (?P<name>[^\n@·•(]{2,70})",
)
PASSED_ON = re.compile(r"(?:Forwarded from|Repost(?:ed)? (?:from|of)|Via|RT)[: ]+(?P<name>[^\n]{2,80})", re.I)
OTHERS = re.compile(r"\W*(?:replying|in reply|quot(?:ed|ing)|via|RT|cc)\b", re.I)
FORM = re.compile(
    rf"(?:replying to|in reply to|quoted? (?:post|tweet)|reposted|pinned|show (?:more|this thread)|translated"
    rf"|edited|\d[\d.,KkMm]* "
    rf"(?:views|likes|reposts|retweets|replies|comments|shares|subscribers|followers)|photo|video|attachment"
    rf"|media:|link:"
    rf"|last edited|views?\b|thread\b)"
    rf"|\W*(?:{WHEN})[^.!?]{{0,60}}|\W*\d{{1,2}}\s?/\s?\d{{1,2}}\W*|[\W_]+|https?://\S+",
    re.I,
)
"""Lines of the form: times, counters, replies, attachments, rules of dashes."""
OFFICE = re.compile(
    r"\b(?:Ministry|Minist(?:er|re)|MoD|MOD|MFA|MoFA|Defen[cs]e|Embassy|Mission|Consulate|Government"
    r"|Armed Forces|Army|Navy"
    r"|Air Force|Forces|Department|State Dept|President|Presidency|Prime|Ambassador|Secretary|General Staff"
    r"|Police|Customs"
    r"|Coast Guard|Border|Command|Spokes(?:person|man|woman)|Senator|Congress(?:man|woman)|MP|MEP|Member of"
    r"|Parliament|Chancell"
    r"|Council|Commission|Directorate|Agency|Bureau|Front|Brigade|Movement|Media Office|Chief of|Governor|Envoy"
    r"|Communiqu[eé]|Forum|Solidarity|Coalition|Alliance|Human Rights|Red Cross"
    r"|COMMUNIQU[EÉ]|[A-Z]{3,})\b"
)
"""What names the account of a body or of somebody in office."""
PRIVATE = re.compile(
    r"\b(?:News|Daily|Times|Post|Herald|Tribune|Journal|Gazette|Courier|Radio|TV|Reuters|OSINT|Watch(?:er)?"
    r"|Monitor|Analyst"
    r"|Journalist|Reporter|Correspondent|Editor|Institute|Research(?:er)?|Professor|Ltd|Inc|GmbH|Company|CEO"
    r"|former|Blog)\b",
    re.I,
)
"""What names the account of an outlet, a company, or somebody who speaks for nobody."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post. `author` bounds the name of its account, `profile` is all that the head tells of it.

    `sentences` are those of its words, `spans` its words, one span per paragraph; document offsets. `heads` are the
    numbers of the sentences that name the account.
    """

    author: Offsets
    profile: str
    heads: tuple[int, ...]
    sentences: tuple[int, ...]
    spans: tuple[Offsets, ...]

    @property
    def official(self) -> bool:
        """Whether the head alone shows that a body, or somebody in office, writes."""
        return OFFICE.search(self.profile) is not None and PRIVATE.search(self.profile) is None


def posts_in(parsed: Parsed) -> tuple[Post, ...]:
    """The posts of a text that opens with one, in text order; none for an article that shows a post in between."""
    names = {s.number: name for s in parsed if (name := _account(parsed, s)) is not None}
    handled = {n: name for n, name in names.items() if HANDLE.search(_text(parsed, parsed.sentence(n)))}
    names = handled or names
    first = min(names, default=0)
    if not names or (len(names) < 2 and not handled):
        return ()
    if not all(s.sentence.heading or s.number > first for s in parsed.sentences[:first]):
        return ()
    starts = sorted(names)
    ends = [*starts[1:], len(parsed.sentences) + 1]
    posts = [_post(parsed, start, end, names[start]) for start, end in zip(starts, ends, strict=True)]
    known = {key: post.profile for post in posts if post.official for key in _keys(parsed, post)}
    return tuple(replace(p, profile=_known(known, _keys(parsed, p), p.profile)) for p in posts)


def _keys(parsed: Parsed, post: Post) -> list[str]:
    """What tells an account from others: its name, and its handle."""
    return [parsed.text[slice(*post.author)], *HANDLE.findall(post.profile)[:1]]


def _known(known: dict[str, str], keys: list[str], profile: str) -> str:
    return next((known[k] for k in keys if k in known), profile)


def _text(parsed: Parsed, sentence: ParsedSentence) -> str:
    return parsed.text[sentence.sentence.start : sentence.sentence.end]


def _account(parsed: Parsed, sentence: ParsedSentence) -> Offsets | None:
    """Where a line that opens a post names the account, None for any other line."""
    text, start = _text(parsed, sentence), sentence.sentence.start
    number = sentence.number
    first = number == 1 or parsed.sentence(number - 1).sentence.paragraph != sentence.sentence.paragraph
    if not first or len(text) > LONGEST or FORM.fullmatch(text) or OTHERS.match(text):
        return None
    handle = HANDLE.search(text)
    if handle is not None:
        before = text[: handle.start()]
        if len(before.split()) > 10 or re.search(r"[.!?:]\s", before) or re.search(r"[.!?]\W*$", text):
            return None
        return start, start + (len(before.rstrip(" (·•|-–—")) or handle.end())
    match = CHANNEL.fullmatch(text) or DOTTED.fullmatch(text) or POSTED.match(text)
    if match is None or not (sentence.sentence.heading or match.re is not DOTTED):
        return None
    return start + match.start("name"), start + match.start("name") + len(match["name"].rstrip(" ,"))


def _post(parsed: Parsed, start: int, end: int, author: Offsets) -> Post:
    inner = list(parsed.sentences[start : end - 1])
    heads, profile = [start], _text(parsed, parsed.sentence(start))
    body: list[ParsedSentence] = []
    for sentence in inner:
        text = _text(parsed, sentence)
        passed = PASSED_ON.match(text)
        if passed is not None and not body:
            author = (sentence.sentence.start + passed.start("name"), sentence.sentence.end)
            heads, profile = [sentence.number], passed["name"]
        elif FORM.fullmatch(text) or (sentence.sentence.heading and _is_form(text)):
            continue
        elif sentence.sentence.heading and not body and not re.search(r"[.!?…]\W*$", text) and len(text) < LONGEST // 2:
            profile += " " + text
        else:
            body.append(sentence)
    while body and body[-1].sentence.heading and len(body) > 1:
        body.pop()
    groups = [list(group) for _, group in groupby(body, key=lambda s: s.sentence.paragraph)]
    spans = tuple((g[0].sentence.start, g[-1].sentence.end) for g in groups)
    return Post(author, profile, tuple(heads), tuple(s.number for s in body), spans)


def _is_form(line: str) -> bool:
    """Whether a line without an end mark begins as one of the form does ("📎 photo, 214 KB", "Replying to @lee")."""
    plain = re.sub(r"^[\W_]+", "", line)
    return not plain or FORM.match(plain) is not None
