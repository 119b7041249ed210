"""Any answer that fits the schema of `BriefAnswer`, sensible or not, for property tests."""

from __future__ import annotations

import string
from typing import Any

from hypothesis import strategies as st

from summarizer.schema import Category, ClaimantKind, FlagKind, PartyKind, Stage, Stance, WarningKind
from tests.engines.accounts import claim, flow, words

numbers = st.integers(-1, 7)
some = st.sampled_from(["Norland", "Estria", "Lavria", "Kari Dahl", "denied", "mines", "12", "“", "", "urged Lavria"])
pointed = st.builds(words, numbers, some | st.text(max_size=8))
refs = st.none() | st.sampled_from(["P1", "P2", "P9", "N1", "N2", "F1", ""]) | st.text(string.printable, max_size=3)


def enum(kind: Any) -> st.SearchStrategy[str]:
    return st.sampled_from([member.value for member in kind])


ANSWERS = st.fixed_dictionaries(
    {
        "parties": st.lists(
            st.fixed_dictionaries(
                {
                    "ref": refs.map(lambda r: r or "N1"),
                    "name": st.text(max_size=20),
                    "kind": enum(PartyKind),
                    "country": st.none() | st.text(max_size=4) | st.just("NOR"),
                    "role": st.none() | pointed,
                    "mentions": st.lists(pointed, max_size=3),
                }
            ),
            max_size=4,
        ),
        "arms_flows": st.lists(
            st.builds(
                flow,
                refs,
                refs,
                enum(Stage),
                st.lists(
                    st.fixed_dictionaries(
                        {
                            "materiel": st.none() | st.sampled_from(["M1", "M2", "M9", "x"]),
                            "words": st.none() | pointed,
                            "category": enum(Category),
                            "quantity": st.none() | pointed,
                        }
                    ),
                    max_size=2,
                ),
                st.builds(claim, refs, enum(ClaimantKind), enum(Stance), numbers, numbers),
            ),
            max_size=3,
        ),
        "official_quotes": st.lists(
            st.fixed_dictionaries(
                {
                    "quotations": st.lists(numbers, max_size=2),
                    "sentences": st.lists(numbers, max_size=2),
                    "speaker": refs,
                    "speaker_name": st.none() | pointed,
                    "speaker_role": st.none() | pointed,
                    "fragment": st.booleans(),
                }
            ),
            max_size=2,
        ),
        "warnings": st.lists(
            st.fixed_dictionaries(
                {
                    "kind": enum(WarningKind),
                    "issuer": refs,
                    "target": refs,
                    "gist": st.text(max_size=40),
                    "sentences": st.lists(numbers, max_size=2),
                }
            ),
            max_size=2,
        ),
        "uncertainty": st.lists(
            st.fixed_dictionaries(
                {"kind": enum(FlagKind), "cue": pointed, "about": refs.map(lambda r: r or "document")}
            ),
            max_size=3,
        ),
        "headline": st.text(max_size=60),
        "key_points": st.lists(
            st.fixed_dictionaries({"text": st.text(max_size=60), "sentences": st.lists(numbers, max_size=2)}),
            max_size=7,
        ),
    }
)
