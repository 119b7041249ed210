"""OpenBLAS is told of wide instructions where it would not see them, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.kernels import NEEDED, VARIABLE, WIDE, choose_kernels

WIDE_FLAGS = " ".join(["fpu", "avx2", *sorted(NEEDED)])


def described(folder: Path, vendor: str, flags: str) -> Path:
    file = folder / "cpuinfo"
    core = f"processor\t: 0\nvendor_id\t: {vendor}\nflags\t\t: {flags}\n"
    file.write_text(f"{core}\n{core}", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("vendor", "flags", "told"),
    [
        ("AuthenticAMD", WIDE_FLAGS, WIDE),
        ("AuthenticAMD", "fpu avx2", None),
        ("AuthenticAMD", WIDE_FLAGS.replace("avx512vl", ""), None),
        ("GenuineIntel", WIDE_FLAGS, None),
    ],
)
def test_only_amd_processors_with_every_instruction_are_told(
    tmp_path: Path, vendor: str, flags: str, told: str | None
) -> None:
    environment: dict[str, str] = {}
    choose_kernels(environment, described(tmp_path, vendor, flags))
    assert environment.get(VARIABLE) == told


def test_what_the_user_has_set_stays(tmp_path: Path) -> None:
    environment = {VARIABLE: "Haswell"}
    choose_kernels(environment, described(tmp_path, "AuthenticAMD", WIDE_FLAGS))
    assert environment == {VARIABLE: "Haswell"}


def test_a_machine_that_does_not_describe_itself_is_left_alone(tmp_path: Path) -> None:
    environment: dict[str, str] = {}
    choose_kernels(environment, tmp_path / "absent")
    assert environment == {}
