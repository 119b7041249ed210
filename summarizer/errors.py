"""Every way this program can fail, as one tree.

    SummarizerError                 exit 1
    ├── InputError                  exit 4   the source cannot be read
    │   ├── EmptyInputError                  nothing to read in it
    │   ├── BinaryInputError                 bytes that are not text, whatever the name says
    │   ├── UnsupportedInputError            a kind of file this program does not read
    │   └── FetchError                       a URL that could not, or must not, be fetched
    ├── EngineError                 exit 9   the model side failed
    │   ├── NoEngineError           exit 5   nothing is configured and no weights are there
    │   ├── CredentialsError        exit 6   the provider does not accept the key
    │   ├── RefusedError            exit 7   the model declined to answer
    │   ├── TruncatedError          exit 8   the answer was cut at the token limit
    │   ├── EngineTimeoutError      exit 9   no answer in time
    │   ├── ProviderError           exit 9   unreachable, overloaded, or broken
    │   └── AnswerError             exit 10  the answer never satisfied the schema
    ├── OutputError                 exit 11  the result could not be written
    ├── WeightsError                exit 12  model weights missing, damaged, or not to be had
    │   └── WrongHashError                   the bytes are not the pinned ones
    ├── PromptError                 exit 13  a prompt folder that is not valid
    ├── RecordingError              exit 14  a recorded answer is missing or damaged
    ├── GoldError                   exit 15  gold that breaks its form or the guidelines
    ├── StoreError                  exit 19  a run that is missing, locked, damaged, or of a newer version
    └── BudgetError                 exit 20  a batch stopped before it would pass its budget; what is done is kept

Exit 0 is success, 2 is wrong usage of the command line (given by Typer), 3 is a partial reading: a brief was
made, and its coverage says which part of the document it does not cover. 130 is an interruption by the user.
`eval gate` ends with 16 when a run is worse than its baseline, with 17 when too many documents were not scored, and
with 18 when there is not enough to judge by.
"""

from __future__ import annotations

EXIT_PARTIAL = 3
EXIT_REGRESSION = 16
EXIT_TOLERANCE = 17
EXIT_INSUFFICIENT = 18
EXIT_INTERRUPTED = 130


class SummarizerError(Exception):
    """The root. Its message is what a person reads: what happened, where, and what to do.

    Args:
        what: one sentence that says what happened and where.
        todo: one sentence that says what to do about it, or "" when nothing can be done.
    """

    exit_code = 1

    def __init__(self, what: str, todo: str = "") -> None:
        super().__init__(f"{what} {todo}".strip())
        self.what = what
        self.todo = todo


class InputError(SummarizerError):
    exit_code = 4


class EmptyInputError(InputError):
    pass


class BinaryInputError(InputError):
    pass


class UnsupportedInputError(InputError):
    pass


class FetchError(InputError):
    pass


class EngineError(SummarizerError):
    exit_code = 9


class NoEngineError(EngineError):
    exit_code = 5


class CredentialsError(EngineError):
    exit_code = 6


class RefusedError(EngineError):
    exit_code = 7


class TruncatedError(EngineError):
    exit_code = 8


class EngineTimeoutError(EngineError):
    pass


class ProviderError(EngineError):
    pass


class AnswerError(EngineError):
    """`answer` is the last raw answer, "" when there was none."""

    exit_code = 10

    def __init__(self, what: str, todo: str = "", *, answer: str = "") -> None:
        super().__init__(what, todo)
        self.answer = answer


class OutputError(SummarizerError):
    exit_code = 11


class WeightsError(SummarizerError):
    exit_code = 12


class WrongHashError(WeightsError):
    pass


class PromptError(SummarizerError):
    exit_code = 13


class RecordingError(SummarizerError):
    exit_code = 14


class GoldError(SummarizerError):
    exit_code = 15


class StoreError(SummarizerError):
    exit_code = 19


class BudgetError(SummarizerError):
    exit_code = 20
