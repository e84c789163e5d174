"""From what the model said of a mail to the mail's delta: canonical values, each with its words.

A value that no words of the mail show is dropped with a warning. Names lose their titles, a
figure brings its unit and currency along. Must not know prompts, models or what stands so far.
"""

from collections.abc import Callable
from typing import NamedTuple

from quoteflow_desktop.analysis import tables
from quoteflow_desktop.analysis.canonical import clean_text, is_function, words_of
from quoteflow_desktop.analysis.labelled import labelled, place_after
from quoteflow_desktop.analysis.parties import firm_in
from quoteflow_desktop.analysis.plausible import plausible
from quoteflow_desktop.analysis.ports import country_of
from quoteflow_desktop.analysis.rows import by_rows
from quoteflow_desktop.analysis.stages import stage_words
from quoteflow_desktop.analysis.vat_words import with_vat_words
from quoteflow_desktop.core.facts import (
    Act,
    Candidate,
    Claim,
    Delta,
    Evidence,
    ItemClaim,
    Origin,
    Side,
)
from quoteflow_desktop.core.messages import Address
from quoteflow_desktop.core.reading import MailReading, ReadFigure, ReadItem, ReadWords


class Mail(NamedTuple):
    """What a delta needs of the mail it reads.

    ``text`` is the mail as the model read it; ``show(start, end)`` gives the verbatim run that
    ``text[start:end]`` shows; ``find(words)`` gives evidence for words that this mail or, failing
    that, an earlier one holds.
    """

    number: int
    sender: Address
    to: tuple[Address, ...]
    text: str
    show: Callable[[int, int], str | None]
    find: Callable[[str], Evidence | None]
    points: tuple[str, ...] = ()  # the clauses of the mail that its summary tells


def build_delta(reading: MailReading, mail: Mail) -> Delta:
    """The delta of one mail."""
    made = _Builder(mail, reading)
    made.stage()
    made.sender_firm()
    for words in reading.words:
        made.words(words)
    made.labelled_terms()
    made.header_names()
    figures = by_rows(reading.figures, len(reading.items), mail.text)
    for figure in figures:
        if figure.key not in ("quantity", "unit_price"):
            made.figure(figure)
    made.places(figures)
    made.ports(figures)
    listed = [
        made.whole(item, [f for f in figures if f.item == index])
        for index, item in enumerate(reading.items)
    ]
    items = tuple(
        made.item(item, [f for f in figures if f.item == index])
        for index, item in enumerate(listed)
        if not _said_before(index, listed, figures)
    )
    loose = [f for f in figures if f.item is None and f.key in ("quantity", "unit_price")]
    if loose:
        items += (made.item(None, loose),)
    return Delta(
        message=mail.number,
        by=reading.side,
        claims=tuple(made.claims),
        items=tuple(item for item in items if item is not None),
        answer=reading.answer,
        warnings=tuple(made.warnings),
    )


