"""What a run came to, for people (terminal, Markdown, a page) and for programs (JSON, JUnit XML)."""

from summarizer.evaluate.report.data import to_data, to_json
from summarizer.evaluate.report.junit import to_junit
from summarizer.evaluate.report.markdown import to_markdown
from summarizer.evaluate.report.model import Report, report
from summarizer.evaluate.report.page import to_html
from summarizer.evaluate.report.text import to_rich, to_text

__all__ = ["Report", "report", "to_data", "to_html", "to_json", "to_junit", "to_markdown", "to_rich", "to_text"]
