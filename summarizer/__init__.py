"""Arms-transfer articles become grounded briefs.

    from summarizer import summarize

    brief = summarize("article.txt", engine="rules")

Names are loaded when they are first used, so that `import summarizer` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from summarizer._version import __version__

if TYPE_CHECKING:
    from summarizer.api import Options, Result, asummarize, summarize
    from summarizer.document import Document
    from summarizer.errors import SummarizerError
    from summarizer.schema import Brief

__all__ = [
    "Brief",
    "Document",
    "Options",
    "Result",
    "SummarizerError",
    "__version__",
    "asummarize",
    "summarize",
]

_HOMES = {
    "Brief": "summarizer.schema",
    "Document": "summarizer.document",
    "Options": "summarizer.api",
    "Result": "summarizer.api",
    "SummarizerError": "summarizer.errors",
    "asummarize": "summarizer.api",
    "summarize": "summarizer.api",
}


if not TYPE_CHECKING:  # A type checker that saw it would take any name for a public one.

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
