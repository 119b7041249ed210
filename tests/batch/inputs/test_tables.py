"""JSON lines and Parquet; which column is what; and that what was written is what is read."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from summarizer.batch.inputs.rows import iso_moment
from summarizer.batch.sources import SourceOptions, sources
from summarizer.document import Document
from summarizer.errors import BinaryInputError, EmptyInputError, InputError
from tests.batch.inputs.gathering import fetcher, gather, outcome
from tests.read.samples import PAGE, response, serving

Rows = list[dict[str, Any]]
NOT_JSON = "Row 2 of t.jsonl is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)."


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write_jsonl(rows: Rows, path: Path) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8", newline="")


def write_csv(rows: Rows, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def write_parquet(rows: Rows, path: Path) -> None:
    parquet.write_table(pa.Table.from_pylist(rows), path)


WRITERS: dict[str, tuple[Callable[[Rows, Path], None], int]] = {
    "t.jsonl": (write_jsonl, 1),
    "t.csv": (write_csv, 2),
    "t.parquet": (write_parquet, 1),
}
"""How each kind is written, and the number of its first row."""

ONE = {
    "text": "Guns were sold.",
    "title": "Guns",
    "outlet": "Harbour Gazette",
    "published": "2024-03-05",
    "url": "https://g.example/1",
}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize(
    ("renamed", "options"),
    [
        ({}, {}),
        ({"text": "Body", "title": "Headline", "outlet": "Source", "published": "Pub Date", "url": "Link"}, {}),
        ({"text": "content", "published": "publishedAt", "outlet": "source-name"}, {}),
        ({"text": "x", "title": "y"}, {"text_column": "x", "title_column": "y"}),
        ({"outlet": "Paper (print)"}, {"outlet_column": "Paper (print)"}),
    ],
)
def test_columns(name: str, renamed: dict[str, str], options: dict[str, str]) -> None:
    write, first = WRITERS[name]
    write([{renamed.get(field, field): value for field, value in ONE.items()}], Path(name))
    got = gather(name, **options)[f"{name}#{first}"]
    assert isinstance(got, Document)
    assert {field: getattr(got, field) for field in ONE} == ONE
    assert got.notes == ()


@pytest.mark.parametrize("name", WRITERS)
def test_a_column_that_was_asked_for_wins_over_one_of_the_usual_name(name: str) -> None:
    write, first = WRITERS[name]
    write([{"text": "Short.", "full": "The whole text.", "headline": "A", "title": "B"}], Path(name))
    got = gather(name, text_column="full", title_column="headline", id_column="title")[f"{name}#{first}:B"]
    assert isinstance(got, Document)
    assert (got.text, got.title) == ("The whole text.", "A")


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize(
    ("rows", "options", "says"),
    [
        (
            [{"words": "A.", "n": "1"}],
            {},
            "has no column that holds a text or an address. Its columns are: 'words', 'n'.",
        ),
        (
            [{"text": "A.", "n": "1"}],
            {"text_column": "Text"},
            "has no column 'Text' for the text. Its columns are: 'text', 'n'.",
        ),
        ([{"url": "https://g.example/", "n": "1"}], {"text_column": "body"}, "has no column 'body' for the text."),
    ],
)
def test_a_missing_column_is_named_with_those_that_exist(
    name: str, rows: Rows, options: dict[str, str], says: str
) -> None:
    WRITERS[name][0](rows, Path(name))
    (error,) = gather(name, **options).values()
    assert isinstance(error, InputError)
    assert says in str(error)
    assert name in str(error)


def test_json_lines_may_leave_a_column_out_and_it_is_noted_when_it_was_asked_for() -> None:
    Path("t.jsonl").write_text('{"text": "One gun."}\n{"text": "Two guns.", "head": "B"}\n')
    one, two = gather("t.jsonl", title_column="head").values()
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert one.notes == ("Row 1 of t.jsonl has no column 'head'.",)
    assert (two.title, two.notes) == ("B", ())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"text": "One gun."}', "One gun."),
        ('  {"text": "One gun."}\r', "One gun."),
        ('{"text": "One\\n\\ngun \\u201csold\\u201d"}', "One\n\ngun “sold”"),
        ('{"text": "A \\ud800 gun"}', "A \ufffd gun"),
        ('{"text": " "}', "! Row 2 of t.jsonl has no text and no address."),
        ('{"text": null, "url": ""}', "! Row 2 of t.jsonl has no text and no address."),
        ('{"text": 17}', "! Row 2 of t.jsonl holds a number where its text should be."),
        ('{"text": {"en": "x"}}', "! Row 2 of t.jsonl holds an object where its text should be."),
        (
            '{"text": "a \\u0000 gun"}',
            "! Row 2 of t.jsonl holds binary data, not text: 1 of 7 characters are control codes.",
        ),
        ('{"title": "x"}', "! Row 2 of t.jsonl has no column that holds a text or an address."),
        ('["text"]', "! Row 2 of t.jsonl is no JSON object."),
        (
            "{'text': 'x'}",
            f"! {NOT_JSON}",
        ),
        (
            "{" * 100_000,
            f"! {NOT_JSON}",
        ),
    ],
)
def test_lines(line: str, expected: str) -> None:
    Path("t.jsonl").write_text(f'\n{line}\n{{"text": "The next row."}}\n', newline="")
    assert outcome("t.jsonl") == {"t.jsonl#2": expected, "t.jsonl#3": "The next row."}


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_lines_that_nest_too_deep(opening: str) -> None:
    Path("t.jsonl").write_text(opening * (20 * sys.getrecursionlimit()) + "\n")
    (got,) = outcome("t.jsonl").values()
    assert got.startswith("! Row 1 of t.jsonl is not JSON")


def test_a_line_that_is_far_too_long_is_one_unread_row(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("tables", "text_stream"):
        monkeypatch.setattr(f"summarizer.batch.inputs.{module}.MAX_LINE", 100)
    Path("t.jsonl").write_text('{"text": "%s"}\n{"text": "The next row."}\n' % ("gun " * 200))
    assert outcome("t.jsonl") == {
        "t.jsonl#1": "! Row 1 of t.jsonl is longer than 100 characters.",
        "t.jsonl#2": "The next row.",
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_json_lines(encoding: str) -> None:
    Path("t.jsonl").write_text('{"text": "The “guns” are sold."}\n' * 3, encoding=encoding)
    assert set(outcome("t.jsonl").values()) == {"The “guns” are sold."}


@pytest.mark.parametrize(
    ("content", "kind"), [("", EmptyInputError), ("\n \n", EmptyInputError), ("\0\0\1\2", InputError)]
)
def test_tables_that_hold_nothing(content: str, kind: type[InputError]) -> None:
    Path("t.jsonl").write_text(content)
    assert all(isinstance(got, kind) for got in gather("t.jsonl").values())
    assert gather("t.jsonl")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"text": "One gun."}\n{"text": "Two."}\n', {"t.json#1": "One gun.", "t.json#2": "Two."}),
        ('[{"text": "One gun."}]', {"t.json": "! t.json is JSON data, which is not read here."}),
    ],
)
def test_json_by_its_plain_name(content: str, expected: dict[str, str]) -> None:
    Path("t.json").write_text(content)
    assert outcome("t.json") == expected


def test_values_of_parquet() -> None:
    rows: Rows = [
        {"text": "One gun.", "date": dt.datetime(2024, 3, 5, 8, tzinfo=dt.UTC), "title": None},
        {"text": None, "date": None, "title": "A"},
    ]
    write_parquet(rows, Path("t.parquet"))
    one, two = gather("t.parquet").values()
    assert isinstance(one, Document)
    assert one.published == "2024-03-05T08:00:00+00:00"
    assert isinstance(two, EmptyInputError)
    parquet.write_table(pa.table({"text": [b"One gun.", b"\xff\0\0"]}), "b.parquet")
    assert isinstance(gather("b.parquet")["b.parquet#2"], BinaryInputError)
    assert outcome("b.parquet")["b.parquet#1"] == "One gun."


@pytest.mark.parametrize(
    "damage", [lambda data: b"PAR1" + data[:20], lambda data: data[:-9], lambda data: b"no table at all"]
)
def test_damaged_parquet(damage: Callable[[bytes], bytes]) -> None:
    write_parquet([ONE] * 50, Path("t.parquet"))
    Path("t.parquet").write_bytes(damage(Path("t.parquet").read_bytes()))
    assert outcome("t.parquet")["t.parquet"].startswith("! t.parquet cannot be read as Parquet after 0 rows")


def test_without_pyarrow_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    write_parquet([ONE], Path("t.parquet"))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (error,) = gather("t.parquet").values()
    assert "pip install 'summarizer[parquet]'" in str(error)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T08:00:00Z", "2024-03-05T08:00:00+00:00"),
        ("2024-03-05 08:00:00 UTC", "2024-03-05T08:00:00+00:00"),
        ("Tue, 05 Mar 2024 08:00:00 +0100", "2024-03-05T08:00:00+01:00"),
        ("Tue, 05 Mar 2024 08:00:00 GMT", "2024-03-05T08:00:00+00:00"),
        ("March 5, 2024", "2024-03-05"),
        ("5 Mar 2024", "2024-03-05"),
        (20240305, "2024-03-05"),
        (dt.date(2024, 3, 5), "2024-03-05"),
        ("03/05/2024", None),
        ("yesterday", None),
        ("1, 2", None),
        (1709625600, None),
        (None, None),
        (True, None),
        ([], None),
    ],
)
def test_dates(value: object, expected: str | None) -> None:
    assert iso_moment(value) == expected


def test_a_value_that_is_not_understood_is_left_out_and_said() -> None:
    Path("t.jsonl").write_text('{"text": "One gun.", "date": "03/05/2024", "title": ["a"], "outlet": 7}\n')
    (got,) = gather("t.jsonl").values()
    assert isinstance(got, Document)
    assert (got.published, got.title, got.outlet) == (None, None, "7")
    assert got.notes == (
        "Row 1 of t.jsonl was published '03/05/2024': not understood as a date, and left out.",
        "Row 1 of t.jsonl holds a list as its title, which was left out.",
    )


@pytest.mark.parametrize("text", ["", " ", None])
def test_a_row_with_an_address_alone_is_fetched_and_what_it_says_wins(text: str | None) -> None:
    with serving(response(PAGE.encode(), "Content-Type: text/html")) as server:
        row = {
            "text": text,
            "url": f"http://gazette.example:{server.port}/guns",
            "outlet": "The Gazette",
            "date": "2024-04-01",
        }
        write_jsonl([row], Path("t.jsonl"))
        (got,) = gather("t.jsonl", fetcher=fetcher()).values()
    assert isinstance(got, Document)
    assert "twelve field guns" in got.text
    assert (got.outlet, got.published, got.title) == ("The Gazette", "2024-04-01", "Freighter leaves with guns")
    assert got.url == row["url"]


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("file:///etc/hostname", "only http and https are fetched"),
        ("/etc/hostname", "only http and https are fetched"),
        ("http://127.0.0.1:9/", "not on the public internet"),
        ("http://user:secret@gazette.example/", "user name or password"),
        ("s3://bucket/key", "only http and https are fetched"),
    ],
)
def test_a_row_leads_nowhere_but_to_the_public_internet(url: str, says: str) -> None:
    write_jsonl([{"url": url}], Path("t.jsonl"))
    (error,) = gather("t.jsonl").values()
    assert isinstance(error, InputError)
    assert says in str(error)
    assert "secret" not in str(error)


# Text of the kind tables carry: anything but control codes, which are refused as binary, and lone surrogates.
WORDS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn")) | st.sampled_from("\n\t\"',;|"), min_size=1
).filter(lambda text: bool(text.strip()) and text[0] not in "\ufeff")
LINE = st.none() | st.text("abcd “”;,\"'|é", min_size=1).filter(lambda text: " ".join(text.split()) == text)
DOCUMENTS = st.lists(
    st.builds(
        Document,
        text=WORDS,
        title=LINE,
        outlet=LINE,
        published=st.none() | st.dates().map(dt.date.isoformat),
        url=st.none() | st.just("https://g.example/1"),
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize("name", WRITERS)
@given(documents=DOCUMENTS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_written_is_what_is_read(name: str, documents: list[Document]) -> None:
    fields = ("text", "title", "outlet", "published", "url")
    WRITERS[name][0]([{field: getattr(document, field) for field in fields} for document in documents], Path(name))
    read = list(gather(name).values())
    assert len(read) == len(documents)
    for before, after in zip(documents, read, strict=True):
        assert isinstance(after, Document)
        assert after.text == before.text
        assert after.sha256 == before.sha256
        for field in fields[1:]:
            assert getattr(before, field) in (None, getattr(after, field))


def long_table(name: str, rows: int) -> None:
    def lines() -> Iterable[Mapping[str, str]]:
        for number in range(rows):
            yield {"title": f"Row {number}", "text": f"Row {number} says that guns were sold. " * 4}

    match name:
        case "t.jsonl":
            with open(name, "w") as file:
                file.writelines(json.dumps(row) + "\n" for row in lines())
        case "t.csv":
            with open(name, "w", newline="") as file:
                writer = csv.DictWriter(file, ["title", "text"])
                writer.writeheader()
                writer.writerows(lines())
        case _:
            whole = pa.Table.from_pylist(list(lines()))
            parquet.write_table(whole, name, row_group_size=10_000)


@pytest.mark.parametrize("name", WRITERS)
def test_a_table_of_a_hundred_thousand_rows_takes_no_memory_to_speak_of(name: str) -> None:
    long_table(name, 100_000)
    blocks, arrow = [], []
    for count, item in enumerate(sources([name]), 1):
        if not count % 10_000:
            assert item.location.startswith(f"{name}#")
            blocks.append(sys.getallocatedblocks())
            arrow.append(pa.total_allocated_bytes())
    assert count == 100_000
    assert blocks[-1] - blocks[0] < 3_000
    assert max(arrow) < 12_000_000


def test_a_table_is_read_no_further_than_its_rows_are_asked_for() -> None:
    class Counted(io.BytesIO):
        given = 0

        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            self.given += len(data)
            return data

    stdin = Counted(b'{"text": "Guns were sold to the island."}\n' * 200_000)
    items = sources(["-"], SourceOptions(stdin=stdin))
    for _ in range(10):
        next(items)
    assert stdin.given < 1_000_000
