"""How a long transfer tells what it is doing, without knowing of any terminal."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Told while a model is fetched."""

    def advance(self, done: int, total: int) -> None:
        """`done` of `total` bytes of the model's file are there."""

    def say(self, sentence: str) -> None:
        """Something the user wants to know, such as that one source failed and another is tried."""


class Silent:
    """Progress that nobody watches."""

    def advance(self, done: int, total: int) -> None: ...

    def say(self, sentence: str) -> None: ...
