"""A picture painted into a PDF, in light colours, and as a PNG for files that hold no drawings."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pypdfium2
from fpdf import FPDF
from fpdf.drawing import DrawingContext, GraphicsStyle, PaintedPath
from fpdf.drawing_primitives import DeviceRGB

from summarizer.note.render.fonts import LATIN, drawable, fonts, shaping, width
from summarizer.note.render.picture import DASHES, Anchor, Box, Dash, Disc, Ink, Label, Picture, Stroke

COLOURS = {
    Ink.INK: "#1d1f23",
    Ink.FAINT: "#5c6370",
    Ink.RULE: "#d9d6cf",
    Ink.PAPER: "#ffffff",
    Ink.ASSERTED: "#1b6e3c",
    Ink.SUSPECTED: "#8a5a00",
    Ink.DENIED: "#a31515",
}
"""The light colours of `svg.STYLE`."""
SHARPNESS = 2.5
"""Pixels of a PNG for each pixel of the picture."""


def paint(pdf: FPDF, picture: Picture, x: float, y: float, scale: float) -> None:
    """The picture with its upper left corner at `(x, y)`; `scale` is the units of `pdf` for one of its pixels."""
    with pdf.drawing_context() as context:
        pen = _Pen(context, x, y, scale)
        for shape in picture.shapes():
            match shape:
                case Stroke():
                    pen.stroke(shape)
                case Box():
                    pen.box(shape)
                case Disc():
                    pen.disc(shape)
                case Label():
                    pass  # below: words stand on all other shapes
    for shape in picture.shapes():
        if isinstance(shape, Label):
            _label(pdf, shape, x, y, scale)


def to_png(picture: Picture) -> bytes:
    """The picture as it would be printed, on white. The same picture gives the same bytes."""
    pdf = FPDF(unit="pt", format=(picture.width, picture.height))
    pdf.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))
    pdf.set_auto_page_break(False)
    pdf.c_margin = 0
    with fonts(pdf, texts(picture)):
        pdf.add_page()
        paint(pdf, picture, 0, 0, 1)
        drawn = bytes(pdf.output())
    with pypdfium2.PdfDocument(drawn) as document:
        image = document[0].render(scale=SHARPNESS).to_pil().convert("RGB")
    held = io.BytesIO()
    image.save(held, format="PNG", optimize=False)
    return held.getvalue()


def texts(picture: Picture) -> list[str]:
    """All words in it, as they are drawn."""
    return [drawable(shape.words) for shape in picture.shapes() if isinstance(shape, Label)]


def put(pdf: FPDF, x: float, y: float, words: str, wide: float, link: int | None = None) -> None:
    """Words in the current font from `x` on the base line `y`; `wide` is their `fonts.width`."""
    pdf.set_xy(x, y - 0.3 * pdf.font_size)  # where a cell without height has its base line
    with shaping(pdf, words):
        pdf.cell(wide, 0, words)
    if link is not None:
        pdf.link(x, y - pdf.font_size, wide, 1.25 * pdf.font_size, link)


def colour(ink: Ink) -> tuple[int, int, int]:
    value = COLOURS[ink].removeprefix("#")
    return int(value[:2], 16), int(value[2:4], 16), int(value[4:], 16)


class _Pen:
    def __init__(self, context: DrawingContext, x: float, y: float, scale: float) -> None:
        self._context, self._x, self._y, self._scale = context, x, y, scale

    def stroke(self, stroke: Stroke) -> None:
        path = PaintedPath(*self._at(*stroke.start))
        for step in stroke.steps:
            numbers = [value for n in range(0, len(step), 2) for value in self._at(step[n], step[n + 1])]
            if len(step) == 6:
                path.curve_to(*numbers)
            else:
                path.line_to(*numbers)
        self._style(path.style, stroke.ink, stroke.width, stroke.dash, stroke.fill)
        if stroke.fill:
            path.close()
        self._context.add_item(path)

    def box(self, box: Box) -> None:
        x, y = self._at(box.x, box.y)
        path = PaintedPath()
        self._style(path.style, box.ink, 1, box.dash, Ink.PAPER)
        path.rectangle(x, y, box.width * self._scale, box.height * self._scale, 4 * self._scale, 4 * self._scale)
        self._context.add_item(path)

    def disc(self, disc: Disc) -> None:
        path = PaintedPath()
        self._style(path.style, disc.ink, 1.5, Dash.SOLID, disc.fill)
        path.circle(*self._at(*disc.centre), disc.radius * self._scale)
        self._context.add_item(path)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return self._x + x * self._scale, self._y + y * self._scale

    def _style(self, style: GraphicsStyle, ink: Ink | None, width: float, dash: Dash, fill: Ink | None) -> None:
        style.auto_close = False
        style.stroke_color = _rgb(ink) if ink else None
        style.fill_color = _rgb(fill) if fill else None
        style.stroke_width = width * self._scale
        lengths = DASHES.get(dash)
        style.stroke_dash_pattern = [length * self._scale for length in lengths] if lengths else None


def _label(pdf: FPDF, label: Label, x: float, y: float, scale: float) -> None:
    words = drawable(label.words)
    pdf.set_font(LATIN, "B" if label.bold else "", label.size * scale * pdf.k)
    pdf.set_text_color(*colour(label.ink))
    share = {Anchor.START: 0, Anchor.MIDDLE: 0.5, Anchor.END: 1}[label.anchor]
    wide = width(pdf, words)
    put(pdf, x + label.x * scale - share * wide, y + label.y * scale, words, wide)


def _rgb(ink: Ink) -> DeviceRGB:
    return DeviceRGB(*(value / 255 for value in colour(ink)))
