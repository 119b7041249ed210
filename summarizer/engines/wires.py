"""From the choice of an engine to connections: what carries the requests, and to where they go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer.errors import NoEngineError

if TYPE_CHECKING:
    import httpx2

    from summarizer.engines.client import Connection
    from summarizer.engines.select import Choice, Engine

LOCAL_URL = "http://local.invalid/v1"
"""An address that cannot exist: a request that bypasses its transport fails and never leaves this machine."""


class Wires:
    """The connections of one run on one document.

    Args:
        choice: what was asked for.
        made: the engine that is to be connected: its prompt, and the meter that counts.
        document_sha256: of the document, to which kept answers belong.
        transport: carries the requests in place of the network; None leaves it to `choice`.
    """

    def __init__(
        self,
        choice: Choice,
        made: Engine,
        document_sha256: str,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self.choice = choice
        self.made = made
        self.document_sha256 = document_sha256
        self._transport = transport or self._carrier()

    def model(self) -> Connection:
        """The connection to the model."""
        from summarizer.engines.providers import connect

        choice = self.choice
        if choice.engine == "replay":
            return _replayed(choice, None, self._transport)
        if choice.engine == "local":
            name = f"openai/{local_name(choice.model)}"
            return connect(name, base_url=LOCAL_URL, api_key="none", strict=False, transport=self._transport)
        return self._provided(choice.model or "", self._transport)

    def fallback(self, model: str) -> Connection:
        """The connection to the model that is asked when the first one refuses; never the embedded one."""
        choice = self.choice
        if choice.engine == "replay":
            return _replayed(choice, model.partition("/")[2], self._transport)
        if choice.engine == "local":
            return self._provided(model, self._kept(choice.records, None) if choice.records else None)
        return self._provided(model, self._transport)

    def _carrier(self) -> httpx2.AsyncBaseTransport | None:
        """What carries the requests; None leaves them to the network alone."""
        choice = self.choice
        if choice.engine == "replay" and choice.replay is not None:
            from summarizer.engines.replay import ReplayTransport

            return ReplayTransport(choice.replay, self.made.meter)
        if choice.records is not None:
            return self._kept(choice.records, None if choice.recorded_only else _embedded(choice))
        if choice.record is not None:
            import httpx2

            from summarizer.engines.replay import RecordingTransport

            return RecordingTransport(_embedded(choice) or httpx2.AsyncHTTPTransport(), choice.record)
        return _embedded(choice)

    def _kept(self, records: Path, inner: httpx2.AsyncBaseTransport | None) -> httpx2.AsyncBaseTransport:
        """Kept answers before `inner`, or before the network when there is none."""
        from summarizer.engines.records import RecordsTransport, Run

        if inner is None and not self.choice.recorded_only:
            import httpx2

            inner = httpx2.AsyncHTTPTransport()
        prompt = self.made.prompt
        run = Run(self.document_sha256, prompt.sha256 if prompt else None, self.choice.repeat)
        return RecordsTransport(inner, records, run, self.made.meter)

    def _provided(self, model: str, transport: httpx2.AsyncBaseTransport | None) -> Connection:
        """A provider's model. With recorded answers only it needs neither key nor address, and none is used."""
        from summarizer.engines.providers import connect

        if self.choice.recorded_only:
            return connect(model, base_url=LOCAL_URL, api_key="none", transport=transport)
        return connect(model, transport=transport)


def local_name(model: str | None) -> str:
    """What the embedded model is called in requests and in provenance: its catalogue name, or the file's stem."""
    from summarizer.weights import BUILT_IN

    return Path(model).stem if model and model.endswith(".gguf") else model or BUILT_IN


def keeping_loaded(choice: Choice) -> httpx2.AsyncBaseTransport | None:
    """Keeps the embedded model, once loaded, in memory until it is closed; None for every other engine."""
    return None if choice.recorded_only else _embedded(choice)


def _embedded(choice: Choice) -> httpx2.AsyncBaseTransport | None:
    if choice.engine != "local":
        return None
    from summarizer.engines.local import LocalTransport, shared_model
    from summarizer.weights import BUILT_IN, ENCODER, locate

    if choice.model == ENCODER:
        raise NoEngineError(f"{ENCODER} is a sentence encoder and answers nothing.", "Name a language model.")
    return LocalTransport(shared_model(locate(choice.model or BUILT_IN)), name=local_name(choice.model))


def _replayed(choice: Choice, model: str | None, transport: httpx2.AsyncBaseTransport | None) -> Connection:
    """A connection that makes its requests as the recorded ones were made; `model` None means the recorded one."""
    from summarizer.engines.providers import connect
    from summarizer.engines.replay import recorded

    assert choice.replay is not None
    record = recorded(choice.replay)
    name = f"openai/{model or record.model}"
    connection = connect(name, base_url=LOCAL_URL, api_key="none", strict=record.strict, transport=transport)
    return replace(connection, token_limit=record.token_limit)
