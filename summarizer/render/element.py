"""HTML as values: words are escaped when they enter an element, so that no place can forget it."""

from __future__ import annotations

from html import escape


class Html(str):
    """Markup that is safe as it stands."""

    __slots__ = ()


def tag(name: str, *children: str, **attributes: str | None) -> Html:
    """An element. Children that are not `Html` are words and are escaped; attributes that are None are left out.

    An attribute's trailing underscore is dropped and others become hyphens: `class_`, `data_rests`.
    """
    given = "".join(
        f' {key.removesuffix("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{given}>{join(*children)}</{name}>")


def join(*children: str) -> Html:
    """Elements and words one after the other."""
    return Html("".join(child if isinstance(child, Html) else escape(child) for child in children))
