"""The network's reading laid over the rules' findings, with a network that recites."""

from __future__ import annotations

from dataclasses import replace

import pytest

from summarizer.annotate.model import Cue
from summarizer.judge import PARTS
from summarizer.judge.bars import BARS, NEVER
from summarizer.judge.combine import staged
from summarizer.judge.tellings import Telling
from summarizer.schema import ClaimantKind, FlagKind, Stage, Stance
from tests.judge.scenes import Flows, Scene, Voices, combined, scene, shown

ABOVE, BELOW = 0.01, -0.01
LOW = replace(BARS, first=BARS.whole)
"""The bars of a document in which the rules found a flow, for scenes in which they found none."""
GUNS = scene("Norland's guns stand in Sudland now.", "Norland", "Sudland", goods=["guns"])
TOLD: Flows = {(1, "Norland", "Sudland"): (Stage.DELIVERED, 0.99)}
MINISTER = "Sudland's minister"
SAID = scene(
    f"Norland's guns reached Westland, {MINISTER} said. Norland called that a fable.",
    "Norland",
    "Westland",
    MINISTER,
    goods=["guns"],
).attributed(2, "Norland", "Norland called")
REACHED: Flows = {(1, "Norland", "Westland"): (Stage.DELIVERED, 0.99)}
ANSWERS: Voices = {
    (1, "Norland", "Westland", MINISTER): (Stance.SUSPECTS, 0.97),
    (2, "Norland", "Westland", "Norland"): (Stance.DENIES, 0.97),
}


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        ({}, []),
        ({(1, "Norland", "Sudland"): (Stage.PLEDGED, BARS.first + ABOVE)}, ["Norland>Sudland pledged: - asserts 1"]),
        ({(1, "Norland", "Sudland"): (Stage.PLEDGED, BARS.first + BELOW)}, []),
        ({(1, "Norland", "-"): (Stage.HALTED, 0.99)}, []),
        ({**TOLD, (1, "-", "Sudland"): (Stage.DELIVERED, 0.98)}, ["Norland>Sudland delivered: - asserts 1"]),
        ({**TOLD, (1, "Sudland", "Norland"): (Stage.DELIVERED, 0.98)}, ["Norland>Sudland delivered: - asserts 1"]),
    ],
    ids=["nothing", "likely", "less likely", "nobody named", "half beside whole", "both ways"],
)
def test_a_pair_above_its_bar_becomes_a_flow(flows: Flows, expected: list[str]) -> None:
    assert shown(combined(GUNS, flows)) == expected


def test_a_new_flow_has_the_goods_of_its_sentence_and_nobody_is_asked_about_it() -> None:
    [flow] = combined(GUNS, TOLD).flows
    assert (flow.number, flow.items, flow.doubts) == (1, (1,), frozenset())


def test_a_flow_of_which_the_sentence_names_neither_end_must_be_likelier() -> None:
    later = scene("Norland armed Sudland. It all went by rail.", "Norland", "Sudland")
    for chance, count in ((BARS.far + ABOVE, 1), (BARS.far + BELOW, 0)):
        assert len(combined(later, {(2, "Norland", "Sudland"): (Stage.DELIVERED, chance)}, bars=LOW).flows) == count


@pytest.mark.parametrize(("chance", "count"), [(BARS.whole + ABOVE, 2), (BARS.whole + BELOW, 1)])
def test_where_the_rules_found_a_flow_a_second_one_has_a_lower_bar(chance: float, count: int) -> None:
    two = scene("Norland arms Sudland. Eastland arms Westland.", *"Norland Sudland Eastland Westland".split())
    flows: Flows = {**TOLD, (2, "Eastland", "Westland"): (Stage.DELIVERED, chance)}
    assert len(combined(two.with_flow("Norland", "Sudland"), flows).flows) == count


@pytest.mark.parametrize(("sentences", "count"), [((1,), 0), ((1, 2), 2)], ids=["alone", "two that tell"])
def test_where_the_rules_found_none_two_sentences_speak_for_each_other(sentences: tuple[int, ...], count: int) -> None:
    two = scene("Norland arms Sudland. Eastland arms Westland.", *"Norland Sudland Eastland Westland".split())
    told = {1: (1, "Norland", "Sudland"), 2: (2, "Eastland", "Westland")}
    flows: Flows = {told[n]: (Stage.DELIVERED, BARS.whole + ABOVE) for n in sentences}
    assert len(combined(two, flows).flows) == count