class _Builder:
    def __init__(self, mail: Mail, reading: MailReading) -> None:
        self.mail = mail
        self.reading = reading
        self.claims: list[Claim] = []
        self.warnings: list[str] = []

    def stage(self) -> None:
        if self.reading.stage is None:
            return
        run = stage_words(self.mail.text, self.reading.stage)
        quote = self.mail.show(*run) if run else None
        for point in self.mail.points:  # what the model found worth telling of this mail
            if quote:
                break
            told = self.mail.find(point)
            quote = told.quote if told and told.message == self.mail.number else None
        if quote:
            self._claim("deal_stage", self.reading.stage, Act.INFORM, quote)
        else:
            self._drop("deal_stage", self.reading.stage)

    def words(self, words: ReadWords) -> None:
        key = _party_key(words.key, self.reading.side)
        value = clean_text(key, words.text) if key else ""
        if not key or not value or not self._fits_header(words.key, value):
            return
        if any(c.key == key and c.origin is Origin.RULE for c in self.claims):
            return  # the signature's own words are surer
        value = self._as_in_header(words.key, value)
        if not plausible(key, value) or (key.endswith("company") and self._is_person(value)):
            self.warnings.append(f"{key}: “{value}” left out, it cannot be one")
            return
        evidence = self.mail.find(value)
        if evidence is None:
            self._drop(key, value)
            return
        self.claims.append(Claim(key=key, value=value, act=words.act, evidence=(evidence,)))

    def labelled_terms(self) -> None:
        """What labelled lines give: where the model named nothing, or cut the value short."""
        act = {Side.SUPPLIER: Act.OFFER, Side.BUYER: Act.ASK}.get(self.reading.side)
        if act is None:
            return
        seen: set[str] = set()
        for term in labelled(self.mail.text):
            if term.key in seen:
                continue
            seen.add(term.key)
            quote = self.mail.show(term.start, term.end)
            value = clean_text(term.key, self.mail.text[term.start : term.end])
            if not quote or not value:
                continue
            evidence = (Evidence(message=self.mail.number, quote=quote),)
            if term.key == "reference" and (line := self.mail.show(term.label, term.end)):
                evidence = (Evidence(message=self.mail.number, quote=line),)  # how binding it is
            own = [i for i, c in enumerate(self.claims) if c.key == term.key]
            for index in own:
                said = self.claims[index]
                if said.value != value and (said.value in value or value in said.value):
                    changed = {"value": value, "evidence": evidence}
                    self.claims[index] = said.model_copy(update=changed)
            if not own:
                self.claims.append(
                    Claim(key=term.key, value=value, act=act, evidence=evidence, origin=Origin.RULE)
                )

    def places(self, figures: tuple[ReadFigure, ...]) -> None:
        """The place behind an Incoterm of which the model named no place."""
        if any(claim.key == "incoterm_place" for claim in self.claims):
            return
        for figure in figures:
            if figure.key != "incoterm" or figure.act is Act.REFUSE:
                continue
            span = place_after(self.mail.text, figure.candidate.end)
            quote = self.mail.show(*span) if span else None
            if quote:
                evidence = (Evidence(message=self.mail.number, quote=quote),)
                value = clean_text("incoterm_place", quote)
                self.claims.append(
                    Claim(
                        key="incoterm_place", value=value, act=figure.act, evidence=evidence,
                        origin=Origin.RULE,
                    )
                )  # fmt: skip
                return

    def ports(self, figures: tuple[ReadFigure, ...]) -> None:
        """The port that a sea rule names as its place: FOB where loaded, CIF where unloaded."""
        rules = {f.candidate.value for f in figures if f.key == "incoterm"}
        key = {"FOB": "port_of_loading", "FAS": "port_of_loading", "CFR": "port_of_discharge",
               "CIF": "port_of_discharge"}.get("".join(rules))  # fmt: skip
        held = {claim.key: claim for claim in self.claims}
        place = held.get("incoterm_place")
        if key and place and key not in held and country_of(place.value):
            changed = {"key": key, "origin": Origin.RULE}
            self.claims.append(place.model_copy(update=changed))

    def _fits_header(self, key: str, name: str) -> bool:
        """Whether a contact is who the header names; where it names nobody, anybody."""
        if key not in ("contact", "to_contact"):
            return True
        people = [self.mail.sender] if key == "contact" else list(self.mail.to)
        named = [one.name for one in people if one.name and not is_function(one.name)]
        words = words_of(name)
        boxes = " ".join(one.email.partition("@")[0].casefold() for one in people)
        known = any(words & words_of(one) for one in named) or any(w in boxes for w in words)
        return known or not named

    def _as_in_header(self, key: str, name: str) -> str:
        """A first name as the header gives it whole."""
        people = {"contact": [self.mail.sender], "to_contact": list(self.mail.to)}.get(key, [])
        whole = [clean_text("contact", one.name) for one in people]
        fuller = [one for one in whole if words_of(name) < words_of(one) and "(" not in one]
        return fuller[0] if len(fuller) == 1 else name

    def _is_person(self, name: str) -> bool:
        """Whether the mail names a person so: the sender, or a contact it gives."""
        people = [self.mail.sender.name]
        people += [w.text for w in self.reading.words if w.key in ("contact", "to_contact")]
        return name.casefold() in {clean_text("contact", one).casefold() for one in people}

    def header_names(self) -> None:
        """The display names of sender and addressee, where the mail names nobody else."""
        self._header_name("contact", self.mail.sender.name)
        if len(self.mail.to) == 1:
            self._header_name("to_contact", self.mail.to[0].name)

    def _header_name(self, text_key: str, shown: str) -> None:
        key = _party_key(text_key, self.reading.side)
        name = clean_text("contact", shown)
        if not key or not name or is_function(name) or not plausible(key, name):
            return
        if any(claim.key == key for claim in self.claims):
            return
        evidence = self.mail.find(name)
        if evidence is not None and evidence.message == self.mail.number:
            self.claims.append(
                Claim(key=key, value=name, act=Act.INFORM, evidence=(evidence,), origin=Origin.RULE)
            )

    def sender_firm(self) -> None:
        """The firm that the signature names by its legal form."""
        key = _party_key("company", self.reading.side)
        if not key:
            return
        run = firm_in(self.mail.text)
        quote = self.mail.show(*run) if run else None
        if quote and not self._is_addressee(quote):
            evidence = (Evidence(message=self.mail.number, quote=quote),)
            name = " ".join(quote.split())
            self.claims.append(
                Claim(key=key, value=name, act=Act.INFORM, evidence=evidence, origin=Origin.RULE)
            )

    def _is_addressee(self, firm: str) -> bool:
        named = [w.text for w in self.reading.words if w.key == "to_company"]
        return any(one.casefold() in firm.casefold() for one in named)

    def _shown(self, figure: ReadFigure) -> str | None:
        """The figure as it is written; of money with what its line says of VAT beside it."""
        start, end = figure.candidate.start, figure.candidate.end
        if figure.key in ("unit_price", "total_amount"):
            wide = with_vat_words(self.mail.text, start, end)
            if quote := self.mail.show(*wide):
                return quote
        return self.mail.show(start, end)

    def figure(self, figure: ReadFigure) -> None:
        quote = self._shown(figure)
        if quote is None:
            self._drop(figure.key, figure.candidate.value)
            return
        self._claim(figure.key, figure.candidate.value, figure.act, quote)
        self._currency(figure, quote)

    def whole(self, item: ReadItem, figures: list[ReadFigure]) -> ReadItem:
        """The item as its table row names it, where its figures stand in one row."""
        lines = {tables.line_at(self.mail.text, f.candidate.start) for f in figures}
        if len(lines) != 1:
            return item
        line = lines.pop()
        name = tables.whole_name(self.mail.text, line, item.product)
        said = "" if item.specification in name else item.specification
        spec = said or tables.specification(self.mail.text, line)
        spec = "" if spec in {name, *(f.candidate.text for f in figures)} else spec
        return item.model_copy(update={"product": name, "specification": spec})

    def item(self, item: ReadItem | None, figures: list[ReadFigure]) -> ItemClaim | None:
        if item and not plausible("product", item.product):
            self.warnings.append(f"product: “{item.product}” left out, it cannot be one")
            return None
        evidence = self.mail.find(item.product) if item else None
        if item and evidence is None:
            self._drop("product", item.product)
            return None
        claims: list[Claim] = []
        if item and item.specification:
            shown = self.mail.find(item.specification)
            if shown is None:
                self._drop("specification", item.specification)
            else:
                claims.append(
                    Claim(
                        key="specification",
                        value=item.specification,
                        act=item.act,
                        evidence=(shown,),
                    )
                )
        for figure in figures:
            claims += self._item_figure(figure)
        return ItemClaim(
            product=item.product if item else "",
            act=item.act if item else Act.INFORM,
            evidence=(evidence,) if evidence else (),
            claims=tuple(claims),
        )

    def _item_figure(self, figure: ReadFigure) -> list[Claim]:
        candidate = figure.candidate
        quote = self._shown(figure)
        if quote is None:
            self._drop(figure.key, candidate.value)
            return []
        evidence = (Evidence(message=self.mail.number, quote=quote),)
        claims = [Claim(key=figure.key, value=candidate.value, act=figure.act, evidence=evidence)]
        unit = _unit_of(candidate, quote)
        if unit and figure.act is not Act.REFUSE:
            claims.append(Claim(key="unit", value=unit, act=figure.act, evidence=evidence))
        if figure.key == "unit_price":
            self._currency(figure, quote)
        return claims

    def _currency(self, figure: ReadFigure, quote: str) -> None:
        currency = figure.candidate.currency
        if currency and figure.key != "currency" and figure.act is not Act.REFUSE:
            self._claim("currency", currency, figure.act, quote)

    def _claim(self, key: str, value: str, act: Act, quote: str) -> None:
        claim = Claim(
            key=key,
            value=value,
            act=act,
            evidence=(Evidence(message=self.mail.number, quote=quote),),
        )
        if not any((c.key, c.value, c.act) == (key, value, act) for c in self.claims):
            self.claims.append(claim)

    def _drop(self, key: str, value: str) -> None:
        self.warnings.append(
            f"{key}: “{value}” left out, no words of mail {self.mail.number} show it"
        )


def _said_before(index: int, items: list[ReadItem], figures: tuple[ReadFigure, ...]) -> bool:
    """Whether an item without figures only repeats the name of another one of this mail."""
    if any(f.item == index for f in figures) or items[index].act is Act.WITHDRAW:
        return False
    return any(
        other != index and items[index].product in items[other].product
        and (items[other].product != items[index].product or other < index)
        for other in range(len(items))
    )  # fmt: skip


def _party_key(key: str, side: Side) -> str | None:
    """The fact key of a text: the sender's company is the buyer's or the supplier's."""
    if key not in ("company", "contact", "to_company", "to_contact"):
        return key
    if side is Side.OTHER:
        return None
    own, other = ("buyer", "supplier") if side is Side.BUYER else ("supplier", "buyer")
    return f"{other}_{key[3:]}" if key.startswith("to_") else f"{own}_{key}"


def _unit_of(candidate: Candidate, quote: str) -> str | None:
    """The unit as the quote writes it."""
    unit = candidate.unit_text or candidate.unit
    return unit if unit and unit in quote else None
