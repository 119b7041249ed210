"""Attribution: who says what each sentence says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.annotate.model import Attribution
from summarizer.annotate.speech.attribution import find_attributions
from summarizer.schema import ClaimantKind
from tests.annotate.cast import stage

OFFICIAL, GOVERNMENT, GROUP = ClaimantKind.OFFICIAL, ClaimantKind.GOVERNMENT, ClaimantKind.ARMED_GROUP
COMPANY, IO = ClaimantKind.COMPANY, ClaimantKind.INTERNATIONAL_ORGANISATION
MEDIA, EXPERT, ANON = ClaimantKind.MEDIA, ClaimantKind.EXPERT, ClaimantKind.ANONYMOUS_SOURCE


def by_sentence(text: str) -> dict[int, Attribution]:
    scene = stage(text)
    return {a.sentence: a for a in find_attributions(scene.parsed, scene.parties)}


ONE_SENTENCE = [
    ("made_clear", "Pavel Dorin made clear that the sale was off.", "Pavel Dorin", OFFICIAL),
    ("said_that", "Mira Halden said that Iran had shipped drones to Sudan.", "Mira Halden", OFFICIAL),
    ("no_that", "Halden said Iran had shipped drones to Sudan.", "Mira Halden", OFFICIAL),
    ("told", "Halden told reporters the shipment had left Iran.", "Mira Halden", OFFICIAL),
    ("announced", "Germany announced it would send howitzers to Ukraine.", "Germany", GOVERNMENT),
    (
        "announced_object",
        "Owen Strake announced a new package of armoured vehicles for Ukraine.",
        "Owen Strake",
        OFFICIAL,
    ),
    ("confirmed_object", "The Pentagon confirmed the delivery of rockets to Ukraine.", "Pentagon", GOVERNMENT),
    ("denied", "Iran denied sending any drones to Russia.", "Iran", GOVERNMENT),
    ("denied_that", "The Kremlin has denied that it bought shells from North Korea.", "Russia", GOVERNMENT),
    ("rejected", "Beijing rejected the accusation that it arms Russia.", "China", GOVERNMENT),
    ("accused", "Ukraine accused Iran of arming Russia.", "Ukraine", GOVERNMENT),
    ("accused_passive", "Iran was accused by Ukraine of arming Russia.", "Ukraine", GOVERNMENT),
    ("warned", "Moscow warned that it would answer any delivery of missiles.", "Russia", GOVERNMENT),
    ("urged", "Washington urged Cairo to drop the rocket sale.", "United States", GOVERNMENT),
    ("called_on", "Berlin called on Tehran to stop its shipments.", "Germany", GOVERNMENT),
    ("believes", "Washington believes that Cairo planned to sell rockets.", "United States", GOVERNMENT),
    ("inverted_final", "The rockets never left the port, said Pavel Dorin.", "Pavel Dorin", OFFICIAL),
    ("sentence_final", "The rockets never left the port, Dorin said in a statement Monday.", "Pavel Dorin", OFFICIAL),
    ("middle", "The rockets, Dorin said, never left the port.", "Pavel Dorin", OFFICIAL),
    ("in_a_statement", "In a statement, the Houthis said they had received no missiles.", "Houthis", GROUP),
    ("role_before", "State Department spokeswoman Mira Halden said the sale was off.", "Mira Halden", OFFICIAL),
    (
        "role_after",
        "Mira Halden, a spokeswoman for the State Department, said the sale was off.",
        "Mira Halden",
        OFFICIAL,
    ),
    ("office_then_name", "The defence minister, Owen Strake, said the sale was off.", "Owen Strake", OFFICIAL),
    ("according_to", "Egypt ordered 40 helicopters, according to Owen Strake.", "Owen Strake", OFFICIAL),
    (
        "according_first",
        "According to the Pentagon, Russia has bought shells from North Korea.",
        "Pentagon",
        GOVERNMENT,
    ),
    ("officials", "US officials said Iran had trained Russian drone crews.", "United States", ANON),
    ("senior", "A senior Pentagon official said Iran had trained the crews.", "Pentagon", ANON),
    (
        "on_condition",
        "An official at the Pentagon, who spoke on condition of anonymity, said the missiles were on their way.",
        "Pentagon",
        ANON,
    ),
    ("two_sources", "Two people familiar with the talks said the price had doubled.", None, ANON),
    ("company", "Norvik Arms said it had delivered 20 launchers to Egypt.", "Norvik Arms", COMPANY),
    (
        "executive",
        "Nora Lind, the chief executive of Norvik Arms, said the launchers were ready.",
        "Nora Lind",
        COMPANY,
    ),
    ("organisation", "Amnesty International said rifles from Turkey had reached Sudan.", "Amnesty International", IO),
    (
        "report_by",
        "A report by Amnesty International said rifles from Turkey had reached Sudan.",
        "Amnesty International",
        IO,
    ),
    ("outlet", "Reuters reported that Egypt had ordered rockets.", "Reuters", MEDIA),
    ("outlet_final", "Egypt has ordered rockets, the Daily Courier reported on Sunday.", "Daily Courier", MEDIA),
    ("analyst", "Tom Vance, an analyst at the Harbour Institute, said the deal was large.", "Tom Vance", EXPERT),
    ("analysts", "Analysts say the deal is worth $2 billion.", None, EXPERT),
    ("authorities", "Turkish authorities said the ship had carried rifles.", "Turkey", GOVERNMENT),
    ("headline", "Iran Sold Drones to Sudan, US Says", "United States", GOVERNMENT),
    ("headline_first", "US Says Iran Sold Drones to Sudan", "United States", GOVERNMENT),
    ("headline_colon", "Pentagon: Iran sold drones to Sudan", "Pentagon", GOVERNMENT),
    ("headline_dash", "Iran sold drones to Sudan - US officials", "United States", ANON),
    ("concern", "The US has voiced concern about the sale of rockets to Russia.", "United States", GOVERNMENT),
    ("described", "Owen Strake described the sale as a mistake.", "Owen Strake", OFFICIAL),
    ("satellite", "Satellite images show crates of shells beside the Russian train.", None, None),
    ("own_voice", "Germany delivered 18 tanks to Ukraine in March.", None, None),
    ("own_voice_visit", "Russian officials visited Tehran to discuss the sale of drones.", None, None),
    ("relative_clause", "Iran, which Ukraine says arms Russia, held an arms fair on Monday.", None, None),
    ("expects", "Pavel Dorin expects to visit Tehran next week.", None, None),
    ("pledged_act", "Germany pledged 18 tanks to Ukraine.", None, None),
    ("letters", "Arat and Dorin exchanged letters promising closer ties.", None, None),
    ("did_not_say", "Halden did not say who bought the rockets.", None, None),
    ("figure", "US officials have put the number of rockets at 400.", "United States", ANON),
    ("spy_agency", "According to Germany's spy agency, the rockets left in May.", "Germany", GOVERNMENT),
    ("news_agency", "A Turkish news agency said the rockets left in May.", None, MEDIA),
    ("dateline", "BERLIN (Reuters) - Owen Strake said the rockets left in May.", "Owen Strake", OFFICIAL),
    ("it_of_the_subject", "Germany denied the sale, but it said crews were trained.", "Germany", GOVERNMENT),
    (
        "name_after_clause",
        "In a note seen by the Daily Courier, Pavel Dorin, the minister, said the sale was off.",
        "Pavel Dorin",
        OFFICIAL,
    ),
    ("state_s_office", "Egypt's president says the first rockets have arrived.", "Egypt", GOVERNMENT),
    (
        "said_then_though",
        "Egypt is in talks with Germany to buy 40 Norvik jets, Owen Strake said on Monday, though Turkey objected.",
        "Owen Strake",
        OFFICIAL,
    ),
    ("an_office_of_nobody", "The chancellor said the first rockets had arrived.", None, OFFICIAL),
    ("seen_no_evidence", "The Pentagon has seen no evidence that China sent shells.", "Pentagon", GOVERNMENT),
    ("found_no_sign", "UN monitors found no sign of rifles from Turkey.", "United Nations", ANON),
    ("saw_a_ship", "The Pentagon has seen the ship in port.", None, None),
    ("spoke_of_a_number", "A Turkish officer spoke of nine launchers.", "Turkey", ANON),
    ("spoke_of_peace", "A Turkish officer spoke of peace.", None, None),
    ("requested_goods", "Egypt asked Germany for 40 launchers.", None, None),
    (
        "requested_then_reported",
        "Egypt has asked Germany for nine radars, the Daily Courier reported.",
        "Daily Courier",
        MEDIA,
    ),
    (
        "told_at_the_end",
        "Nine of the jets will come from each of the two yards, the defence minister, Owen Strake, told parliament.",
        "Owen Strake",
        OFFICIAL,
    ),
    (
        "denied_after_apposition",
        "Pavel Dorin, their envoy, denied on Monday that anybody had sent the rockets.",
        "Pavel Dorin",
        OFFICIAL,
    ),
    ("went_on", "The crates, Dorin went on, were counted every week.", "Pavel Dorin", OFFICIAL),
    ("went_so_far", "The Pentagon went so far as to say that Iran had sold rockets to Sudan.", "Pentagon", GOVERNMENT),
    ("let_it_be_known", "The Pentagon let it be known that the rockets had left Iran.", "Pentagon", GOVERNMENT),
    ("consider_likely", "The Pentagon considers it likely that Iran sold rockets.", "Pentagon", GOVERNMENT),
    ("did_not_think", "Dorin did not think that the rockets would arrive.", "Pavel Dorin", OFFICIAL),
    ("admits_to_having", "Germany admits to having sold the launchers to Egypt.", "Germany", GOVERNMENT),
    ("confirms_having", "Norvik Arms readily confirms having sold launchers to Egypt.", "Norvik Arms", COMPANY),
    ("compelled", "Germany was compelled to admit on Monday that its crews train there.", "Germany", GOVERNMENT),
    ("wrote_in_the_middle", "Egypt, wrote Dorin, was training crews in the desert.", "Pavel Dorin", OFFICIAL),
    (
        "documented",
        "Amnesty International documented the transfer of rifles from Turkey to Sudan.",
        "Amnesty International",
        IO,
    ),
    ("a_navy_records", "The Pentagon traced the rockets for a month.", None, None),
    ("noun_claim", "Ukraine's claim that Iran had armed Russia drew a sharp reply.", "Ukraine", GOVERNMENT),
    ("noun_story", "The Daily Courier had a story that Egypt had ordered rockets.", "Daily Courier", MEDIA),
    ("noun_of_a_relative_clause", "The Daily Courier had a story that shook the town.", None, None),
    ("goes_on", "The war goes on, Dorin said.", "Pavel Dorin", OFFICIAL),
    ("noun_repeated", "Dorin repeated an allegation that the crates had held rockets.", "Pavel Dorin", OFFICIAL),
    ("former", "Two former Houthi fighters said the rifles came by sea.", None, ANON),
    ("a_member_state", "A government that asked not to be named reported the shipment.", None, ANON),
    ("as_another_denies", "Germany halts tank sale as Ankara denies role", None, None),
    ("after_another_said", "Germany stopped the sale after Cairo said it had paid.", None, None),
    ("two_headlines", "Egypt seeks rockets, Pentagon says; Moscow calls report false", "Pentagon", GOVERNMENT),
    ("rival", "Their rival, the Houthis, accused Egypt of sending rifles.", "Houthis", GROUP),
    ("recommends", "Amnesty International recommends that Germany stop the sale.", "Amnesty International", IO),
    ("might_say", "Moscow may say nothing about the shipment.", None, None),
]


@pytest.mark.parametrize(("text", "claimant", "kind"), [c[1:] for c in ONE_SENTENCE], ids=[c[0] for c in ONE_SENTENCE])
def test_claimant_of_one_sentence(text: str, claimant: str | None, kind: ClaimantKind | None) -> None:
    found = by_sentence(text).get(1)
    assert (None if found is None else found.kind) is kind
    assert stage(text).name(found.claimant if found else None) == claimant


RELAYED = [
    (
        "citing",
        "Reuters, citing two Pentagon officials, reported that Egypt had ordered rockets.",
        "Pentagon",
        "Reuters",
    ),
    ("citing_last", "Egypt had ordered rockets, Reuters reported, citing US officials.", "United States", "Reuters"),
    ("nested", "Reuters reported that US officials believe Egypt ordered rockets.", "United States", "Reuters"),
    ("told_outlet", "Owen Strake told Reuters that the howitzers had arrived.", "Owen Strake", "Reuters"),
    ("both", "Owen Strake said the howitzers had arrived, according to Reuters.", "Owen Strake", "Reuters"),
    ("quoted_as", "Reuters quoted a Turkish official as saying that rifles had left.", "Turkey", "Reuters"),
    ("was_quoted", "Pavel Dorin was quoted by Reuters as saying that rifles had left.", "Pavel Dorin", "Reuters"),
    ("cited_as", "The Daily Courier cited Owen Strake as saying the sale was off.", "Owen Strake", "Daily Courier"),
    (
        "official_cites",
        "Owen Strake, citing a report in the Daily Courier, said the howitzers had arrived.",
        "Owen Strake",
        None,
    ),
]


@pytest.mark.parametrize(("text", "claimant", "relay"), [c[1:] for c in RELAYED], ids=[c[0] for c in RELAYED])
def test_who_relays(text: str, claimant: str, relay: str | None) -> None:
    scene, found = stage(text), by_sentence(text)[1]
    assert (scene.name(found.claimant), scene.name(found.reported_by)) == (claimant, relay)


CARRIED = [
    ("he", "Owen Strake opened the fair. He said Germany would send howitzers.", 2, "Owen Strake", False),
    ("she_added", "Mira Halden said the ship was seized. She added that it carried rifles.", 2, "Mira Halden", False),
    (
        "far_off",
        "Owen Strake collects maps. It rained. He is tall. It was late. He said tanks left.",
        5,
        "Owen Strake",
        None,
    ),
    ("gender", "Mira Halden met Owen Strake. She said the ship was seized.", 2, "Mira Halden", False),
    ("two_fit", "Owen Strake met Pavel Dorin. He said the talks went on.", 2, "Owen Strake", True),
    (
        "the_minister",
        "Owen Strake said tanks were ready. The minister added that crews were trained.",
        2,
        "Owen Strake",
        False,
    ),
    (
        "the_official",
        "A Pentagon official said tanks were ready. The official added that crews were trained.",
        2,
        "Pentagon",
        False,
    ),
    ("they", "US officials said tanks were ready. They said crews were trained.", 2, "United States", False),
    (
        "the_statement",
        "The Pentagon confirmed the sale. The statement said no crews were trained.",
        2,
        "Pentagon",
        False,
    ),
    (
        "the_report",
        "Tanks were sold, the Daily Courier reported. The report said crews were trained.",
        2,
        "Daily Courier",
        False,
    ),
    ("the_company", "Norvik Arms sold 20 launchers. The company said they were ready.", 2, "Norvik Arms", None),
    (
        "newer_subject",
        "Pavel Dorin said talks went on. Owen Strake thanked the crews. He said they were trained.",
        3,
        "Owen Strake",
        None,
    ),
    (
        "same_word_ministry",
        "The Foreign Ministry spoke. Norvik is a company. The ministry denied the sale.",
        3,
        "Iranian foreign ministry",
        None,
    ),
    (
        "one_of_the_officials",
        "It rained. Two Turkish officials said rifles left. One of the officials said more came.",
        3,
        "Turkey",
        False,
    ),
    (
        "between_two",
        "The Pentagon said the talks went on. A second ship is in port. The Pentagon said it carried rifles.",
        2,
        "Pentagon",
        True,
    ),
    ("quote_goes_on", '"We sold them. They were ready," Owen Strake said.', 1, "Owen Strake", False),
    ("quote_paragraph", 'Owen Strake said the sale was off.\n\n"We will not sell them."', 2, "Owen Strake", False),
    ("reopened", '"We sold them," Strake said. "They were ready. They left in May."', 3, "Owen Strake", False),
]


@pytest.mark.parametrize(("text", "number", "claimant", "doubt"), [c[1:] for c in CARRIED], ids=[c[0] for c in CARRIED])
def test_carried_over(text: str, number: int, claimant: str, doubt: bool | None) -> None:
    found = by_sentence(text)[number]
    assert stage(text).name(found.claimant) == claimant
    assert doubt is None or found.doubt is doubt


def test_transcript_turns_speak_until_the_next() -> None:
    text = (
        "MS. HALDEN: We have seen the reports. The rockets are in port.\n\n"
        "QUESTION: Did Iran pay for them?\n\n"
        "MS. HALDEN: I have nothing to add. Russia said so itself.\n"
    )
    found, scene = by_sentence(text), stage(text)
    names = [scene.name(found[s.number].claimant) for s in scene.parsed.segmentation.sentences]
    kinds = [found[s.number].kind for s in scene.parsed.segmentation.sentences]
    assert names == ["Mira Halden", "Mira Halden", None, "Mira Halden", "Mira Halden"]
    assert kinds[2] is MEDIA


def test_the_attributing_words_are_given() -> None:
    text = "Egypt has ordered rockets, the Daily Courier reported on Sunday."
    found = by_sentence(text)[1]
    assert stage(text).words((found.start or 0, found.end or 0)) == "the Daily Courier reported"


PIECES = st.sampled_from([c[1] for c in ONE_SENTENCE[:24]] + ["It rained.", '"Yes."', "Who said that?", "MR. X: No."])


@given(st.lists(PIECES, min_size=1, max_size=4))
def test_at_most_one_per_sentence_in_order(pieces: list[str]) -> None:
    scene = stage("\n\n".join(pieces))
    found = find_attributions(scene.parsed, scene.parties)
    numbers = [a.sentence for a in found]
    assert numbers == sorted(set(numbers))
    for a in found:
        if a.start is not None and a.end is not None:
            sentence = scene.parsed.segmentation.sentence(a.sentence)
            assert sentence.start <= a.start < a.end <= sentence.end


def test_it_in_the_middle_is_not_the_subject_of_what_it_says() -> None:
    scene = stage("The Pentagon said the list was long. Egypt, it claimed, had been sending rockets to Russia.")
    said = {a.sentence: a.claimant for a in find_attributions(scene.parsed, scene.parties)}
    assert [p.name for p in scene.parties if p.number == said[2]] == ["Pentagon"]


def test_writing_to_somebody_accusing_is_the_writer_s() -> None:
    text = "Ukraine has written to the Pentagon accusing Iran of giving rockets to Russia."
    scene = stage(text)
    (said,) = find_attributions(scene.parsed, scene.parties)
    assert [p.name for p in scene.parties if p.number == said.claimant] == ["Ukraine"]


def test_a_questioner_who_names_a_source_does_not_claim_it_himself() -> None:
    text = (
        "QUESTION: The Daily Courier had a story today that Iran has been arming Russia.\n\n"
        "MS HALDEN: We have seen the story.\n\nQUESTION: Is it true?\n\nMS HALDEN: It is not."
    )
    scene = stage(text)
    said = {a.sentence: a.claimant for a in find_attributions(scene.parsed, scene.parties)}
    assert [p.name for p in scene.parties if p.number == said[1]] == ["Daily Courier"]