def test_a_flow_that_shares_an_end_with_a_likelier_one_must_be_likelier() -> None:
    two = scene("Norland arms Sudland and Westland.", "Norland", "Sudland", "Westland")
    for chance, count in ((BARS.second + ABOVE, 2), (BARS.second + BELOW, 1)):
        flows = {**TOLD, (1, "Norland", "Westland"): (Stage.DELIVERED, chance)}
        assert len(combined(two, flows, bars=LOW).flows) == count


@pytest.mark.parametrize(
    ("ruled", "pair"),
    [
        ((("Norland", "Sudland"), ("Norland", "Westland")), ("Sudland", "Westland")),
        ((("Sudland", "Norland"), ("Westland", "Norland")), ("Westland", "Sudland")),
    ],
    ids=["who get together", "who give together"],
)
def test_of_those_on_one_side_none_gives_to_the_other(
    ruled: tuple[tuple[str, str], ...], pair: tuple[str, str]
) -> None:
    three = scene("Norland, Sudland and Westland trade guns.", "Norland", "Sudland", "Westland")
    for ends in ruled:
        three = three.with_flow(*ends)
    flows = {(1, *ends): (Stage.DELIVERED, 0.99) for ends in (*ruled, pair)}
    found = combined(three, flows)
    assert [s.partition(" ")[0] for s in shown(found)] == [">".join(ends) for ends in ruled]


def test_a_flow_has_the_claims_of_its_voices_and_the_answer_after_it() -> None:
    found = combined(SAID, REACHED, ANSWERS)
    assert shown(found) == [f"Norland>Westland delivered: {MINISTER} suspects 1, Norland denies 2"]
    assert [c.kind for c in found.flows[0].claims] == [ClaimantKind.OFFICIAL, ClaimantKind.GOVERNMENT]


FAR = scene(
    "Norland armed Westland. It rained. Dogs barked. Bells rang. Sudland called that a lie. Snow fell.",
    "Norland",
    "Westland",
    "Sudland",
)


@pytest.mark.parametrize(
    ("kinds", "sentence", "chance", "claims"),
    [
        ([FlagKind.DENIAL], 5, BARS.reply + ABOVE, "- asserts 1, Sudland denies 5"),
        ([FlagKind.DENIAL], 5, BARS.reply + BELOW, "- asserts 1"),
        ([FlagKind.DENIAL], 6, BARS.reply + ABOVE, "- asserts 1"),
        ([], 5, BARS.reply + ABOVE, "- asserts 1"),
    ],
    ids=["above the bar", "below it", "where nobody is heard", "far away and no denial"],
)
def test_a_denial_far_from_a_flow_is_read_beside_it(
    kinds: list[FlagKind], sentence: int, chance: float, claims: str
) -> None:
    flows: Flows = {(1, "Norland", "Westland"): (Stage.DELIVERED, 0.99)}
    voices = {(sentence, "Norland", "Westland", "Sudland"): (Stance.DENIES, chance)}
    found = FAR.attributed(5, "Sudland", "Sudland called")
    cues = tuple(Cue(i, kind, 70, 77, 5) for i, kind in enumerate(kinds, 1))
    found = replace(found, annotations=replace(found.annotations, cues=cues))
    assert shown(combined(found, flows, voices)) == [f"Norland>Westland delivered: {claims}"]


