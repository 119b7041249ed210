"""The user's own models: a name, the file it stands for, and the hash that file had when it was named."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import WeightsError
from summarizer.weights.cache import write_atomically

NAME = re.compile(r"(?!registered$)[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


@dataclass(frozen=True)
class Registered:
    """One file of the user's, by absolute path."""

    path: Path
    sha256: str


def read(folder: Path) -> dict[str, Registered]:
    """Every registered model by name.

    Raises:
        WeightsError: the list is there and cannot be read.
    """
    file = folder / "registered.json"
    try:
        listed = json.loads(file.read_text(encoding="utf-8"))
        return {name: Registered(Path(entry["path"]), str(entry["sha256"])) for name, entry in listed.items()}
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WeightsError(
            f"The list of registered models, {file}, cannot be read ({type(error).__name__}).",
            "Delete it and register your models again.",
        ) from error


def write(folder: Path, models: dict[str, Registered]) -> None:
    """Replace the list."""
    listed = {name: {"path": str(model.path), "sha256": model.sha256} for name, model in sorted(models.items())}
    write_atomically(folder / "registered.json", json.dumps(listed, indent=1) + "\n")
