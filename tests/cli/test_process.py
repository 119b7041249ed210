"""The program as the shell sees it: signals, pipes, exit codes, and how little it loads to say its version."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer._version import __version__

Start = Callable[..., "subprocess.Popen[bytes]"]

HEAVY = (
    "asyncio pydantic spacy numpy scipy openai instructor httpx2 trafilatura pypdfium2 docx mistralrs "
    "summarizer.schema summarizer.api summarizer.render summarizer.engines summarizer.annotate summarizer.read "
    "summarizer.cli.summarize summarizer.cli.doctor summarizer.cli.model"
).split()


@pytest.mark.parametrize(
    ("args", "also"),
    [(["--version"], ["rich"]), (["--help"], []), (["-h"], [])],
)
def test_little_is_loaded_to_say_little(args: list[str], also: list[str]) -> None:
    program = (
        "import sys\n"
        "from summarizer.__main__ import main\n"
        f"sys.argv[1:] = {args!r}\n"
        "try:\n"
        "    main()\n"
        "except SystemExit as end:\n"
        "    assert not end.code, end.code\n"
        f"print('LOADED', *[name for name in {[*HEAVY, *also]!r} if name in sys.modules])\n"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "LOADED"


def test_version() -> None:
    ran = subprocess.run([sys.executable, "-m", "summarizer", "--version"], capture_output=True, text=True, check=True)
    assert (ran.stdout, ran.stderr) == (f"summarizer {__version__}\n", "")


def test_an_interruption_is_one_line_and_130(process: Start, tmp_path: Path) -> None:
    out = tmp_path / "brief.json"
    running = process("summarize", "slow", "--out", out)
    assert running.stderr is not None
    while not running.stderr.readline().startswith(b"summarizer: asking"):
        assert running.poll() is None
    running.send_signal(signal.SIGINT)
    stdout, stderr = running.communicate(timeout=20)
    assert running.returncode == 130
    assert (stdout, stderr) == (b"", b"summarizer: interrupted; nothing was written.\n")
    assert [path for path in tmp_path.iterdir() if path.name != ".home"] == []


def test_a_reader_that_leaves_is_no_failure_to_talk_about(process: Start) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    running = process("summarize", "article", "--quiet", stdout=writing)
    os.close(writing)
    assert running.communicate(timeout=20)[1] == b""
    assert running.returncode == 1


@pytest.mark.parametrize("format", ["json", "text"])
def test_a_full_stdout_is_an_output_error(process: Start, format: str) -> None:
    with open("/dev/full", "wb") as full:
        running = process("summarize", "article", "--quiet", "-f", format, stdout=full)
        stderr = running.communicate(timeout=20)[1]
    assert running.returncode == 11
    assert stderr == b"summarizer: The result could not be written to stdout: No space left on device.\n"


@pytest.mark.parametrize(("source", "code"), [("fetch", 4), ("refused", 7), ("bug", 1), ("partial", 3)])
def test_exit_codes_reach_the_shell_without_a_traceback(process: Start, source: str, code: int) -> None:
    running = process("summarize", source, "-f", "text", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    stdout, stderr = running.communicate(timeout=20)
    assert running.returncode == code
    assert b"Traceback" not in stderr
    assert b"summarizer: reading" in stderr
    assert b"summarizer:" not in stdout
    assert ("╌?╌▶".encode() in stdout) == (source == "partial")


@pytest.mark.parametrize(
    ("closed", "source", "code", "told"),
    [
        ("stdout", "article", 11, b"stdout is closed"),
        ("stderr", "article", 0, b""),
        ("stderr", "refused", 7, b""),
    ],
)
def test_a_stream_that_the_caller_closed(process: Start, closed: str, source: str, code: int, told: bytes) -> None:
    number = {"stdout": 1, "stderr": 2}[closed]
    running = process("summarize", source, "-f", "json", preexec_fn=lambda: os.close(number))
    stdout, stderr = running.communicate(timeout=20)
    assert running.returncode == code
    assert told in stderr
    assert b"Traceback" not in stderr
    assert bool(stdout) == (code == 0)


def test_a_full_stderr_does_not_cost_the_result(process: Start) -> None:
    with open("/dev/full", "wb") as full:
        running = process("summarize", "article", "-f", "json", stderr=full)
        stdout = running.communicate(timeout=20)[0]
    assert running.returncode == 0
    assert stdout.endswith(b"}\n")


def test_help_that_cannot_be_written_is_an_output_error(process: Start) -> None:
    with open("/dev/full", "wb") as full:
        running = process("--help", stdout=full)
        stderr = running.communicate(timeout=20)[1]
    assert running.returncode == 11
    assert stderr == b"summarizer: the result could not be written to stdout: No space left on device.\n"


@pytest.mark.parametrize(("name", "reason"), [("round.json", b"loop"), ("x" * 300 + ".json", b"too long")])
def test_a_name_that_cannot_be_a_file_is_an_output_error(
    process: Start, tmp_path: Path, name: str, reason: bytes
) -> None:
    (tmp_path / "round.json").symlink_to("round.json")
    running = process("summarize", "article", "--out", tmp_path / name)
    stderr = running.communicate(timeout=20)[1]
    assert running.returncode == 11
    assert reason in stderr
    assert stderr.count(b"\n") == 1


def on_a_terminal(process: Start, *args: str) -> tuple[bytes, bytes, int]:
    """stdout of a run whose stdout and stderr are two terminals, stderr, and the exit code."""
    ends = [pty.openpty(), pty.openpty()]
    quiet_terminal = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "90"}
    running = process(*args, stdout=ends[0][1], stderr=ends[1][1], env=quiet_terminal)
    for _, end in ends:
        os.close(end)
    seen = [_drained(end) for end, _ in ends]
    running.wait(timeout=20)
    return seen[0], seen[1], running.returncode


def _drained(terminal: int) -> bytes:
    seen = b""
    try:
        while chunk := os.read(terminal, 65536):
            seen += chunk
    except OSError:
        # On Linux the end of a terminal whose program is gone is an error, not an empty read.
        pass
    finally:
        os.close(terminal)
    return seen


def test_a_terminal_gets_colours_and_a_bar_that_goes_away(process: Start) -> None:
    stdout, stderr, code = on_a_terminal(process, "summarize", "red")
    assert code == 0
    assert b"\x1b[1m" in stdout
    assert "␛[31mIt was not disclosed".encode() in stdout
    assert b"\x1b[31m" not in stdout
    assert b"\x1b]0" not in stdout
    assert b"tokens/s" not in stdout
    assert b"2 of 3, 15.2 tokens/s" in stderr
    # The last thing said is to wipe the line of the bar.
    assert stderr.endswith(b"\x1b[2K")


def test_a_quiet_run_on_a_terminal_has_no_bar(process: Start) -> None:
    stdout, stderr, code = on_a_terminal(process, "summarize", "article", "--quiet")
    assert code == 0
    assert stdout
    assert stderr == b""
