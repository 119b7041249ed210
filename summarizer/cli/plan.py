"""What a dry run prints: the exact messages that a run would send."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from summarizer.render.neutral import neutral, one_line
from summarizer.render.wording import count

if TYPE_CHECKING:
    from summarizer.api import Plan


def plan_json(plan: Plan) -> str:
    """The plan as it is, messages to the letter."""
    return json.dumps(asdict(plan), ensure_ascii=True, indent=2) + "\n"


def plan_text(plan: Plan) -> str:
    """The plan for a person. Control characters of the document are shown as signs, all else to the letter."""
    head = [
        f"engine {plan.engine}; model {plan.model or 'none'}; strategy {plan.strategy}; prompt {plan.prompt or 'none'}",
        f"{count(len(plan.calls), 'call')} known beforehand, about {plan.tokens_estimate} tokens of prompt",
        *plan.notes,
    ]
    lines = [one_line(line) for line in head]
    for number, messages in enumerate(plan.calls, start=1):
        for message in messages:
            lines += ["", f"--- call {number} of {len(plan.calls)}, {one_line(message['role'])} ---"]
            lines.append(neutral(message["content"]))
    return "\n".join(lines) + "\n"