@pytest.mark.parametrize(
    ("denier", "place", "expected"),
    [
        ("Eastland", 3, "- asserts 1"),
        ("Eastland", 4, "- asserts 1"),
        ("Westland", 3, "- asserts 1, Westland denies 3"),
    ],
    ids=["of another flow alone", "and again after it", "of its own too"],
)
def test_who_denies_another_flow_denies_this_one_only_if_he_has_a_part_in_it(
    denier: str, place: int, expected: str
) -> None:
    text = f"Norland armed Westland. Sudland armed Eastland. {denier} called that a lie. It is nonsense."
    found = scene(text, "Norland", "Westland", "Sudland", "Eastland").attributed(3, denier, f"{denier} called")
    found = replace(found, annotations=replace(found.annotations, cues=(Cue(1, FlagKind.DENIAL, 55, 60, place),)))
    found = found.attributed(4, denier, "It is") if place == 4 else found
    other = found.with_flow("Sudland", "Eastland", claimant=denier, evidence=(2, 3)).annotations.flows[0]
    against = replace(other, claims=(replace(other.claims[0], stance=Stance.DENIES),))
    ruled = replace(found, annotations=replace(found.annotations, flows=(against,)))
    flows: Flows = {
        (1, "Norland", "Westland"): (Stage.DELIVERED, 0.99),
        (2, "Sudland", "Eastland"): (Stage.DELIVERED, 0.99),
    }
    voices = {(place, "Norland", "Westland", denier): (Stance.DENIES, 0.99)}
    assert f"Norland>Westland delivered: {expected}" in shown(combined(ruled, flows, voices))


@pytest.mark.parametrize(
    ("stance", "second"), [(Stance.ASSERTS, ""), (Stance.DENIES, ", Sudland denies 3")], ids=["for it", "against it"]
)
def test_of_one_house_a_second_voice_counts_only_against_it(stance: Stance, second: str) -> None:
    text = f"Norland armed Westland, {MINISTER} said. It rained. Sudland called that a shame."
    found = scene(text, "Norland", "Westland", MINISTER, "Sudland").attributed(3, "Sudland", "Sudland called")
    flows: Flows = {(1, "Norland", "Westland"): (Stage.DELIVERED, 0.99)}
    voices: Voices = {
        (1, "Norland", "Westland", MINISTER): (Stance.ASSERTS, 0.99),
        (3, "Norland", "Westland", "Sudland"): (stance, 0.99),
    }
    assert shown(combined(found, flows, voices)) == [f"Norland>Westland delivered: {MINISTER} asserts 1{second}"]


@pytest.mark.parametrize(
    ("chance", "claim"),
    [(BARS.voice + ABOVE, f"{MINISTER} asserts 1"), (BARS.voice + BELOW, "- asserts 1")],
    ids=["heard", "not heard"],
)
def test_a_voice_is_heard_above_its_bar(chance: float, claim: str) -> None:
    voices = {(1, "Norland", "Westland", MINISTER): (Stance.ASSERTS, chance)}
    assert shown(combined(SAID, REACHED, voices)) == [f"Norland>Westland delivered: {claim}"]


def test_who_is_of_no_known_kind_claims_nothing() -> None:
    odd = scene("Norland armed Sudland, said someone.", "Norland", "Sudland", "someone")
    voices = {(1, "Norland", "Sudland", "someone"): (Stance.ASSERTS, 0.99)}
    assert shown(combined(odd, TOLD, voices)) == ["Norland>Sudland delivered: - asserts 1"]


@pytest.mark.parametrize(
    ("text", "names", "pair", "expected"),
    [
        (f"{MINISTER} took guns; Norland, Sudland.", ("Norland", "Sudland", MINISTER), ("Norland", MINISTER), 1),
        (f"Sudland armed {MINISTER}.", ("Sudland", MINISTER), ("Sudland", MINISTER), 0),
        ("The Herald armed Sudland.", ("Herald", "Sudland"), ("Herald", "Sudland"), 0),
    ],
    ids=["a minister's country stands for him", "no flow leaves the house", "media arm nobody"],
)
def test_who_may_stand_at_an_end(text: str, names: tuple[str, ...], pair: tuple[str, str], expected: int) -> None:
    found = combined(scene(text, *names), {(1, *pair): (Stage.DELIVERED, 0.99)})
    assert shown(found) == ["Norland>Sudland delivered: - asserts 1"] * expected


@pytest.mark.parametrize(
    ("words", "expected"), [("Norland accused", []), ("Norland said", ["Norland>Sudland delivered: - asserts 1"])]
)
def test_who_accuses_is_no_end(words: str, expected: list[str]) -> None:
    """Who only says so may give: the words after the name decide."""
    told = scene(f"{words} that guns had gone to Sudland.", "Norland", "Sudland")
    found = combined(told.attributed(1, "Norland", words), TOLD)
    assert [f.replace("Norland asserts", "- asserts") for f in shown(found)] == expected


