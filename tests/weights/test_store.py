from __future__ import annotations

import os
from pathlib import Path

import pytest

from summarizer.errors import NoEngineError, WeightsError, WrongHashError
from summarizer.weights import Model, cache_folder, entries, locate, pull, register, remove, store, verify
from summarizer.weights.cache import hash_file
from tests.weights.conftest import CONTENT, HubServer, Registry


@pytest.fixture
def pulled(hub: HubServer, wheels: Registry) -> Path:
    return pull("tiny")


@pytest.fixture
def own(tmp_path: Path, model: Model) -> Path:
    path = tmp_path / "own.gguf"
    path.write_bytes(b"GGUF own")
    return path


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every file that is hashed from here on."""
    seen: list[Path] = []

    def noted(path: Path) -> str:
        seen.append(path)
        return hash_file(path)

    monkeypatch.setattr(store, "hash_file", noted)
    return seen


def test_a_missing_model_names_both_ways_to_an_engine(model: Model) -> None:
    with pytest.raises(NoEngineError, match=r"summarizer model pull.*openai/NAME"):
        locate("tiny")


def test_a_path_is_a_model(own: Path) -> None:
    assert locate(str(own)) == own


@pytest.mark.parametrize(("content", "error"), [(None, NoEngineError), (b"not it", WeightsError), (b"", WeightsError)])
def test_a_path_to_something_else_is_refused(
    model: Model, tmp_path: Path, content: bytes | None, error: type[Exception]
) -> None:
    path = tmp_path / "other.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(error, match=r"other\.gguf"):
        locate(str(path))


def test_a_verified_file_is_not_hashed_again(pulled: Path, hashed: list[Path]) -> None:
    assert [locate("tiny") for _ in range(3)] == [pulled] * 3
    assert hashed == []


@pytest.mark.parametrize("what", ["touched", "copied", "stamp lost", "stamp damaged"])
def test_a_file_that_looks_different_is_hashed_once(pulled: Path, hashed: list[Path], what: str) -> None:
    stamp = cache_folder() / "tiny.verified.json"
    if what == "touched":
        os.utime(pulled, ns=(1, 1))
    elif what == "copied":
        aside = pulled.with_name("aside")
        aside.write_bytes(pulled.read_bytes())
        aside.replace(pulled)
    elif what == "stamp lost":
        stamp.unlink()
    else:
        stamp.write_text("{}")
    assert [locate("tiny") for _ in range(3)] == [pulled] * 3
    assert hashed == [pulled]


def test_a_file_put_there_by_hand_is_hashed_before_use(model: Model, hashed: list[Path]) -> None:
    cache_folder().mkdir(parents=True)
    (cache_folder() / "tiny.gguf").write_bytes(CONTENT)
    locate("tiny")
    assert len(hashed) == 1


def test_a_changed_file_is_never_handed_out(pulled: Path) -> None:
    pulled.write_bytes(CONTENT[:-1] + b"!")
    for look in (locate, verify, pull):
        with pytest.raises(WrongHashError, match="is not the file that was pinned"):
            look("tiny")


def test_verify_trusts_no_stamp(pulled: Path) -> None:
    before = pulled.stat()
    pulled.write_bytes(CONTENT[:-1] + b"!")
    os.utime(pulled, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(WrongHashError):
        verify("tiny")


def test_verify_tells_when(pulled: Path) -> None:
    assert verify("tiny").verified_at is not None


def test_verify_of_nothing_says_how_to_get_it(model: Model) -> None:
    with pytest.raises(NoEngineError, match="model pull"):
        verify("tiny")


def test_a_registered_name_stands_for_its_file(own: Path, hashed: list[Path]) -> None:
    register("mine", own)
    assert locate("mine") == own
    assert len(hashed) == 1


def test_a_registered_file_that_changed_is_refused(own: Path) -> None:
    register("mine", own)
    own.write_bytes(b"GGUF other")
    with pytest.raises(WrongHashError):
        locate("mine")
    register("mine", own)
    assert locate("mine") == own


def test_a_registered_file_that_is_gone_is_missing(own: Path) -> None:
    register("mine", own)
    own.unlink()
    with pytest.raises(NoEngineError, match="does not exist"):
        locate("mine")


@pytest.mark.parametrize("name", ["tiny", "", "a/b", "../up", ".hidden", "with space", "registered", "x" * 101])
def test_some_names_cannot_be_registered(own: Path, name: str) -> None:
    with pytest.raises(WeightsError, match="cannot name a model"):
        register(name, own)


def test_the_list_shows_built_in_and_registered(pulled: Path, own: Path) -> None:
    register("mine", own)
    listed = {entry.name: entry for entry in entries()}
    assert list(listed) == ["tiny", "mine"]
    assert (listed["tiny"].built_in, listed["mine"].built_in) == (True, False)
    assert all(entry.present and entry.verified_at for entry in listed.values())
    own.unlink()
    assert [entry.present for entry in entries()] == [True, False]


def test_the_list_of_an_empty_cache_writes_nothing(model: Model) -> None:
    assert [(entry.present, entry.bytes, entry.verified_at) for entry in entries()] == [(False, model.bytes, None)]
    assert not cache_folder().exists()


def test_removing_frees_the_disk_and_forgets(pulled: Path, own: Path) -> None:
    (cache_folder() / "tiny.gguf.part").write_bytes(b"half")
    register("mine", own)
    assert remove("tiny")
    assert remove("mine")
    assert not remove("tiny")
    assert not list(cache_folder().glob("*.gguf*"))
    assert own.exists()
    with pytest.raises(WeightsError, match="no model named 'mine'"):
        remove("mine")


def test_a_damaged_list_is_one_sentence(model: Model) -> None:
    cache_folder().mkdir(parents=True)
    (cache_folder() / "registered.json").write_text("[1]")
    with pytest.raises(WeightsError, match="cannot be read"):
        entries()


def test_the_cache_follows_its_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUMMARIZER_CACHE", raising=False)
    assert cache_folder().parent.name == "summarizer"
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path / "weights"


def test_a_cache_of_a_user_who_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARIZER_CACHE", "~nobody-of-this-name/cache")
    with pytest.raises(WeightsError, match="SUMMARIZER_CACHE names the folder ~nobody-of-this-name/cache"):
        cache_folder()


def test_a_cache_that_cannot_be_a_folder_holds_no_models(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SUMMARIZER_CACHE", str(tmp_path / "file"))
    assert not any(entry.present for entry in entries())


def test_a_cache_that_cannot_be_written_serves_what_is_in_it(pulled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("summarizer.weights.cache.write_atomically", refused)
    monkeypatch.setattr(Path, "unlink", refused)
    monkeypatch.setattr("summarizer.weights.store.locked", refused)
    assert pull("tiny") == locate("tiny") == pulled
    assert verify("tiny").path == pulled


def test_a_file_found_wrong_is_not_trusted_again(pulled: Path) -> None:
    seen = pulled.stat()
    pulled.write_bytes(bytes(len(CONTENT)))
    os.utime(pulled, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    for hold in (verify, locate):
        with pytest.raises(WrongHashError):
            hold("tiny")
