"""What is said to move: materiel phrases, their category and their quantity."""

from summarizer.annotate.materiel.finder import find_materiel

__all__ = ["find_materiel"]
