"""Words written with a capital that too many articles share to tell one event from another."""

from __future__ import annotations

from functools import cache

from summarizer.stories.words import words

_COMMON = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december jan feb mar apr jun jul aug sept sep oct nov dec

    president vice prime minister ministers ministry foreign defence defense deputy department state states army air
    force forces navy naval guard national general council secretary government house white congress parliament senate
    treasury union united nations republic democratic kingdom people security international intelligence agency office
    court party chief spokesman spokeswoman spokesperson colonel major captain admiral lieutenant mrs customs border
    police embassy university institute company corporation aerospace industries systems group bank centre center

    north south east west northern southern eastern western central middle europe european africa african asia asian
    america american americans latin atlantic pacific gulf sea black red arab arabs soviet russians

    nato pentagon kremlin brussels moscow washington beijing kyiv kiev minsk tehran ankara london paris berlin rome
    madrid warsaw vienna geneva seoul tokyo delhi pyongyang jerusalem cairo riyadh doha damascus baghdad kabul
    islamabad canberra ottawa hague york bucharest budapest prague sofia belgrade athens stockholm oslo helsinki
    copenhagen lisbon dublin taipei hanoi bangkok manila jakarta nairobi abuja tripoli sanaa aden yerevan baku tbilisi

    israelis britain british english french german dutch swiss greek turkish spanish polish danish finnish norwegian
    swedish welsh scottish irish chinese japanese emirati saudi houthi houthis hamas hezbollah taliban dprk prc usa

    vladimir volodymyr joe donald benjamin recep tayyip emmanuel sergei sergey
    putin zelensky zelenskyy biden trump obama netanyahu erdogan macron jinping scholz merz starmer

    reuters bloomberg associated press agence times post journal news wire daily reporting editing

    the and for with from his her not but this that they there when what who why how its our was were has have had will
    would can could may might any all one two three four five six seven eight nine ten said says
    """.split()
)


@cache
def is_common(word: str) -> bool:
    """Whether a folded word is no name, or names what many articles speak of: states, capitals, offices, weekdays."""
    if word in _COMMON:
        return True
    stems, whole = _countries()
    return word in whole or (len(word) > 4 and word[:5] in stems)


def is_state(word: str) -> bool:
    """Whether a folded word is part of the name of a state."""
    return word in _countries()[1]


@cache
def _countries() -> tuple[frozenset[str], frozenset[str]]:
    """First letters of the names of states, which their demonyms share ("belar" for "Belarusian"), and whole words."""
    import pycountry

    whole = {w for c in pycountry.countries for w in words(f"{c.name} {getattr(c, 'common_name', '')}") if len(w) > 2}
    return frozenset(w[:5] for w in whole if len(w) > 4), frozenset(whole)
