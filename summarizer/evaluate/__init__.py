"""Score briefs against gold."""

from summarizer.evaluate.gold import Gold, load, load_folder, numbered

__all__ = ["Gold", "load", "load_folder", "numbered"]
