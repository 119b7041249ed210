"""Stores that fsspec reaches, compressed files and archives."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import sys
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from summarizer.batch.inputs import places as places_module
from summarizer.document import Document
from summarizer.errors import InputError
from tests.batch.inputs.gathering import gather, outcome, places

NOTE = "A freighter with twelve field guns left the northern port on Monday."
ROWS = '{"text": "One gun."}\n{"text": "Two guns."}\n'


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def memory() -> Iterator[MemoryFileSystem]:
    system = MemoryFileSystem()
    for path, text in {
        "/news/a.txt": NOTE,
        "/news/deep/b.txt": NOTE,
        "/news/.hidden.txt": NOTE,
        "/news/rows.jsonl": ROWS,
        "/news/photo.jpg": "x",
        "/news/list.txt": "https://g.example/1\n",
    }.items():
        system.pipe_file(path, text.encode())
    system.pipe_file("/news/c.txt.gz", gzip.compress(NOTE.encode()))
    yield system
    system.rm("/", recursive=True)


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("memory://news/a.txt", ["a.txt"]),
        ("memory://news/c.txt.gz", ["c.txt.gz"]),
        ("memory://news/deep", ["deep/b.txt"]),
        ("memory://news", ["a.txt", "c.txt.gz", "deep/b.txt", "list.txt", "rows.jsonl#1", "rows.jsonl#2"]),
        ("memory://news/*.jsonl", ["rows.jsonl#1", "rows.jsonl#2"]),
        ("memory://news/**/*.txt", ["a.txt", "list.txt", "deep/b.txt"]),
        ("memory://news/?.txt", ["a.txt"]),
    ],
)
def test_a_store(source: str, expected: list[str]) -> None:
    found = outcome(source, offline=True)
    assert [place.removeprefix("memory://news/").removeprefix("memory:///news/") for place in found] == expected
    assert not any(text.startswith("!") for text in found.values())


@pytest.mark.usefixtures("memory")
def test_a_list_in_a_store_is_one_when_it_is_named() -> None:
    assert places("memory://news/list.txt", offline=True) == ["https://g.example/1"]


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("memory://news/nowhere.txt", "does not exist"),
        ("memory://nowhere/", "does not exist"),
        ("memory://news/*.pdf", "holds nothing that is read here"),
        ("zip://a.txt::http://127.0.0.1:9/x.zip", "'http', which is no store"),
        ("zip://a.txt::https://g.example/x.zip", "'https', which is no store"),
        ("ftp://g.example/a.txt", "'ftp', which is no store"),
        ("simplecache::http://10.0.0.1/", "does not exist"),
        ("github://owner:repo@main/a.txt", "'github', which is no store"),
    ],
)
def test_what_a_store_does_not_give(source: str, says: str) -> None:
    (error,) = gather(source).values()
    assert isinstance(error, InputError)
    assert says in str(error)


@pytest.mark.parametrize("source", ["s3://bucket/a.txt", "zip://a.txt::s3://bucket/a.zip", "gs://bucket/a"])
def test_offline_no_store_beyond_this_machine_is_asked(source: str) -> None:
    (error,) = gather(source, offline=True).values()
    assert "Working offline" in str(error)


@pytest.mark.parametrize(("source", "package"), [("memory://news/a.txt", "fsspec"), ("s3://bucket/a.txt", "s3fs")])
def test_without_the_packages_the_message_says_how_to_get_them(
    source: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules["fsspec.registry"]._registry, "s3", raising=False)  # forget what was imported
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    (error,) = gather(source).values()
    assert "pip install 'summarizer[remote]'" in str(error)


@pytest.mark.parametrize(("ending", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)])
@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", NOTE, {"": NOTE}),
        ("a.jsonl", ROWS, {"#1": "One gun.", "#2": "Two guns."}),
        ("a.csv", "text\nOne gun.\n", {"#2": "One gun."}),
        ("a", NOTE, {"": NOTE}),
    ],
)
def test_compressed_files(
    ending: str, pack: Callable[[bytes], bytes], name: str, content: str, expected: dict[str, str]
) -> None:
    Path(name + ending).write_bytes(pack(content.encode()))
    assert outcome(name + ending) == {f"{name}{ending}{row}": text for row, text in expected.items()}
    assert outcome(".") == outcome(name + ending)


@pytest.mark.parametrize("name", ["a.txt.gz", "a.md.gz", "a.csv.gz", "a.jsonl.xz", "a.md.bz2"])
@pytest.mark.parametrize(
    "data",
    [b"not packed at all", gzip.compress(b"text\nOne gun.\n" * 90)[:-20], b""],
    ids=["not packed", "cut", "empty"],  # packed bytes tell the time of packing, which no name of a test may
)
def test_damaged_compressed_files(name: str, data: bytes) -> None:
    Path(name).write_bytes(data)
    found = gather(name)
    assert found
    assert isinstance(list(found.values())[-1], InputError)


def test_a_file_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places_module, "MAX_FILE_BYTES", 100_000)
    Path("a.md.gz").write_bytes(gzip.compress(b"gun " * 100_000))
    with zipfile.ZipFile("b.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("c.md", b"gun " * 100_000)
    found = outcome("a.md.gz", "b.zip")
    assert [got.split(" is ")[1] for got in found.values()] == ["larger than 0 MiB."] * 2


def make_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {
            "b/z.txt": NOTE,
            "a.txt": NOTE,
            "rows.jsonl": ROWS,
            "t.csv": "text\nThree guns.\n",
            "u.urls": "https://g.example/1\n",
            "photo.jpg": "x",
            ".hidden/x.txt": NOTE,
            "__MACOSX/a.txt": NOTE,
            "inner.zip": "x",
            "blank.txt": "",
        }.items():
            archive.writestr(name, content)
    return out.getvalue()


IN_ZIP = ["a.txt", "b/z.txt", "blank.txt", "rows.jsonl#1", "rows.jsonl#2", "t.csv#2", "https://g.example/1"]


def test_archives() -> None:
    Path("n.zip").write_bytes(make_zip())
    told: list[str] = []
    found = outcome("n.zip", offline=True, tell=told.append)
    assert [place.removeprefix("n.zip/") for place in found] == IN_ZIP
    assert found["n.zip/b/z.txt"] == NOTE
    assert found["n.zip/t.csv#2"] == "Three guns."
    assert found["n.zip/blank.txt"] == "! n.zip/blank.txt is empty."
    assert told == ["n.zip: passed over 1 .jpg, 1 .zip, which are not read here."]
    assert outcome(".", offline=True) == found


def test_an_archive_in_a_store_and_by_a_chain(memory: MemoryFileSystem) -> None:
    memory.pipe_file("/n.zip", make_zip())
    assert len(places("memory://n.zip", offline=True)) == len(IN_ZIP)
    assert outcome("zip://b/z.txt::memory://n.zip") == {"zip://b/z.txt::memory://n.zip": NOTE}
    assert places("zip://b::memory://n.zip") == ["zip://b/z.txt::memory://n.zip"]


@pytest.mark.parametrize("data", [b"", b"PK\3\4 and so on", make_zip()[:-40]])
def test_damaged_archives(data: bytes) -> None:
    Path("n.zip").write_bytes(data)
    (got,) = outcome("n.zip").values()
    assert got.startswith("! n.zip cannot be read")


def test_an_archive_with_a_password_or_nothing_in_it() -> None:
    data = bytearray(make_zip())
    start = data.index(b"PK\1\2")
    while start >= 0:  # the first bit of the flags says encrypted
        data[start + 8] |= 1
        start = data.find(b"PK\1\2", start + 1)
    Path("n.zip").write_bytes(bytes(data))
    found = outcome("n.zip")
    assert "encrypted" in found["n.zip/a.txt"]
    assert "encrypted" in found["n.zip/rows.jsonl"]
    with zipfile.ZipFile("empty.zip", "w"):
        pass
    assert outcome("empty.zip") == {"empty.zip": "! empty.zip holds nothing that is read here."}


class Bucket(BaseHTTPRequestHandler):
    """As much of the S3 protocol as listing and reading need."""

    objects: dict[str, bytes]

    def do_HEAD(self) -> None:
        self._send(self.objects.get(self._key()), body=False)

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        data = self._list(query) if "list-type" in query else self.objects.get(self._key())
        self._send(data, body=True)

    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix("/bucket").lstrip("/")

    def _list(self, query: dict[str, list[str]]) -> bytes:
        prefix = query.get("prefix", [""])[0]
        keys = sorted(key for key in self.objects if key.startswith(prefix))
        folders = sorted({prefix + key[len(prefix) :].split("/")[0] + "/" for key in keys if "/" in key[len(prefix) :]})
        files = [key for key in keys if "/" not in key[len(prefix) :]]
        contents = "".join(
            f"<Contents><Key>{key}</Key><Size>{len(self.objects[key])}</Size><ETag>&quot;e&quot;</ETag>"
            "<LastModified>2024-03-05T08:00:00.000Z</LastModified><StorageClass>STANDARD</StorageClass></Contents>"
            for key in files
        )
        shared = "".join(f"<CommonPrefixes><Prefix>{folder}</Prefix></CommonPrefixes>" for folder in folders)
        return (
            '<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>bucket</Name>'
            f"<KeyCount>{len(files) + len(folders)}</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>"
            f"<Prefix>{prefix}</Prefix>{contents}{shared}</ListBucketResult>"
        ).encode()

    def _send(self, data: bytes | None, *, body: bool) -> None:
        status, data = (404, b"") if data is None else (200, data)
        whole = len(data)
        if (asked := self.headers.get("Range")) and status == 200:
            first, last = asked.removeprefix("bytes=").split("-")
            data, status = data[int(first) : int(last or whole) + 1], 206
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("ETag", '"e"')
        self.send_header("Last-Modified", "Tue, 05 Mar 2024 08:00:00 GMT")
        self.end_headers()
        if body:
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    objects = {
        "news/a.txt": NOTE,
        "news/deep/b.txt": NOTE,
        "news/rows.jsonl": ROWS,
        "news/.x.txt": NOTE,
        "other/c.txt": NOTE,
    }
    handler = type("Filled", (Bucket,), {"objects": {key: text.encode() for key, text in objects.items()}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}",
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "eu-north-1",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    yield
    server.shutdown()
    server.server_close()


@pytest.mark.usefixtures("bucket")
def test_a_bucket() -> None:
    found = gather("s3://bucket/news", "s3://bucket/other/*.txt", "s3://bucket/nowhere.txt")
    assert {place: got.text if isinstance(got, Document) else got.what for place, got in found.items()} == {
        "s3://bucket/news/a.txt": NOTE,
        "s3://bucket/news/deep/b.txt": NOTE,
        "s3://bucket/news/rows.jsonl#1": "One gun.",
        "s3://bucket/news/rows.jsonl#2": "Two guns.",
        "s3://bucket/other/c.txt": NOTE,
        "s3://bucket/nowhere.txt": "s3://bucket/nowhere.txt does not exist.",
    }
