"""What is said of a run in `show` and `runs`: plain values, and the same in words."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.store import Generation, Record, Run

LATEST = 10
UNREAD = 5
"""How many documents and unread sources a summary lists."""
ID = 12
"""Digits of an id that are shown; enough to name a document to `--document`."""


def summary(run: Run, generation: Generation | None) -> dict[str, Any]:
    """Everything that is said of a run, as plain values."""
    return {
        "run": str(run.path),
        "counts": run.counts(generation).data,
        "generation": generation and {"number": generation.number, "created_at": generation.created_at},
        "generations": len(run.generations()),
        "settings": generation and generation.settings.data,
        "failures": run.failures(generation) if generation else {},
        "unread": [
            {"location": source.location, "kind": source.kind, "reason": source.reason}
            for source in islice(run.unread_sources(), UNREAD)
        ],
        "newest": [_head(record) for record in (run.latest(LATEST, generation) if generation else ())],
    }


def in_words(told: dict[str, Any]) -> str:
    """A summary as lines of text."""
    lines = [told["run"], *(f"  {name:11}{words}" for name, words in _facts(told) if words)]
    for source in told["unread"]:
        lines.append(f"  {'not read':11}{source['location']}: {source['kind']}: {source['reason']}")
    if told["counts"]["unread"] > len(told["unread"]):
        lines.append(f"  {'':11}and {told['counts']['unread'] - len(told['unread'])} more")
    if told["newest"]:
        lines += ["", "newest documents"]
    for head in told["newest"]:
        known = [head["document_id"][:ID], head["published"] or "undated", head["outlet"], head["headline"]]
        part = "(read in part)" if head["outcome"] == "partial" else None
        lines.append("  " + "  ".join(fact for fact in (*known, part) if fact))
    return "\n".join(lines) + "\n"


def documents(counts: dict[str, Any]) -> str:
    """How many there are, and how they ended: "12: 9 done, 1 partial, 2 left"."""
    parts = [f"{counts[name]} {name}" for name in ("done", "partial", "refused", "failed", "left") if counts[name]]
    return f"{counts['documents']}: {', '.join(parts)}" if parts else "0"


def cost(usage: dict[str, Any]) -> str:
    return "cost unknown" if usage["cost_usd"] is None else f"{usage['cost_usd']:.2f} USD"


def _facts(told: dict[str, Any]) -> list[tuple[str, str]]:
    """Lines of the summary: name, and words or ""."""
    counts, settings, generation = told["counts"], told["settings"], told["generation"]
    made = ""
    if generation:
        made = f"generation {generation['number']} of {told['generations']}, begun {generation['created_at']}"
    return [
        ("documents", documents(counts)),
        ("sources", f"{counts['unread']} not read" if counts["unread"] else ""),
        ("answers", made or "none yet"),
        ("settings", _settings(settings) if settings else ""),
        ("usage", _usage(counts["usage"]) if made else ""),
        ("failures", ", ".join(f"{kind} {count}" for kind, count in told["failures"].items())),
    ]


def _settings(settings: dict[str, Any]) -> str:
    named = [f"{name} {settings[name]}" for name in ("engine", "model", "strategy", "prompt") if settings[name]]
    if settings["prompt_sha256"]:
        named[-1] += f" ({settings['prompt_sha256'][:8]})"
    return ", ".join(named + [f"{name} {value}" for name, value in settings["parameters"].items()])


def _usage(usage: dict[str, Any]) -> str:
    calls = f"{usage['calls']:,} call{'' if usage['calls'] == 1 else 's'}"
    tokens = f"{usage['tokens_in']:,} tokens in, {usage['tokens_out']:,} out"
    return f"{calls}, {tokens}, {cost(usage)}, {usage['seconds']:,.1f} s"


def _head(record: Record) -> dict[str, Any]:
    info = record.brief.document
    return {
        "document_id": info.sha256,
        "published": info.published,
        "outlet": info.outlet,
        "title": info.title,
        "headline": record.brief.headline,
        "outcome": record.outcome.value,
        "locations": list(record.locations),
    }