def test_the_reverse_of_a_flow_of_the_rules_is_refused() -> None:
    ruled = GUNS.with_flow("Sudland", "Norland")
    believed: Flows = {(1, "Sudland", "Norland"): (Stage.DELIVERED, BARS.kept + ABOVE)}
    assert shown(combined(ruled, {**TOLD, **believed})) == ["Sudland>Norland delivered: - asserts 1"]


def test_a_flow_that_the_network_finds_too_joins_that_of_the_rules() -> None:
    assert shown(combined(GUNS.with_flow("Norland", "Sudland"), TOLD)) == ["Norland>Sudland delivered: - asserts 1"]


@pytest.mark.parametrize(("chance", "count"), [(BARS.kept + ABOVE, 1), (BARS.kept + BELOW, 0)])
def test_a_flow_of_the_rules_is_kept_above_its_bar(chance: float, count: int) -> None:
    ruled = GUNS.with_flow("Norland", "Sudland")
    assert len(combined(ruled, {(1, "Norland", "Sudland"): (Stage.DELIVERED, chance)}).flows) == count


def test_a_flow_of_the_rules_whose_end_the_window_does_not_name_is_kept() -> None:
    text = "Sudland slept. Westland slept. Norland paid. Nobody saw. Nobody asked. Its guns left."
    apart = scene(text, "Norland", "Sudland", "Westland").with_flow("Norland", "-", evidence=(6,))
    assert len(combined(apart, {}).flows) == 1


def test_the_members_of_a_list_stand_or_fall_together() -> None:
    two = scene("Norland arms Sudland and Westland.", "Norland", "Sudland", "Westland")
    ruled = two.with_flow("Norland", "Sudland").with_flow("Norland", "Westland")
    assert len(combined(ruled, {(1, "Norland", "Westland"): (Stage.DELIVERED, 0.5)}).flows) == 2
    assert combined(ruled, {}).flows == ()


@pytest.mark.parametrize(
    ("stage", "chance", "left"),
    [
        (Stage.DELIVERED, BARS.sure + ABOVE, {"stance"}),
        (Stage.PLEDGED, BARS.sure + ABOVE, {"stage", "stance"}),
        (Stage.DELIVERED, BARS.sure + BELOW, {"flow", "supplier", "recipient", "stage", "stance"}),
    ],
    ids=["sure", "of another stage", "not sure"],
)
def test_nobody_is_asked_about_what_the_network_is_sure_of(stage: Stage, chance: float, left: set[str]) -> None:
    doubts = ("flow", "supplier", "recipient", "stage", "stance")
    ruled = GUNS.with_flow("Norland", "Sudland", doubts=doubts)
    # Below the bar for new flows nothing is laid upon the flow, so that only what was doubted counts.
    bars = replace(BARS, whole=NEVER, first=NEVER)
    [flow] = combined(ruled, {(1, "Norland", "Sudland"): (stage, chance)}, bars=bars).flows
    assert flow.doubts == left


def test_a_claimant_that_the_rules_missed_joins_their_flow() -> None:
    ruled = SAID.with_flow("Norland", "Westland", claimant=MINISTER)
    assert shown(combined(ruled, REACHED, ANSWERS)) == [
        f"Norland>Westland delivered: {MINISTER} asserts 1, Norland denies 2"
    ]


def test_what_the_rules_took_for_the_outlets_words_goes_to_whom_the_network_hears() -> None:
    ruled = SAID.with_flow("Norland", "Westland")
    assert shown(combined(ruled, REACHED, ANSWERS)) == [
        f"Norland>Westland delivered: {MINISTER} asserts 1, Norland denies 2"
    ]


def test_a_bystander_who_takes_part_becomes_a_party() -> None:
    crowd = scene(
        "Eastland looked on as Norland's guns went through Westland to Sudland.",
        "Norland",
        bystanders=["Eastland", "Westland", "Sudland"],
    )
    found = combined(crowd, TOLD)
    assert shown(found) == ["Norland>Sudland delivered: - asserts 1"]
    assert [p.name for p in found.parties] == ["Norland", "Sudland"]
    assert [p.name for p in found.bystanders] == ["Eastland", "Westland"]
    assert [p.number for p in found.everyone] == [1, 2, 3, 4]


