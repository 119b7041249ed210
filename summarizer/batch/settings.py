"""From options to the settings that a run keeps, and back."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from summarizer import api
from summarizer.errors import InputError, StoreError
from summarizer.schema import SCHEMA_VERSION
from summarizer.store import Settings

OWN = ("local", "rules")
"""Engines that are chosen by their own name; any other is chosen by its model."""


def settings_of(options: api.Options) -> Settings:
    """What answers with these options depend on.

    Raises:
        NoEngineError, PromptError: they choose no engine.
        InputError: the file of terms cannot be read.
    """
    engine = api.chosen(**options)
    fallback, lexicon = options.get("fallback"), options.get("lexicon")
    try:
        terms = sha256(Path(lexicon).read_bytes()).hexdigest() if lexicon else None
    except OSError as error:
        raise InputError(f"The terms in {lexicon} cannot be read: {error.strerror}.", "Check --lexicon.") from error
    return Settings(
        engine=engine.name,
        model=engine.model,
        strategy=engine.strategy_name,
        prompt=engine.prompt.id if engine.prompt else None,
        prompt_sha256=engine.prompt.sha256 if engine.prompt else None,
        schema_version=SCHEMA_VERSION,
        parameters={**engine.parameters, **({"fallback": fallback} if fallback else {})},
        lexicon_sha256=terms,
    )


def options_of(settings: Settings, given: api.Options) -> api.Options:
    """Options that lead to these settings again.

    Args:
        given: what the user says beside; files that settings know by their content alone (weights, a prompt's folder,
            terms) have to be named again here. What is left out or None is taken from `settings`.

    Raises:
        StoreError: they lead to other settings.
        NoEngineError, PromptError, InputError: they cannot be had any more.
    """
    stored: dict[str, Any] = {
        "engine": settings.engine if settings.engine in OWN else None,
        "model": settings.model,
        "strategy": settings.strategy if settings.prompt else None,
        "prompt": settings.prompt,
        "fallback": settings.parameters.get("fallback"),
    }
    options = cast("api.Options", stored | {name: value for name, value in given.items() if value is not None})
    found = settings_of(options)
    if found != settings:
        differ = [name for name, value in settings.data.items() if found.data[name] != value]
        raise StoreError(
            f"These are not the settings of the run any more ({', '.join(differ)} differ).",
            "Name the files it was made with again (--model, --prompt, --lexicon), or use --out to ask all of it anew.",
        )
    return options
