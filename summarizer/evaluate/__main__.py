"""`python -m summarizer.evaluate FOLDER [--engine rules] [--errors]`: the score table of an engine on gold."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from summarizer.errors import SummarizerError
from summarizer.evaluate.gold import load_folder
from summarizer.evaluate.run import differences, run
from summarizer.score import total


def main() -> int:
    """Print the table to stdout and progress to stderr; exit code 1 when gold does not stand on its document."""
    parser = argparse.ArgumentParser(prog="python -m summarizer.evaluate", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of gold: NAME.txt and NAME.json")
    parser.add_argument("--engine", choices=("local", "rules"), default="rules")
    parser.add_argument("--errors", action="store_true", help="list every missed (-) and spurious (+) entry")
    told = parser.parse_args()
    try:
        gold = load_folder(told.folder)
        scores = []
        for scored in run(gold, engine=told.engine):
            print(f"{scored.gold.name}: {scored.score.outcome.value}", file=sys.stderr)
            scores.append(scored.score)
            for line in differences(scored) if told.errors else ():
                print(line)
    except SummarizerError as error:
        print(f"{error.what} {error.todo}", file=sys.stderr)
        return error.exit_code
    print(total(scores).table())
    unsound = [g.name for g in gold if g.problems]
    if unsound:
        print(f"Gold that does not stand on its document: {', '.join(unsound)}", file=sys.stderr)
    return 1 if unsound else 0


if __name__ == "__main__":
    raise SystemExit(main())
