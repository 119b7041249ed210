"""The news agency, and the date when it has a year, that an article names before its first sentence."""

from __future__ import annotations

import re
from itertools import islice

from summarizer.read.metadata import MONTH, Metadata, iso_date, one_line

LINES_SEARCHED = 3
AGENCIES = (
    "AFP|Agence France-Presse|ANI|Anadolu Agency|Anadolu|AP|The Associated Press|Associated Press|BelTA|Bloomberg|CNA"
    "|DPA|dpa|EFE|Interfax-Ukraine|Interfax|IRNA|KCNA|Kyodo|Kyodo News|PTI|Reuters|RIA Novosti|SANA|TASS|Ukrinform|UPI"
    "|Xinhua|Yonhap"
)
"""Names that stand for themselves, without a place before them, when they open an article."""

# Capitalised words in brackets that are no agency although they stand where one would.
_NO_OUTLET = re.compile(
    r"(?:up)?dated?|updates?|corrected|correction|exclusive|opinion|analysis|photos?|video|file|live|local time",
    re.IGNORECASE,
)
_DATE = rf"(?:{MONTH}\.?\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{MONTH}\.?(?:,?\s+\d{{4}})?)"
_PLACE = r"[A-Z][\w.'’/-]*(?:[ ,/]+[A-Z][\w.'’/-]*){0,5}"
_NAME = r"(?P<outlet>[A-Z][\w.&'’-]*(?: [A-Z][\w.&'’-]*){0,3})"
_DASH = r"\s*(?:--?|–|—)\s"
_AGENCY = rf"(?P<outlet>{AGENCIES})"
# A name that is none of the agencies counts only after a place and a date: "Army Staff (KOM) - ..." explains itself.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"\({_AGENCY}\){_DASH}",  # (Agency) -- Text
        rf"{_PLACE}[,.]?\s+\({_AGENCY}\){_DASH}",  # PLACE (Agency) - Text
        rf"{_PLACE}[,.]?\s+(?P<date>{_DATE})[,.]?\s*\({_NAME}\){_DASH}",  # PLACE, May 3 (Any Paper) - Text
        rf"{_PLACE}[,.]\s+(?P<date>{_DATE})\.?\s*/{_NAME}/[.,:]?(?:{_DASH}|\s)",  # PLACE, May 3. /AGENCY/. Text
        rf"{_AGENCY}\s*(?::|--|–|—)\s",  # AGENCY: Text
    )
)


def dateline(text: str) -> Metadata:
    """Outlet and date of the dateline among the first lines of `text`; unknown unless its form is beyond doubt."""
    lines = (line.strip(" \t\r*_>") for line in text.lstrip().split("\n", 4 * LINES_SEARCHED))
    for line in islice(filter(None, lines), LINES_SEARCHED):
        for form in _FORMS:
            match = form.match(line[:200])
            if match and not _NO_OUTLET.fullmatch(match["outlet"]):
                published = iso_date(match.groupdict().get("date"))
                return Metadata(outlet=one_line(match["outlet"]), published=published)
    return Metadata()
