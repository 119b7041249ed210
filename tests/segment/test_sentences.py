"""Where a paragraph is cut: every case lists the sentences of one paragraph, parted by a space or by nothing."""

from __future__ import annotations

import pytest

from summarizer.segment import segment


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in segment(text).sentences]


ORDINARY = {
    "plain": ["Oslo shipped the shells.", "Riga paid for them."],
    "question and exclamation": ["Who paid?", "Nobody!", "The file is closed."],
    "single": ["Oslo shipped the shells"],
}

ABBREVIATIONS = {
    "titles": ["Lt. Gen. Ada Brun met Mr. Dahl and Sen. Roe in Oslo.", "Dr. Lind was absent."],
    "initials": ["J. R. Falk and Ada B. Brun signed it.", "W. Stahl did not."],
    "letter at the end": ["They fell back on plan B.", "The jets never came."],
    "U.S. inside": ["The U.S. Navy bought 12 boats from the U.K. Treasury fund."],
    "U.S. at the end": ["The boats came from the U.S.", "The port was closed."],
    "U.S. before a state": ["The boats came from the U.S.", "Russia denied it."],
    "U.S. before a comma": ["The boats came from the U.S., Oslo said."],
    "hyphenated": ["The U.S.-made radars broke.", "U.N.-led talks failed."],
    "possessive": ["The U.S.'s offer stands.", "It ends in May."],
    "month": ["The deal of Sept. 4 was signed on Oct. 12, 2021.", "It lapsed last Dec.", "Oslo shrugged."],
    "number sign": ["Resolution No. 5 and Nos. 7 and 8 apply.", "See Art. 3 and p. 12."],
    "answer": ["The answer was no.", "Oslo asked again."],
    "companies": [
        "Falk Arms Corp. Chairman Ada Brun and Stahl Inc. executives met.",
        "The firm is Lind Co.",
        "It sells mines.",
    ],
    "latin": ["They want drones, e.g. Kites, i.e. Oslo's type, vs. Riga's.", "Shells, mines, etc. were sold."],
    "clock": ["The ship left at 5 p.m. Monday.", "It was back at 6 a.m.", "The crew slept."],
    "clock and zone": ["The ship left at 5 p.m. Oslo time."],
    "district": ["The office in Washington, D.C. Monday was shut.", "It is in Washington, D.C.", "The door is green."],
    "doctor of": ["She has a Ph.D. from Oslo.", "She builds mines."],
    "versus": ["The case is Falk v. Stahl.", "It is old."],
    "after a comma": ["In Oslo,Mr. Dahl paid."],
    "street": ["St. Olaf pier is shut.", "The firm sits in Main St.", "It is small."],
}

NUMBERS = {
    "decimals": ["The order of $3.5 million buys 5.56 mm rounds and .50-caliber guns.", "It rose 2.5%."],
    "designations": ["An F-16.5 never flew.", "The M4A1.2 did."],
    "year at the end": ["The deal is from 2021.", "Oslo kept it.", "12 boats remain."],
    "currency": ["Oslo paid.", "$5 million went to Riga.", "€3 million did not."],
    "enumerators": ["1. The tanks arrived.", "They were old."],
}

JOINS = {
    "no space": ["Oslo signed the deal.", "The minister left.", "Who knows?", "Nobody."],
    "acronym": ["The note of the U.S.The file is torn."],
    "small letter": ["See e.g.x for more."],
    "web address": ["Read www.Example.Com or https://oslo.example/Deal.Final?Page=2 today."],
    "e-mail": ["Write to Ada.Brun@Oslo.example now."],
    "file names": ["The files Deal.pdf and Node.Js and Plan.Final.docx are attached."],
    "designation": ["An F-16.5 never flew.", "The M4A1.2 did."],
    "after a quote": ["“We signed the deal.”", "The minister left."],
    "after a straight quote": ['"We signed the deal."', "The minister left."],
    "before a quote": ["Oslo signed the deal.", "“It is done,” he said."],
    "after a year": ["The deal is from 2021.", "The port is shut."],
    "chinese": ["船走了。", "没有人看见！", "“是的。”", "完"],
}

ELLIPSES = {
    "lower case": ["The deal... was off.", "Nobody knew … why."],
    "capital": ["The deal was off...", "Riga knew."],
    "omission": ["“Oslo ... Riga and Bergen are one,” he said."],
    "spaced": ["He wanted boats . . . and mines.", "He got neither. . . .", "The end came."],
    "brackets": ["The deal (…) Oslo made is off.", "[…] The port is shut.", "Riga (...) knew."],
    "sic": ["They sold the “wepons” [sic] in May.", "They sold “two ship.” [sic]", "Nobody paid."],
}

