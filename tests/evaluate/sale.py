"""The account of `tests.engines.accounts` and its gold in the author form."""

from __future__ import annotations

from pathlib import Path

from tests.engines.accounts import TEXT

SCHEMA = Path(__file__).parents[2] / "schemas" / "gold.schema.json"

SALE = f"""\
# yaml-language-server: $schema={SCHEMA}
headline: Dahl says Norland sold howitzers to Estria

key_points:
  - {{text: Dahl says Norland sold 12 howitzers to Estria in May., sentences: [1]}}
  - {{text: Lavria denies receiving mines from Norland., sentences: [3]}}

parties:
  norland: {{name: Norland, kind: state, mentions: [S1 Norland]}}
  estria: {{name: Estria, kind: state, mentions: [S1 Estria]}}
  lavria: {{name: Lavria, kind: state, mentions: [S3 Lavria]}}
  dahl: {{name: Kari Dahl, kind: official, mentions: [S1 Kari Dahl, S2 Dahl]}}

arms_flows:
  - supplier: norland
    recipient: estria
    stage: delivered
    items:
      - {{words: S1 howitzers, category: artillery, quantity: S1 12}}
    claims:
      - {{claimant: dahl, claimant_kind: official, stance: asserts, sentences: [1]}}
  - supplier: norland
    recipient: lavria
    stage: delivered
    items:
      - {{words: S3 mines, category: ammunition}}
    claims:
      - {{claimant: lavria, claimant_kind: government, stance: denies, sentences: [3]}}

official_quotes:
  - {{quotations: [1], speaker: dahl, speaker_name: S2 Dahl}}

warnings:
  - {{kind: demand, issuer: dahl, target: lavria, gist: Dahl urges Lavria to pay., sentences: [4]}}

uncertainty:
  - {{kind: denial, cue: S3 denied, about: F2}}
"""


def changed(*changes: tuple[str, str], gold: str = SALE) -> str:
    """The gold with some of its words replaced; each must stand in it."""
    for old, new in changes:
        assert old in gold, old
        gold = gold.replace(old, new)
    return gold


def without(section: str) -> str:
    """The gold without one of its sections."""
    head, _, rest = SALE.partition(f"\n{section}:")
    return head + "\n" + rest.partition("\n\n")[2]


def written(folder: Path, gold: str | None = SALE, name: str = "sale", text: str | None = TEXT) -> Path:
    """`NAME.txt` and `NAME.yaml` in a folder; either may be left out."""
    path = folder / f"{name}.txt"
    if text is not None:
        path.write_text(text)
    if gold is not None:
        path.with_suffix(".yaml").write_text(gold)
    return path
