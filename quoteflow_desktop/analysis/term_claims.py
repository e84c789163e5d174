"""Terms of a mail that plain code finds: labelled lines, the place of an Incoterm, its port.

A side's act with them follows from who it is: a supplier offers, a buyer asks. Never in place of
what the model said, unless that is a fragment of it. Must not know items or names.
"""

import re
from collections.abc import Iterable

from quoteflow_desktop.analysis.canonical import clean_text
from quoteflow_desktop.analysis.certificates import certificate_spans
from quoteflow_desktop.analysis.labelled import Labelled, labelled, place_after
from quoteflow_desktop.analysis.mail import Found, act_of
from quoteflow_desktop.analysis.port_words import port_spans
from quoteflow_desktop.analysis.ports import country_of
from quoteflow_desktop.analysis.prose_terms import prose_terms
from quoteflow_desktop.analysis.references import reference_spans
from quoteflow_desktop.analysis.sentences import sentences
from quoteflow_desktop.core.facts import Act, Origin, Side
from quoteflow_desktop.core.reading import ReadFigure

# What begins the next words behind a value, and what is said before one.
_ON = re.compile(r"[ ]*[,;.]|[ ]+(?:and|but|so|you|we|please)\b|[ ]+(?:for|of|to|with|from|the)$")
_AHEAD = re.compile(
    r"(?:an?|the|better|as usual|same|말씀하신 대로|기존대로"
    r"|기존과 같이)[ ,]+",
    re.IGNORECASE,
)


def _ran_on(said: str, value: str, labels: bool) -> bool:
    """Whether a copied text holds the value and only words besides: "31 Jan and free"."""
    head, _, tail = said.partition(value)
    on = _ON.match(tail) is not None if tail else _AHEAD.fullmatch(head) is not None
    return value in said and (labels or (on and not (head and tail)))


def stated_terms(found: Found, side: Side) -> None:
    """What labelled lines give, then what sentences state: where the model named nothing, or cut
    the value short."""
    act, mail = act_of(side), found.mail
    if act is None:
        return
    seen: set[str] = set()
    asks = side is Side.BUYER
    in_prose = prose_terms(mail.text, mail.searchable, mail.day, asks=asks)
    certificates = (
        Labelled("certification", *span, span[0])
        for span in certificate_spans(mail.text, mail.searchable)
    )
    for term in (*labelled(mail.text), *in_prose, *certificates):
        if term.key not in seen and _state(found, term, act):
            seen.add(term.key)


def references(found: Found) -> None:
    """The numbers of papers, each with the word that says how binding it is."""
    mail = found.mail
    for span, label in reference_spans(mail.text, mail.searchable):
        code, line = mail.show(*span), mail.show(label, span[1])
        if not code or not line:
            continue
        evidence = found.evidence(line)
        own = [i for i, c in enumerate(found.claims) if c.key == "reference" and code in c.value]
        for index in own:
            said = found.claims[index]
            found.claims[index] = said.model_copy(update={"value": code, "evidence": evidence})
        if not own:
            found.add("reference", code, Act.INFORM, line, Origin.RULE)


def _state(found: Found, term: Labelled, act: Act) -> bool:
    """Claim one term; whether it can be shown. What the model copied gives way to more words, to
    those of a labelled line, and where it ran on."""
    mail = found.mail
    labels = term.label < term.start
    quote = mail.show(term.start, term.end)
    value = clean_text(term.key, mail.text[term.start : term.end])
    if not quote or not value:
        return False
    if term.key == "reference" and (line := mail.show(term.label, term.end)):
        quote = line  # how binding it is
    own = [i for i, c in enumerate(found.claims) if c.key == term.key]
    for index in own:
        said = found.claims[index]
        if said.value != value and (said.value in value or _ran_on(said.value, value, labels)):
            changed = {"value": value, "evidence": found.evidence(quote)}
            found.claims[index] = said.model_copy(update=changed)
    if not own:
        found.add(term.key, value, act, quote, Origin.RULE)
    return True


def places(found: Found, figures: Iterable[ReadFigure]) -> None:
    """The place behind an Incoterm of which the model named no place."""
    if found.has("incoterm_place"):
        return
    for figure in figures:
        if figure.key != "incoterm" or figure.act is Act.REFUSE:
            continue
        span = place_after(found.mail.text, figure.candidate.end)
        quote = found.mail.show(*span) if span else None
        if quote:
            quote = quote.partition("\n")[0].rstrip()  # the next line says something else
            value = clean_text("incoterm_place", quote)
            found.add("incoterm_place", value, figure.act, quote, Origin.RULE)
            return


def ports(found: Found, figures: Iterable[ReadFigure]) -> None:
    """The port that a sea rule names as its place: FOB where loaded, CIF where unloaded."""
    rules = {f.candidate.value for f in figures if f.key == "incoterm"}
    key = {"FOB": "port_of_loading", "FAS": "port_of_loading", "CFR": "port_of_discharge",
           "CIF": "port_of_discharge"}.get("".join(rules))  # fmt: skip
    place = next((c for c in reversed(found.claims) if c.key == "incoterm_place"), None)
    if key and place and not found.has(key) and country_of(place.value):
        changed = {"key": key, "origin": Origin.RULE}
        found.claims.append(place.model_copy(update=changed))


def voyage_ports(found: Found, side: Side) -> None:
    """Ports that the words around them name; what the model took for one stays if it is one."""
    act, mail = act_of(side), found.mail
    if act is None:
        return
    spans = list(sentences(mail.text, mail.searchable))
    for key, span in port_spans(mail.text, spans):
        said = [c for c in found.claims if c.key == key]
        if any(country_of(c.value) or c.origin is Origin.RULE for c in said):
            continue
        if quote := mail.show(*span):
            found.claims = [c for c in found.claims if c not in said]
            found.add(key, clean_text(key, quote), act, quote, Origin.RULE)
