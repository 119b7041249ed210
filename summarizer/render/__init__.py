"""A brief for people (terminal, text, Markdown, a page) and for programs (JSON)."""

from summarizer.render.console import to_rich, to_text
from summarizer.render.data import to_json
from summarizer.render.markdown import to_markdown
from summarizer.render.page import to_html

__all__ = ["to_html", "to_json", "to_markdown", "to_rich", "to_text"]
