"""A brief as one self-contained page: the brief on the left, the text it speaks of on the right."""

from __future__ import annotations

from summarizer.document import Document
from summarizer.render import wording
from summarizer.render.element import Html, join, tag
from summarizer.render.inline import head, inlined
from summarizer.render.parts import ClaimView, DoubtView, FlowView, Notice, QuoteView, WarningView
from summarizer.render.source_text import source_text
from summarizer.render.view import View
from summarizer.schema import Brief
from summarizer.segment.model import Segmentation


def to_html(brief: Brief, document: Document, segmentation: Segmentation) -> str:
    """One page with style and script inside, light and dark, that loads nothing and works without its script.

    Everything is shown, evidence and dropped answers too. Its content policy allows this style and this script
    alone, so that even markup that slipped through could neither run nor call home.
    """
    view = View(brief, document, segmentation)
    style, script = (inlined("summarizer.render", name) for name in ("page.css", "page.js"))
    source = tag("aside", tag("h2", "Source text"), source_text(brief, document, segmentation), aria_label="Source")
    body = tag("body", _brief(view), source, tag("script", script))
    return f"<!doctype html>\n{tag('html', head(view.headline, style, script), body, lang='en')}\n"


def _brief(view: View) -> Html:
    doubts = [_doubts(kind, flags) for kind, flags in view.doubts]
    return tag(
        "main",
        tag("h1", view.title, dir="auto"),
        tag("p", " · ".join(view.facts), class_="facts"),
        *(_notice(n) for n in view.notices),
        tag("p", view.headline, class_="headline", dir="auto"),
        *_listed(view, "Key points", [tag("li", p.text, _refs(p.rest), **_rests(p.rest)) for p in view.key_points]),
        *_section(view, "Claimed flows", [_flow(f) for f in view.flows]),
        *_listed(view, "Official quotes", [_quote(q) for q in view.quotes]),
        *_listed(view, "Warnings", [_warning(w) for w in view.warnings]),
        *_section(view, "What is not certain", doubts),
        *_section(view, "Parties", [tag("p", "; ".join(view.parties))] if view.parties else []),
        *_dropped(view),
        tag("h2", "Made by"),
        tag("p", view.provenance, class_="made"),
    )


def _section(view: View, name: str, content: list[Html]) -> tuple[Html, ...]:
    return tag("h2", name), *(content or [tag("p", view.nothing, class_="none")])


def _listed(view: View, name: str, entries: list[Html]) -> tuple[Html, ...]:
    return _section(view, name, [tag("ul", *entries)] if entries else [])


def _notice(notice: Notice) -> Html:
    details = [tag("ul", *(tag("li", d) for d in notice.details))] if notice.details else []
    return tag("div", tag("strong", f"{notice.title}: "), notice.text, *details, class_="notice", role="note")


def _flow(flow: FlowView) -> Html:
    # The words of the standing are for those who do not see the line, and for text that is copied out of the page.
    line = tag("span", class_="arrow", role="img", aria_label=f"to ({flow.standing})")
    ends = (tag("bdi", flow.supplier), " ", line, " ", tag("bdi", flow.recipient))
    facts = [tag("li", "Stage: ", flow.stage), tag("li", "What: ", "; ".join(flow.items))]
    return tag(
        "section",
        tag("h3", f"{flow.id} ", *ends, tag("span", flow.standing, class_="standing")),
        tag("ul", *facts, *(_claim(c) for c in flow.claims)),
        class_=f"flow {flow.arrow.value}",
    )


def _claim(claim: ClaimView) -> Html:
    relayed = join(", reported by ", tag("bdi", claim.reported_by)) if claim.reported_by else ""
    stance = tag("span", claim.stance, class_="stance")
    return tag("li", tag("bdi", claim.claimant), " ", stance, relayed, _refs(claim.rest), **_rests(claim.rest))


def _quote(quote: QuoteView) -> Html:
    words = " … ".join(f"“{stretch}”" for stretch in quote.words)
    fragment = " (fragment)" if quote.fragment else ""
    said = (tag("span", words, class_="words"), " — ", tag("bdi", quote.speaker), fragment)
    return tag("li", f"{quote.id} ", *said, _refs(quote.rest), **_rests(quote.rest), data_exact=quote.id)


def _warning(warning: WarningView) -> Html:
    ends = (tag("bdi", warning.issuer), " to ", tag("bdi", warning.target))
    kind = tag("span", warning.kind, class_="stance")
    words = (f"{warning.id} ", kind, ": ", *ends, ": ", warning.gist)
    return tag("li", *words, _refs(warning.rest), **_rests(warning.rest))


def _doubts(kind: str, flags: tuple[DoubtView, ...]) -> Html:
    return join(tag("h3", kind), tag("ul", *(_doubt(flag) for flag in flags)))


def _doubt(doubt: DoubtView) -> Html:
    context = (doubt.before, tag("span", doubt.cue, class_="cue"), doubt.after)
    about = tag("span", f" on {doubt.about}", class_="about")
    return tag("li", *context, about, _refs(doubt.rest), **_rests(doubt.rest), data_exact=f"U{doubt.number}")


def _dropped(view: View) -> tuple[Html, ...]:
    if not view.dropped:
        return ()
    dropped = wording.count(len(view.dropped), "answer was", "answers were")
    said = tag("p", f"{dropped} dropped, and why:")
    reasons = tag("ul", *(tag("li", reason) for reason in view.dropped_reasons))
    answers = tag("details", tag("summary", "The answers"), tag("ul", *(tag("li", d) for d in view.dropped)))
    return tag("h2", "Answered and dropped"), said, reasons, answers


def _rests(rest: tuple[int, ...]) -> dict[str, str]:
    return {"data_rests": " ".join(f"s{number}" for number in rest)}


def _refs(rest: tuple[int, ...]) -> Html:
    links = (join(" ", tag("a", f"[S{number}]", href=f"#s{number}")) for number in rest)
    return tag("span", *links, class_="refs")
