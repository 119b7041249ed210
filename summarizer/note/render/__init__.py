"""A note for people (Markdown, a page, a word processor, PDF, pictures) and for programs (JSON).

All take the note alone, and the same note gives the same bytes. `docx` and `pdf` load heavy libraries; import them
where they are needed.
"""

from summarizer.note.render.data import to_json
from summarizer.note.render.flows_svg import flows_svg
from summarizer.note.render.html import to_html
from summarizer.note.render.markdown import to_markdown
from summarizer.note.render.timeline_svg import timeline_svg

__all__ = ["flows_svg", "timeline_svg", "to_html", "to_json", "to_markdown"]
