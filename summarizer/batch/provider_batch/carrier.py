"""What stands in place of the network while a document is read: the answers that came back in batches.

The ordinary path makes the requests, all of them, and understands the answers, so that a batch asks exactly what a
single call would ask. A question that was never asked is noted in the ledger and the reading comes to nothing; once
its answer is there the document is read again, and goes further, until no question is open.
"""

from __future__ import annotations

import json

import httpx2

from summarizer.batch.provider_batch.ledger import Ledger
from summarizer.engines.records import Run as Asker
from summarizer.engines.records import question_key
from summarizer.engines.replay import answered_again, asked_of
from summarizer.errors import ProviderError

TRIES = 3
"""How often a question goes into a batch in one run before its document counts as failed."""


class Carrier(httpx2.AsyncBaseTransport):
    """Answers the requests of one document at a time; `open` counts those whose answer is still to come.

    A reading during which `open` rose is void, whatever it gave.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.asker = Asker("")
        self.open = 0

    def begin(self, document_sha256: str) -> None:
        """From now on the requests are those of this document."""
        self.asker = Asker(document_sha256)
        self.open = 0

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        asked = asked_of(request)
        key = question_key(asked, self.asker)
        known = self.ledger.question(key)
        if known is not None and known.answer is not None:
            # The time that a batch took is no document's own.
            answer = {"status": known.status, "seconds": 0.0, "body": json.loads(known.answer)}
            return answered_again(answer, request)
        if known is not None and (known.state == "failed" or (known.state == "lost" and known.tries >= TRIES)):
            raise ProviderError(f"A batch gave no answer: {known.reason}.", "Resume the run to ask again.")
        if known is None or known.state == "lost":
            self.ledger.want(key, self.asker.document_sha256, asked["body"])
        self.open += 1
        # Not transient, so that the reading goes on to the document's other questions at once.
        raise ProviderError("The answer is still to come.")
