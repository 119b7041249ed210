"""Every format holds the same rows; columns keep their order; nothing in a cell is run."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import OutputError
from summarizer.schema import Brief
from summarizer.store import Record
from summarizer.store.export import TABLES, Column, Kind, Table, csv_lines, json_lines
from summarizer.store.export.columns import flat
from summarizer.store.export.files import FILES, MOST_CHARS, parquet_file, sqlite_file, xlsx_file
from tests.render.sample import ARTICLE
from tests.store.export.sample import record
from tests.store.sample import article

RECORDS = [record(), record(article(1)), record(article(2), arms_flows=[], warnings=[], uncertainty=[])]
DOCS = Path(__file__).parents[3] / "docs" / "export.md"


@pytest.mark.parametrize("name", TABLES)
def test_a_row_has_a_value_of_its_kind_for_every_column(name: str) -> None:
    table = TABLES[name]
    kinds = {Kind.TEXT: str, Kind.INTEGER: int, Kind.REAL: float, Kind.YES_NO: bool, Kind.LIST: list}
    rows = [row for one in RECORDS for row in table.rows(one)]
    assert rows
    for row in rows:
        for column, value in zip(table.columns, row, strict=True):
            assert value is None or type(value) is kinds[column.kind], column.name


@pytest.mark.parametrize("name", TABLES)
def test_the_columns_are_documented_in_their_order(name: str) -> None:
    text = DOCS.read_text(encoding="utf-8")
    section = text.split(f"\n## {name}\n")[1].split("\n## ")[0]
    told = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| `")]
    common = [[f"`{c.name}`", c.kind.value, c.meaning] for c in TABLES[name].columns]
    assert told == common


def test_a_claim_says_who_what_and_where() -> None:
    table = TABLES["claims"]
    rows = [dict(zip((c.name for c in table.columns), row, strict=True)) for row in table.rows(record())]
    assert [(row["flow_id"], row["claim"], row["claimant"], row["stance"]) for row in rows] == [
        ("F1", 1, "Arno Vell", "asserts"),
        ("F1", 2, "Norland", "denies"),
        ("F2", 1, None, "suspects"),
        ("F3", 1, "Arms Registry", "finds_no_evidence"),
    ]
    first = rows[0]
    assert (first["supplier"], first["recipient"], first["stage"]) == ("Norland", "Sudria", "delivered")
    assert (first["items"], first["quantities"]) == (["rocket launchers"], ["dozens of"])
    assert first["document_id"] == ARTICLE.document.sha256
    assert rows[2]["reported_by"] == "The Harbour Courier"
    for row in rows:
        evidence: Any = (row["evidence"], row["evidence_offsets"])
        for words, place in zip(*evidence, strict=True):
            start, end = map(int, place.split("-"))
            assert ARTICLE.document.text[start:end] == words


def test_a_line_of_briefs_is_the_brief() -> None:
    lines = list(json_lines(TABLES["briefs"], RECORDS))
    for line, one in zip(lines, RECORDS, strict=True):
        assert line.count("\n") == 1
        assert Brief.parse(line, one.document.text) == one.brief


@pytest.mark.parametrize("name", TABLES)
def test_every_format_holds_the_same_rows(name: str, tmp_path: Path) -> None:
    table = TABLES[name]
    rows = [list(row) for one in RECORDS for row in table.rows(one)]
    names = [column.name for column in table.columns]
    if name != "briefs":  # whose lines are the briefs themselves
        found: list[Any] = [json.loads(line) for line in json_lines(table, RECORDS)]
        assert [list(row.values()) for row in found] == rows
        assert all(list(row) == names for row in found)
    cells = [["" if flat(value) is None else str(flat(value)) for value in row] for row in rows]
    assert list(csv.reader(io.StringIO("".join(csv_lines(table, RECORDS))))) == [names, *cells]
    for to, write in FILES.items():
        assert write(table, RECORDS, tmp_path / f"x.{to}") == len(rows)
    assert pq.read_table(tmp_path / "x.parquet").to_pylist() == [dict(zip(names, row, strict=True)) for row in rows]
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as db:
        stored = [[json.loads(v) if isinstance(was, list) else v for v, was in zip(*pair, strict=True)]
                  for pair in zip(db.execute(f"SELECT * FROM {name}"), rows, strict=True)]  # fmt: skip
    assert stored == rows
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")[name]
    assert [["" if v is None else str(v) for v in row] for row in sheet.values] == [names, *cells]


@pytest.mark.parametrize("to", FILES)
def test_the_same_run_gives_the_same_bytes(to: str, tmp_path: Path) -> None:
    for copy in ("a", "b"):
        FILES[to](TABLES["claims"], RECORDS, tmp_path / copy)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("to", FILES)
def test_a_run_without_briefs_is_a_table_without_rows(to: str, tmp_path: Path) -> None:
    assert FILES[to](TABLES["claims"], [], tmp_path / "x") == 0
    assert (tmp_path / "x").stat().st_size > 0


def cells(*values: Any) -> Table:
    """A table of one row."""

    def rows(_: Record) -> Iterator[list[Any]]:
        yield list(values)

    kinds = {str: Kind.TEXT, list: Kind.LIST, int: Kind.INTEGER}
    return Table("cells", tuple(Column(f"c{n}", kinds[type(v)], "x") for n, v in enumerate(values)), rows)


FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x")',
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_stays_text(text: str, tmp_path: Path) -> None:
    table = cells(text, [text, "b"])
    guarded = list(csv.reader(io.StringIO("".join(csv_lines(table, [record()])), newline="")))[1]
    assert guarded == [f"'{text}", f"'{text} | b"]
    plain = list(csv.reader(io.StringIO("".join(csv_lines(table, [record()], guard=False)), newline="")))[1]
    assert plain == [text, f"{text} | b"]
    xlsx_file(table, [record()], tmp_path / "x.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "x.xlsx")["cells"]["A2"]
    assert (cell.data_type, cell.quotePrefix, cell.value.replace("_x000D_", "").strip()) == ("s", True, text.strip())


@pytest.mark.parametrize("text", ["a=1", "5 - 3", "'=1", "A-10", "", "x\n=1", 'a,"b"\n; c'])
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert (
        list(csv.reader(io.StringIO("".join(csv_lines(cells(text), [record()])), newline="")))[1:] == [[text]]
        or not text
    )


def test_a_negative_number_is_a_number() -> None:
    assert list(csv_lines(cells(-5), [record()]))[1] == "-5\n"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=4))
def test_any_text_comes_back_from_csv(texts: list[str]) -> None:
    lines = csv_lines(cells(*texts), [record()], guard=False)
    assert list(csv.reader(io.StringIO("".join(lines), newline="")))[1:] == [texts]


def test_any_text_comes_back_from_the_files(tmp_path: Path) -> None:
    odd = "\0\x01\x1b[31m\u2028\u202e\ufffe\U0001f680 <b>&amp;_x0041_ \r\n\t "
    table = cells(odd, [odd, ""])
    parquet_file(table, [record()], tmp_path / "x.parquet")
    assert list(pq.read_table(tmp_path / "x.parquet").to_pylist()[0].values()) == [odd, [odd, ""]]
    sqlite_file(table, [record()], tmp_path / "x.sqlite")
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as db:
        assert db.execute("SELECT c0 FROM cells").fetchone() == (odd,)
    xlsx_file(table, [record()], tmp_path / "x.xlsx")
    assert "[31m" in openpyxl.load_workbook(tmp_path / "x.xlsx")["cells"]["A2"].value


def test_a_cell_too_long_for_a_sheet_says_so(tmp_path: Path) -> None:
    xlsx_file(cells("\U0001f680" * 20_000, "b" * MOST_CHARS), [record()], tmp_path / "x.xlsx")
    cut, whole = next(openpyxl.load_workbook(tmp_path / "x.xlsx")["cells"].iter_rows(min_row=2, values_only=True))
    assert str(cut).endswith("🚀 … [cut: 20000 characters; --to jsonl has them all]")
    assert len(str(cut).encode("utf-16-le")) // 2 <= MOST_CHARS
    assert whole == "b" * MOST_CHARS


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.store.export.files.MOST_ROWS", 2)
    with pytest.raises(OutputError, match="at most 2 rows"):
        xlsx_file(cells("x"), [record()] * 3, tmp_path / "x.xlsx")


@pytest.mark.parametrize(("to", "module"), [("parquet", "pyarrow"), ("xlsx", "xlsxwriter")])
def test_a_missing_library_is_named(to: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(OutputError, match=rf"summarizer\[{to}\]"):
        FILES[to](TABLES["claims"], [], tmp_path / "x")