QUOTES = {
    "two inside one pair": ["“We ask for calm in Oslo.", "We ask Riga to wait,” Brun said."],
    "straight": ['"We ask for calm in Oslo.', 'We ask Riga to wait," Brun said.', "He left."],
    "mark stays": ['He said, "It is over."', "Riga agreed."],
    "stop after the mark": ["He called it ‘over’.", "Riga agreed."],
    "small attribution": ["“Is it over?” she asked.", "“It is!” he said."],
    "name attribution": ["“Is it over?” Brun asked.", "“It is.” Ada Brun said on Monday."],
    "no attribution": ["“Is it over?”", "Brun said Riga had boats to sell."],
    "nested": ["“He told me: ‘Go home.’”", "She did."],
    "guillemets": ["« Nous partons. »", "Le ministre est parti.", "«We go.»", "They went."],
    "low-high": ["„Wir gehen.“", "Der Minister blieb."],
    "signature": ["“We never sold a mine.” — Ada Brun"],
    "opening next": ["He left.", "“We stay,” she said.", "(Riga had no comment.)", "‘Go,’ he wrote."],
    "altered": ["“They knew.", "[T]hey paid.", "[t]he rest is lost,” he said."],
    "straight pairs": ['He wrote "mines."', '"Boats," she wrote.'],
}

BRACKETS = {
    "aside": ["The boats (who counted? Nobody) left Oslo.", "They came back."],
    "short aside": ["Brig. Gen. (Res.) Ada Brun and Sen. Roe (D-Conn.) met.", "They left."],
    "own sentence": ["Oslo paid.", "(Riga did not.)", "The rest is lost."],
    "note": ["Oslo paid.[3]", "Riga did not.[12]", "So be it."],
}

WIRE = {
    "dateline": ["KYIV, Sept. 4 (Wire) - The minister left.", "He flew."],
    "outlet": ["(Outlet) -- The minister left.", "He flew."],
    "long dash": ["WASHINGTON, D.C. — The minister left.", "He flew."],
    "capitals": ["OSLO, SEPT. 4 - - THE MINISTER BOUGHT NO. 5 GUNS.", "GEN. BRUN DENIED IT - - AGAIN."],
    "capitals and acronym": ["SHIPS LEFT THE U.S. AND RIGA.", "OSLO WAITED."],
    "capitals end": ["SHIPS LEFT THE U.S.", "THE PORT IS SHUT."],
    "no capitals": ["oslo paid.", "riga did not."],
    "article": ["Oslo paid.", "al-Falak fighters did not."],
}

SCRIPTS = {
    "arabic": ["وصلت السفن؟", "لا أحد يعرف.", "انتهى الأمر۔", "نعم"],
    "hebrew": ["הספינה יצאה.", "איש לא ראה."],
    "hindi": ["जहाज चला गया।", "किसी ने नहीं देखा।"],
    "chinese": ["船走了。", "没有人看见！", "“是的。”", "完"],
    "combining": ["The cafe\u0301 was shut.", "E\u0301lan vital."],
    "emoji": ["Oslo paid.🚀", "Riga did not! 👩‍🚀 🇳🇴"],
    "zero width": ["Oslo paid.\u200b", "The port is shut."],
    "byte order mark": ["\ufeffOslo paid.", "Riga did not."],
    "no-break": ["Gen.\u00a0Brun paid No.\u00a05.", "Riga did\u202fnot."],
}

GROUPS = [ORDINARY, ABBREVIATIONS, NUMBERS, ELLIPSES, QUOTES, BRACKETS, WIRE]
SPACED = [pytest.param(parts, id=name) for group in GROUPS for name, parts in group.items()]


@pytest.mark.parametrize("parts", SPACED)
def test_sentences_with_a_space_between(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


@pytest.mark.parametrize("parts", [pytest.param(p, id=n) for n, p in JOINS.items()])
def test_sentences_with_nothing_between(parts: list[str]) -> None:
    assert cut("".join(parts)) == parts


@pytest.mark.parametrize("parts", [pytest.param(p, id=n) for n, p in SCRIPTS.items()])
def test_other_scripts(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("word", "ends"),
    [("Oslo; ", ";"), ("Oslo, ", ","), ("Oslo, Riga; ", ";"), ("Oslo ", "o"), ("x", "x")],
)
def test_what_never_stops_is_cut_into_pieces_that_can_be_read(word: str, ends: str) -> None:
    text = word * 3_000
    pieces = cut(text)
    assert max(map(len, pieces)) <= 2_000
    assert {piece[-1] for piece in pieces[:-1]} == {ends}
    assert "".join("".join(pieces).split()) == "".join(text.split())
