"""The wheel: built, installed away from the checkout, and run there with nothing but what is inside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from summarizer._version import __version__
from summarizer.prompts import root

CHECKOUT = Path(__file__).parents[1]
ARTICLE = "Norway has delivered 14 howitzers to Estonia, Defence Minister Kari Dahl said on Monday.\n"

Run = Callable[..., str]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def run(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs a program of a fresh environment that holds the wheel, and borrows its dependencies from this one."""
    folder = tmp_path_factory.mktemp("away")
    venv.create(folder / "env", with_pip=False)
    python = folder / "env" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True)
    (site,) = (folder / "env" / "lib").glob("python*/site-packages")
    # Paths named in a .pth file come last, and .pth files found there (the editable install's) are not read.
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "borrowed.pth").write_text("\n".join(sorted(borrowed)) + "\n")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")} | {"HOME": str(folder)}

    def program(name: str, *args: str) -> str:
        command = [str(python.parent / name), *args]
        ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    (folder / "article.txt").write_text(ARTICLE)
    return program


def test_the_wheel_holds_the_package_its_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    sources = {p.relative_to(CHECKOUT).as_posix() for p in (CHECKOUT / "summarizer").rglob("*.py")}
    prompts = {f"summarizer/_data/prompts/{p.parent.name}/{p.name}" for p in root().rglob("*.*") if p.is_file()}
    assert sources <= held
    assert prompts <= held
    assert {"summarizer/py.typed", "summarizer/_data/schemas/brief.schema.json"} <= held
    assert {name.partition("/")[0] for name in held} == {"summarizer"}
    assert not [name for name in held if "__pycache__" in name or name.endswith(".pyc")]


def test_it_is_the_wheel_that_runs(run: Run) -> None:
    where = "import summarizer, summarizer.prompts as p; print(summarizer.__file__); print(p.root())"
    package, prompts = run("python", "-c", where).splitlines()
    assert Path(package).parent.parent.name == "site-packages"
    assert CHECKOUT not in Path(package).parents
    assert Path(prompts) == Path(package).parent / "_data" / "prompts"


def test_the_installed_command_says_its_version(run: Run) -> None:
    assert run("summarizer", "--version") == f"summarizer {__version__}\n"


def test_the_installed_command_knows_its_schema(run: Run) -> None:
    shown = run("summarizer", "schema")
    assert json.loads(shown) == json.loads((CHECKOUT / "schemas" / "brief.schema.json").read_text())


def test_the_installed_command_makes_a_brief(run: Run) -> None:
    brief = json.loads(run("summarizer", "summarize", "article.txt", "--engine", "rules", "--format", "json"))
    assert brief["document"]["chars"] == len(ARTICLE)
    assert {"Norway", "Estonia"} <= {party["name"] for party in brief["parties"]}


def test_the_installed_prompts_are_those_of_the_checkout(run: Run) -> None:
    listed = "from summarizer.prompts import available; print(*[(p.id, p.sha256) for p in available()], sep='\\n')"
    here = "".join(f"{(p.parent.name)}\n" for p in sorted(root().glob("*/prompt.toml")))
    found = [line for line in run("python", "-c", listed).splitlines() if line]
    assert [line.split("'")[1] for line in found] == here.split()
