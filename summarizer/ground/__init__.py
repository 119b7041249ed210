"""From a draft of pointers to a brief: the only way into one."""

from summarizer.ground.assemble import assemble
from summarizer.ground.checks import unsupported
from summarizer.ground.hold import Held, hold
from summarizer.ground.pointers import find
from summarizer.ground.source import Source

__all__ = ["Held", "Source", "assemble", "find", "hold", "unsupported"]
