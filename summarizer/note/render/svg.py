"""A picture as SVG that names its own colours, for light and for dark, and loads nothing."""

from __future__ import annotations

from summarizer.note.render.picture import DASHES, Box, Disc, Group, Ink, Label, Picture, Shape, Stroke
from summarizer.render.element import Html, join, tag

STYLE = Html(
    """
.picture { --ink: #1d1f23; --faint: #5c6370; --rule: #d9d6cf; --paper: #ffffff;
  --asserted: #1b6e3c; --suspected: #8a5a00; --denied: #a31515; background: var(--paper);
  font-family: system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
@media screen and (prefers-color-scheme: dark) {
  .picture { --ink: #e6e4df; --faint: #a0a5ae; --rule: #3a3e46; --paper: #1e2126;
    --asserted: #6fce93; --suspected: #e5b65c; --denied: #ff8f8f; }
}
.picture .bold { font-weight: 650; }
"""
    + "".join(
        f".picture .s-{ink} {{ stroke: var(--{ink}); }} .picture .f-{ink} {{ fill: var(--{ink}); }}\n" for ink in Ink
    )
    + ".picture .f-none { fill: none; }\n"
)
"""What every picture needs, the same for all, so that a page that holds several can allow it by one hash."""


def to_svg(picture: Picture, *, standalone: bool = True) -> Html:
    """The picture as one element. `standalone` makes it a file of its own; else the page holds `STYLE` already."""
    title, description = f"{picture.name}-title", f"{picture.name}-description"
    shown = tag(
        "svg",
        tag("title", picture.title, id=title),
        tag("desc", picture.description, id=description),
        *([tag("style", STYLE)] if standalone else []),
        *(_group(one) if isinstance(one, Group) else _shape(one) for one in picture.content),
        xmlns="http://www.w3.org/2000/svg",
        class_="picture",
        role="img",
        aria_labelledby=f"{title} {description}",
        viewBox=f"0 0 {number(picture.width)} {number(picture.height)}",
        width=number(picture.width),
        height=number(picture.height),
    )
    return join(shown, "\n") if standalone else shown


def number(value: float) -> str:
    """At most one decimal, and none that is not needed."""
    return f"{value:.1f}".removesuffix(".0").replace("-0", "0", 1) if value == 0 else f"{value:.1f}".removesuffix(".0")


def _group(group: Group) -> Html:
    return tag("g", tag("title", group.title), *(_shape(shape) for shape in group.shapes))


def _shape(shape: Shape) -> Html:
    match shape:
        case Stroke():
            return _stroke(shape)
        case Box():
            return tag(
                "rect",
                x=number(shape.x),
                y=number(shape.y),
                width=number(shape.width),
                height=number(shape.height),
                rx="4",
                class_=f"s-{shape.ink} f-paper",
                stroke_dasharray=_dashes(shape.dash),
            )
        case Disc():
            x, y = shape.centre
            ink = f"s-{shape.ink} f-{shape.fill}"
            return tag("circle", cx=number(x), cy=number(y), r=number(shape.radius), class_=ink, stroke_width="1.5")
        case Label():
            return tag(
                "text",
                shape.words,
                x=number(shape.x),
                y=number(shape.y),
                font_size=number(shape.size),
                text_anchor=None if shape.anchor == "start" else shape.anchor.value,
                class_=f"f-{shape.ink}" + (" bold" if shape.bold else ""),
            )


def _stroke(stroke: Stroke) -> Html:
    path = f"M{number(stroke.start[0])} {number(stroke.start[1])}"
    for step in stroke.steps:
        path += ("C" if len(step) == 6 else "L") + " ".join(number(value) for value in step)
    ink = f"s-{stroke.ink} " if stroke.ink else ""
    return tag(
        "path",
        d=path + ("Z" if stroke.fill else ""),
        class_=f"{ink}f-{stroke.fill or 'none'}",
        stroke_width=number(stroke.width) if stroke.ink else None,
        stroke_dasharray=_dashes(stroke.dash),
    )


def _dashes(dash: str) -> str | None:
    lengths = next((lengths for name, lengths in DASHES.items() if name == dash), None)
    return " ".join(number(length) for length in lengths) if lengths else None
