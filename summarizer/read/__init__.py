"""Reading: a path, a URL, standard input or bytes become a `Document`."""

from summarizer.read.source import MAX_FILE_BYTES, read, read_bytes

__all__ = ["MAX_FILE_BYTES", "read", "read_bytes"]
