"""`summarizer doctor`: what is installed, what is missing, and how to get it."""

from __future__ import annotations

import json
import os
import platform
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from importlib.util import find_spec
from typing import Annotated

import typer

from summarizer._version import __version__
from summarizer.cli import output

app = typer.Typer(add_completion=False)

KEYS = (
    "OPENAI_API_KEY",
    "AZURE_OPENAI_API_KEY",
    "ANTHROPIC_API_KEY",
    "GOOGLE_API_KEY",
    "GEMINI_API_KEY",
    "MISTRAL_API_KEY",
    "GROQ_API_KEY",
    "OPENROUTER_API_KEY",
    "DEEPSEEK_API_KEY",
    "TOGETHER_API_KEY",
    "FIREWORKS_API_KEY",
    "COHERE_API_KEY",
    "XAI_API_KEY",
)
"""Variables in which providers look for a key. Only their names are ever shown."""

SETTINGS = ("SUMMARIZER_MODEL", "SUMMARIZER_CACHE", "SUMMARIZER_OFFLINE", "OPENAI_BASE_URL")


@dataclass(frozen=True)
class Finding:
    """One line of the report. `ok` is None for what is neither good nor bad; `todo` says how to get what is missing."""

    name: str
    ok: bool | None
    detail: str
    todo: str = ""
    required: bool = False


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Say what is installed, what is missing, and how to get it. Exit 1 when something required is missing.

    Keys of providers are named and never shown. Nothing is sent anywhere.
    """
    found = list(findings())
    broken = any(f.required and f.ok is False for f in found)
    if as_json:
        output.write(json.dumps({"ok": not broken, "findings": [asdict(f) for f in found]}, indent=2) + "\n", None)
    else:
        output.write("".join(_line(f) for f in found), None)
    if broken:
        raise typer.Exit(1)


def findings() -> Iterator[Finding]:
    """Everything the report says, in its order."""
    yield Finding("summarizer", True, __version__, required=True)
    yield Finding("python", True, f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    for package in required():
        version = _version(package)
        todo = "" if version else f"pip install {package}"
        yield Finding(package, version is not None, version or "not installed", todo, required=True)
    yield Finding("engine rules", _version("spacy") is not None, "works without any model")
    yield _runtime()
    yield _weights()
    yield _network()
    yield from _providers()


def required() -> list[str]:
    """Names of the packages without which this program does not work, as it was installed with."""
    given = metadata.requires("summarizer") or []
    return [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in given if "extra ==" not in line]


def _line(finding: Finding) -> str:
    sign = {True: "ok", False: "missing", None: "-"}[finding.ok]
    todo = f"; to get it: {finding.todo}" if finding.todo else ""
    return f"{sign:8}{finding.name:24}{finding.detail}{todo}\n"


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _runtime() -> Finding:
    version = _version("mistralrs")
    if version is None or find_spec("mistralrs") is None:
        todo = 'pip install "summarizer[local]"'
        return Finding("engine local", False, "the embedded runtime is not installed", todo)
    return Finding("engine local", True, f"mistralrs {version}")


def _weights() -> Finding:
    """Whether the weights that the embedded engine needs lie on this disk."""
    from summarizer.weights import NEEDED, cache_folder, entries

    present = {entry.name for entry in entries() if entry.present}
    missing = [name for name in NEEDED if name not in present]
    if missing:
        lack = f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not in {cache_folder()}"
        return Finding("weights", False, lack, "summarizer model pull")
    return Finding("weights", True, f"{' and '.join(NEEDED)} in {cache_folder()}")


def _network() -> Finding:
    from summarizer.weights import OFFLINE_VARIABLE, is_offline

    return Finding("network", None, f"never touched ({OFFLINE_VARIABLE} is set)" if is_offline() else "allowed")


def _providers() -> Iterator[Finding]:
    present = [key for key in KEYS if os.environ.get(key)]
    detail = ", ".join(present) if present else "no key of any known provider is set"
    yield Finding("provider keys", bool(present) or None, detail)
    for name in SETTINGS:
        yield Finding(name, None, "set" if os.environ.get(name) else "not set")
