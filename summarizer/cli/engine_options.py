"""Options by which several commands choose an engine; what they mean is said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

ENGINE = "Engine"

Model = Annotated[
    str | None,
    typer.Option(
        "--model", metavar="PROVIDER/NAME", help="A provider's model, or a GGUF file.", rich_help_panel=ENGINE
    ),
]
StrategyName = Annotated[
    Literal["single", "stepwise"] | None,
    typer.Option("--strategy", help="One question for a whole document, or many small ones.", rich_help_panel=ENGINE),
]
PromptName = Annotated[
    str | None, typer.Option("--prompt", help="Id of a prompt, or a folder that holds one.", rich_help_panel=ENGINE)
]
Fallback = Annotated[
    str | None,
    typer.Option("--fallback", metavar="PROVIDER/NAME", help="Asked when the model refuses.", rich_help_panel=ENGINE),
]
LexiconFile = Annotated[
    Path | None, typer.Option("--lexicon", help="TOML file with terms of your own.", rich_help_panel=ENGINE)
]
Offline = Annotated[bool, typer.Option("--offline", help="Never touch the network.", rich_help_panel=ENGINE)]
Ablate = Annotated[
    list[str] | None,
    typer.Option(
        "--ablate",
        metavar="PART",
        help="Switch a part of the stepwise strategy off; may be repeated.",
        rich_help_panel=ENGINE,
    ),
]
