"""What a batch run reads: files, folders, globs, tables, feeds, lists and addresses, one document at a time."""

from summarizer.batch.inputs.model import Item, SourceOptions

__all__ = ["Item", "SourceOptions"]
