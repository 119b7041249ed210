"""`summarizer schema`: the JSON Schemas of what this program writes, and of the gold that people write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from summarizer.cli import output

app = typer.Typer(add_completion=False)

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Every schema by its name; `schemas/NAME.schema.json` holds the same."""
    from pydantic import BaseModel

    from summarizer.evaluate.author import GoldForm
    from summarizer.schema import Brief

    models: dict[str, type[BaseModel]] = {"brief": Brief, "gold": GoldForm}
    return {name: {"$schema": DIALECT, **model.model_json_schema()} for name, model in models.items()}


def exported(schema: dict[str, Any]) -> str:
    """The text of a schema file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


@app.command()
def schema(
    name: Annotated[str, typer.Argument(help="Which schema: brief or gold.")] = "brief",
    write: Annotated[Path | None, typer.Option(metavar="DIR", help="Write all schemas into this folder.")] = None,
) -> None:
    """Print the JSON Schema of briefs or of gold, or write all schemas into a folder."""
    known = schemas()
    if name not in known:
        raise typer.BadParameter(f"there is no schema {name!r}; there is {', '.join(known)}.", param_hint="NAME")
    if write is None:
        output.write(exported(known[name]), None)
        return
    for each, content in known.items():
        out = write / f"{each}.schema.json"
        output.check_writable(out)
        output.write(exported(content), out)
