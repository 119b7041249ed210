"""From a draft of pointers to a brief: the only way into one."""

from summarizer.ground.assemble import assemble
from summarizer.ground.checks import unsupported
from summarizer.ground.hold import Held, Source, hold
from summarizer.ground.pointers import find

__all__ = ["Held", "Source", "assemble", "find", "hold", "unsupported"]
