"""Which documents tell one story, which are copies, and how many independent roots stand behind a claim."""

from summarizer.stories.claims import claim_ref
from summarizer.stories.cluster import cluster
from summarizer.stories.model import (
    ClaimRef,
    Clusters,
    Piece,
    Quote,
    RootGroup,
    Roots,
    SharedQuote,
    Story,
    Tie,
    TieKind,
)
from summarizer.stories.pieces import piece_of
from summarizer.stories.roots import independent_roots

__all__ = [
    "ClaimRef",
    "Clusters",
    "Piece",
    "Quote",
    "RootGroup",
    "Roots",
    "SharedQuote",
    "Story",
    "Tie",
    "TieKind",
    "claim_ref",
    "cluster",
    "independent_roots",
    "piece_of",
]