def test_who_is_heard_is_the_same_after_a_bystander_became_a_party() -> None:
    crowd = scene("Norland's guns are in Sudland. Westland saw it.", "Norland", bystanders=["Westland", "Sudland"])
    found = combined(crowd.attributed(2, "Westland", "Westland saw"), TOLD)
    assert [p.name for p in found.parties] == ["Norland", "Sudland"]
    [said] = found.attributions
    assert said.claimant is not None
    assert found.everyone[said.claimant - 1].name == "Westland"


@pytest.mark.parametrize(("instructions", "count"), [((), 1), ((1,), 0)])
def test_a_sentence_of_orders_to_the_machine_tells_nothing(instructions: tuple[int, ...], count: int) -> None:
    ordered = replace(GUNS, annotations=replace(GUNS.annotations, instructions=instructions))
    assert len(combined(ordered, TOLD).flows) == count


def test_an_answer_in_a_sentence_of_orders_is_not_heard() -> None:
    ordered = replace(SAID, annotations=replace(SAID.annotations, instructions=(2,)))
    assert shown(combined(SAID, REACHED, ANSWERS)) != shown(combined(ordered, REACHED, ANSWERS))
    assert shown(combined(ordered, REACHED, ANSWERS)) == [f"Norland>Westland delivered: {MINISTER} suspects 1"]


RULED = SAID.with_flow("Norland", "Westland", claimant=MINISTER)
DOUBTED: Flows = {(1, "Norland", "Westland"): (Stage.DELIVERED, 0.01)}


@pytest.mark.parametrize(
    ("part", "found", "flows", "voices", "with_it", "without_it"),
    [
        ("judge-flows", GUNS, TOLD, {}, ["Norland>Sudland delivered: - asserts 1"], []),
        (
            "judge-claims",
            RULED,
            REACHED,
            {k: v for k, v in ANSWERS.items() if k[0] == 2},
            [f"Norland>Westland delivered: {MINISTER} asserts 1, Norland denies 2"],
            [f"Norland>Westland delivered: {MINISTER} asserts 1"],
        ),
        ("judge-doubt", RULED, DOUBTED, {}, [], [f"Norland>Westland delivered: {MINISTER} asserts 1"]),
    ],
)
def test_a_part_can_be_switched_off(
    part: str, found: Scene, flows: Flows, voices: Voices, with_it: list[str], without_it: list[str]
) -> None:
    # A flow that is found again takes its voices with it: what is new in claims shows only where no flow is new.
    bars = BARS.without(["judge-flows"]) if part == "judge-claims" else BARS
    assert part in PARTS
    assert shown(combined(found, flows, voices, bars)) == with_it
    assert shown(combined(found, flows, voices, bars.without([part]))) == without_it


@pytest.mark.parametrize(
    ("second", "stages"),
    [
        ({Stage.DELIVERED: 0.6, Stage.CONTRACTED: 0.4}, ["contracted", "contracted"]),
        ({Stage.DELIVERED: 0.9, Stage.CONTRACTED: 0.1}, ["contracted", "delivered"]),
        ({Stage.HALTED: 0.5, Stage.CONTRACTED: BARS.alike}, ["contracted", "contracted"]),
        ({Stage.HALTED: 0.5, Stage.CONTRACTED: BARS.alike - 0.01}, ["contracted", "halted"]),
    ],
    ids=["hardly another", "another", "at the bar", "below the bar"],
)
@pytest.mark.parametrize("by_rules", [False, True])
def test_a_second_stage_must_be_clear_of_the_first(
    second: dict[Stage, float], stages: list[str], by_rules: bool
) -> None:
    base = scene("Norland sold guns to Sudland. Norland sent guns to Sudland.", "Norland", "Sudland")
    base = base.with_flow("Norland", "Sudland", Stage.CONTRACTED) if by_rules else base
    told = [
        Telling(2, 1, 2, 0.8, max(second, key=second.__getitem__), second),
        Telling(1, 1, 2, 0.9, Stage.CONTRACTED, {Stage.CONTRACTED: 1.0}),
    ]
    found = staged(told[:1] if by_rules else told, base.annotations.flows, BARS.alike)
    rules = [f.stage.value for f in base.annotations.flows]
    assert [*rules, *(stage.value for _, stage in sorted(found.items()))] == stages
