"""CSV: separators, encodings, quotation marks, and rows that are broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.batch.inputs import csv_rows
from summarizer.document import Document
from tests.batch.inputs.gathering import gather, outcome


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def table(content: str | bytes, name: str = "t.csv") -> dict[str, str]:
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    return {place.removeprefix(name): got for place, got in outcome(name).items()}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("text\nOne gun.\nTwo guns.\n", {"#2": "One gun.", "#3": "Two guns."}),
        ("text\r\nOne gun.\r\nTwo guns.", {"#2": "One gun.", "#3": "Two guns."}),
        ("text\rOne gun.\r", {"#2": "One gun."}),
        ("\ufefftext\nOne gun.\n", {"#2": "One gun."}),
        ("title;text\nA;One gun, not two.\n", {"#2": "One gun, not two."}),
        ("title\ttext\nA\tOne gun, not two.\n", {"#2": "One gun, not two."}),
        ("title|text\nA|One gun, not two.\n", {"#2": "One gun, not two."}),
        ("sep=;\nt,i;text\nA;One gun.\n", {"#2": "One gun."}),
        ('text,title\n"One\ngun, ""sold"".",A\n\nTwo guns.,B\n', {"#2": 'One\ngun, "sold".', "#4": "Two guns."}),
        ("text,title\nOne gun.,A\n,\n , \nTwo guns.,B\n", {"#2": "One gun.", "#5": "Two guns."}),
        ("Text , TITLE\nOne gun.,A\n", {"#2": "One gun."}),
        ("text\n  One gun.  \n", {"#2": "  One gun.  "}),
    ],
)
def test_rows(content: str, expected: dict[str, str]) -> None:
    assert table(content) == expected


@pytest.mark.parametrize("ending", [".tsv", ".tab", ".TSV"])
def test_the_name_says_that_tabs_part_the_cells(ending: str) -> None:
    assert table("a,b,c,text\ttitle\nx\ty\n", f"t{ending}")[""].startswith("! ")
    assert table('text\ttitle, or "name"\nOne, two.\tA\n', f"t{ending}") == {"#2": "One, two."}


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8-sig", "Żołnierze – “dwa” działa."),
        ("utf-16", "Żołnierze – “dwa” działa."),
        ("utf-16-le", "Żołnierze – dwa działa."),
        ("utf-32", "Żołnierze – “dwa” działa."),
        ("cp1252", "The “guns” are paid for – said the harbour."),
        ("cp1251", "Министерство сообщило о поставке двенадцати орудий в островную республику."),
        ("cp932", "港湾局は月曜日、十二門の野砲を積んだ貨物船が島国に向けて出港したと発表した。"),
    ],
)
def test_encodings(encoding: str, words: str) -> None:
    content = "title,text\n" + "".join(f'{number},"{words}"\n' for number in range(30))
    assert table(content.encode(encoding)) == {f"#{number + 2}": words for number in range(30)}


def test_a_damaged_byte_is_mended_in_its_row_and_said() -> None:
    Path("t.csv").write_bytes(
        "title,text\nä,“Guns” – for “you”.\nA,caf\udcff is shut\nB,Fine.\n".encode("utf-8", "surrogateescape")
    )
    found = gather("t.csv")
    assert [place for place, got in found.items() if isinstance(got, Document) and got.notes] == ["t.csv#3"]
    damaged = found["t.csv#3"]
    assert isinstance(damaged, Document)
    assert damaged.text.startswith("caf")
    assert damaged.text.endswith(" is shut")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            'text,title\n"One gun.,A\nTwo guns.,B\n',
            {
                "#2": "! Row 2 of t.csv, in line 2, is broken: a quotation mark opens a cell and is never closed.",
                "#3": "Two guns.",
            },
        ),
        (
            'text,title\n"One" gun.,A\nTwo guns.,B\n',
            {"#2": "! Row 2 of t.csv, in line 2, is broken: ',' expected after '\"'.", "#3": "Two guns."},
        ),
        (
            'text,title\n"One\ngun.",A\n"He said "two" guns.",B\nThree.,C\n',
            {
                "#2": "One\ngun.",
                "#3": "! Row 3 of t.csv, in line 4, is broken: ',' expected after '\"'.",
                "#4": "Three.",
            },
        ),
        (
            "title,text\nA,One gun, not two.\nB,Two guns.\n",
            {"#2": "! Row 2 of t.csv has 3 cells where the first row names 2 columns.", "#3": "Two guns."},
        ),
        ("title,text\nA,One gun.,,\n", {"#2": "One gun."}),
        (
            "title,text\nA\nB,\n",
            {
                "#2": "! Row 2 of t.csv has no text and no address.",
                "#3": "! Row 3 of t.csv has no text and no address.",
            },
        ),
        ("", {"": "! t.csv is empty."}),
        ("\n\n", {"": "! t.csv is empty."}),
        ("text\n", {"": "! t.csv holds no rows."}),
        ("one,two\na,b\n", {"": "! t.csv has no column that holds a text or an address."}),
        ("text,text\na,b\n", {"": "! t.csv has several columns 'text', the one for the text."}),
        (
            "title,text\nA,One\0gun.\nB,Two guns were sold to the island republic on Monday.\n",
            {"#3": "Two guns were sold to the island republic on Monday."},
        ),
    ],
)
def test_what_is_broken_is_said_and_the_next_row_read(content: str, expected: dict[str, str]) -> None:
    found = table(content)
    if "\0" in content:
        assert found.pop("#2").startswith("! Row 2 of t.csv")
    assert found == expected


def test_a_short_row_is_read_and_noted() -> None:
    Path("t.csv").write_text("text,title,date\nOne gun.,A\n")
    (got,) = gather("t.csv").values()
    assert isinstance(got, Document)
    assert (got.text, got.title) == ("One gun.", "A")
    assert got.notes == ("Row 2 of t.csv has 2 cells, the first row 3.",)


def test_an_article_longer_than_the_module_allows_by_itself() -> None:
    words = "Guns were sold. " * 20_000
    assert table(f'title,text\nA,"{words}"\n') == {"#2": words}


def test_a_quotation_mark_that_is_never_closed_in_a_long_table_costs_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [f"Row {number} tells of guns.,A" for number in range(2_000)]
    rows[10] = '"Row 10 opens and never ends.,A'
    found = table("text,title\n" + "\n".join(rows) + "\n")
    assert len(found) == 2_000
    assert [place for place, got in found.items() if got.startswith("!")] == ["#12"]


def test_too_many_rows_without_an_end_end_the_reading_and_say_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "MAX_READ_AGAIN", 400)
    found = table("text,title\n" + '"One gun opens a row,A\n' * 200)
    assert "has too many broken records; it was not read after line" in found[""]
    assert all(got.startswith("!") for got in found.values())
