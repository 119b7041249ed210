"""Model weights: fetched once, trusted by their hash alone, and found again without the network."""

from summarizer.weights.cache import CACHE_VARIABLE, OFFLINE_VARIABLE, cache_folder, is_offline
from summarizer.weights.catalogue import BUILT_IN, ENCODER, NEEDED, Model, catalogue
from summarizer.weights.progress import Progress
from summarizer.weights.store import Entry, Source, entries, locate, pull, register, remove, verify

__all__ = [
    "BUILT_IN",
    "CACHE_VARIABLE",
    "ENCODER",
    "NEEDED",
    "OFFLINE_VARIABLE",
    "Entry",
    "Model",
    "Progress",
    "Source",
    "cache_folder",
    "catalogue",
    "entries",
    "is_offline",
    "locate",
    "pull",
    "register",
    "remove",
    "verify",
]
