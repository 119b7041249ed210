"""What a run would read, ask and cost, found out without asking anybody."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from summarizer import api
from summarizer.batch.budget import Budget
from summarizer.batch.inputs import Item
from summarizer.batch.settings import settings_of
from summarizer.document import Document
from summarizer.engines import chunks
from summarizer.engines.meter import Prices
from summarizer.errors import StoreError, SummarizerError
from summarizer.store import Generation, Outcome, Run, Settings

SAMPLE = 50
"""Documents whose prompts are made word for word; those of all others are reckoned by their length."""


@dataclass
class Forecast:
    """What a run would do now.

    `documents` would be read, `left` of them known from earlier sittings; `known` sources need nothing. `unread` counts
    those that cannot be read, or would have to be fetched first. `tokens_in` estimates all prompts, `tokens_out` and
    `cost_usd` are cautious guesses, the cost None when no prices are known.
    """

    engine: str
    model: str | None
    documents: int = 0
    left: int = 0
    known: int = 0
    unread: int = 0
    characters: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost_usd: float | None = 0.0
    reasons: list[str] = field(default_factory=list)
    """Why the first few sources cannot be read."""


def forecast(
    items: Iterable[Item],
    store: Run | None,
    options: api.Options,
    prices: Prices | None,
    *,
    again: Collection[Outcome] = (Outcome.FAILED,),
    limit: int | None = None,
    listener: Callable[[Forecast], None] = lambda _: None,
) -> Forecast:
    """Go through everything that a run would take up, and ask nobody.

    Args:
        items: read as a run would read them; give them offline, so that nothing is fetched.
        store: the run so far, if there is one; nothing is written to it.

    Raises:
        NoEngineError, PromptError, InputError, StoreError: the run could not begin.
    """
    settings = settings_of(options)
    engine = api.chosen(**options)
    found = Forecast(settings.engine, settings.model)
    exact_tokens = exact_characters = 0
    for document in _documents(items, store, settings, again, found):
        if limit is not None and found.documents >= limit:
            break
        found.documents += 1
        found.characters += len(document.text)
        if found.documents <= SAMPLE and engine.strategy is not None:
            job = api.job_of(document, *api.annotated(document.text, None))
            exact_tokens += sum(chunks.message_tokens(call) for call in engine.calls(job))
            exact_characters += len(document.text)
        listener(found)
    if exact_characters:
        prompts = round(exact_tokens * found.characters / exact_characters)
        found.tokens_in, found.tokens_out = Budget().expected(prompts)
        priced = Budget(prices=prices).cost(found.tokens_in, found.tokens_out)
        found.cost_usd = 0.0 if engine.name in api.FREE else None if prices is None else priced
    return found


def _documents(
    items: Iterable[Item], store: Run | None, settings: Settings, again: Collection[Outcome], found: Forecast
) -> Iterator[Document]:
    """Each text once: what earlier sittings left, then what is new."""
    for document_id in _left(store, settings, again) if store else ():
        found.left += 1
        assert store is not None
        yield store.document(document_id)
    seen: set[bytes] = set()
    for item in items:
        try:
            document = item.load()
        except SummarizerError as error:
            found.unread += 1
            if len(found.reasons) < 5:
                found.reasons.append(f"{item.location}: {error.what}")
            continue
        digest = bytes.fromhex(document.sha256)[:12]
        if digest in seen or (store is not None and _holds(store, document)):
            found.known += 1
            continue
        seen.add(digest)
        yield document


def _left(store: Run, settings: Settings, again: Collection[Outcome]) -> Iterator[str]:
    # Settings that the run has not had yet have no answers: generation 0, which none has.
    same = (generation for generation in store.generations() if generation.settings == settings)
    return store.todo(next(same, Generation(0, settings, "")), again=again)


def _holds(store: Run, document: Document) -> bool:
    try:
        store.document(document.sha256)
    except StoreError:
        return False
    return True
