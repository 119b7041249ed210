"""Style and script inside a page, and the policy that lets this style and this script run and nothing else."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from summarizer.render.element import Html, tag


def inlined(package: str, name: str) -> Html:
    """The content of a file of a package, as it goes into a page."""
    return Html(files(package).joinpath(name).read_text(encoding="utf-8"))


def head(title: str, style: Html, script: Html | None = None) -> Html:
    """The head of a self-contained page. Markup that slipped through could neither run nor call home."""
    scripts = f"; script-src {_hash(script)}" if script is not None else ""
    policy = f"default-src 'none'; style-src {_hash(style)}{scripts}"
    return tag(
        "head",
        Html('<meta charset="utf-8">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="referrer" content="no-referrer">'),
        tag("title", title),
        tag("style", style),
    )


def _hash(content: str) -> str:
    digest = base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"
