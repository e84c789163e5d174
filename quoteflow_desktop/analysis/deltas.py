"""From what the model said of a mail to the mail's delta: canonical values, each with its words.

A value that no words of the mail show is dropped with a warning. Names lose their titles, a
figure brings its unit and currency along. Must not know prompts, models or what stands so far.
"""

from quoteflow_desktop.analysis import names, tables, term_claims
from quoteflow_desktop.analysis.canonical import clean_text
from quoteflow_desktop.analysis.figure_claims import money, worded_figures
from quoteflow_desktop.analysis.mail import Found, Mail
from quoteflow_desktop.analysis.plausible import plausible
from quoteflow_desktop.analysis.row_claims import Goods, with_rows
from quoteflow_desktop.analysis.rows import by_rows
from quoteflow_desktop.analysis.stages import stage_words
from quoteflow_desktop.analysis.vat_words import with_vat_words
from quoteflow_desktop.core.facts import (
    Act,
    Candidate,
    Claim,
    Delta,
    ItemClaim,
    Origin,
    Side,
)
from quoteflow_desktop.core.reading import MailReading, ReadFigure, ReadItem, ReadWords


def build_delta(reading: MailReading, mail: Mail) -> Delta:
    """The delta of one mail."""
    found = Found(mail)
    made = _Model(found, reading)
    made.stage()
    names.sender_firm(found, reading)
    for words in reading.words:
        made.words(words)
    term_claims.stated_terms(found, reading.side)
    term_claims.references(found)
    names.header_names(found, reading)
    figures = by_rows(reading.figures, len(reading.items), mail.text)
    goods = worded_figures(reading, with_rows(reading, figures, mail), mail)
    figures = goods.figures
    for figure in figures:
        if figure.key not in ("quantity", "unit_price"):
            made.figure(figure, goods)
    term_claims.places(found, figures)
    term_claims.voyage_ports(found, reading.side)
    term_claims.ports(found, figures)
    items = made.items(goods)
    money(found, reading)
    return Delta(
        message=mail.number,
        by=reading.side,
        claims=tuple(found.claims),
        items=items,
        answer=_answer(reading),
        warnings=tuple(warning for warning in found.warnings if not found.replaced(warning)),
    )


def _answer(reading: MailReading) -> Act | None:
    """A buyer who gives the deal up turns down what was offered."""
    if reading.stage == "lost" and reading.side is Side.BUYER:
        return Act.REFUSE
    return reading.answer


class _Model:
    """What the model said of one mail, put into ``found``."""

    def __init__(self, found: Found, reading: MailReading) -> None:
        self.found = found
        self.mail = found.mail
        self.reading = reading

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
            self.found.add("deal_stage", self.reading.stage, Act.INFORM, quote)
        else:
            self.found.drop("deal_stage", self.reading.stage)

    def words(self, words: ReadWords) -> None:
        key = names.party_key(words.key, self.reading.side)
        value = clean_text(key, words.text) if key else ""
        if not key or not value or not names.fits_header(self.mail, self.reading, words.key, value):
            return
        if any(c.key == key and c.origin is Origin.RULE for c in self.found.claims):
            return  # the signature's own words are surer
        value = names.as_in_header(self.mail, self.reading, words.key, value)
        if not plausible(key, value) or (
            key.endswith("company") and names.is_person(self.mail, self.reading, value)
        ):
            self.found.warnings.append(f"{key}: “{value}” left out, it cannot be one")
            return
        evidence = self.mail.find(value)
        if evidence is None:
            self.found.drop(key, value)
            return
        self.found.claims.append(Claim(key=key, value=value, act=words.act, evidence=(evidence,)))

    def _shown(self, figure: ReadFigure) -> str | None:
        """The figure as it is written; of money with what its line says of VAT beside it."""
        start, end = figure.candidate.start, figure.candidate.end
        if figure.key in ("unit_price", "total_amount"):
            wide = with_vat_words(self.mail.text, start, end)
            if quote := self.mail.show(*wide):
                return quote
        return self.mail.show(start, end)

    def figure(self, figure: ReadFigure, goods: Goods) -> None:
        quote = self._shown(figure)
        if quote is None:
            self.found.drop(figure.key, figure.candidate.value)
            return
        origin = Origin.RULE if figure.candidate.start in goods.ruled else Origin.MODEL
        self.found.add(figure.key, figure.candidate.value, figure.act, quote, origin)
        self._currency(figure, quote)

    def items(self, goods: Goods) -> tuple[ItemClaim, ...]:
        """The items with their figures; figures of none are those of the thread's only one."""
        figures = goods.figures
        listed = [
            item
            if index in goods.rowed
            else self.whole(item, [f for f in figures if f.item == index])
            for index, item in enumerate(goods.items)
        ]
        items = [
            self.item(item, [f for f in figures if f.item == index], goods, index)
            for index, item in enumerate(listed)
            if not _said_before(index, listed, figures)
        ]
        loose = [f for f in figures if f.item is None and f.key in ("quantity", "unit_price")]
        if loose:
            items.append(self.item(None, loose, goods))
        return tuple(item for item in items if item is not None)

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

    def item(
        self, item: ReadItem | None, figures: list[ReadFigure], goods: Goods, index: int = -1
    ) -> ItemClaim | None:
        if item and not plausible("product", item.product):
            self.found.warnings.append(f"product: “{item.product}” left out, it cannot be one")
            return None
        evidence = self.mail.find(item.product) if item else None
        if item and evidence is None:
            self.found.drop("product", item.product)
            return None
        claims: list[Claim] = []
        if item and item.specification:
            shown = self.mail.find(item.specification)
            if shown is None:
                self.found.drop("specification", item.specification)
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
            claims += self._item_figure(figure, goods)
        return ItemClaim(
            product=item.product if item else "",
            act=item.act if item else Act.INFORM,
            evidence=(evidence,) if evidence else (),
            claims=tuple(claims),
            origin=Origin.RULE if index in goods.named else Origin.MODEL,
        )

    def _item_figure(self, figure: ReadFigure, goods: Goods) -> list[Claim]:
        candidate = figure.candidate
        quote = self._shown(figure)
        if quote is None:
            self.found.drop(figure.key, candidate.value)
            return []
        evidence = self.found.evidence(quote)
        origin = Origin.RULE if candidate.start in goods.ruled else Origin.MODEL
        claims = [
            Claim(
                key=figure.key, value=candidate.value, act=figure.act, evidence=evidence,
                origin=origin,
            )
        ]  # fmt: skip
        unit = _unit_of(candidate, quote)
        if unit and figure.act is not Act.REFUSE:
            claims.append(
                Claim(key="unit", value=unit, act=figure.act, evidence=evidence, origin=origin)
            )
        if figure.key == "unit_price":
            self._currency(figure, quote)
        return claims

    def _currency(self, figure: ReadFigure, quote: str) -> None:
        currency = figure.candidate.currency
        if currency and figure.key != "currency" and figure.act is not Act.REFUSE:
            self.found.add("currency", currency, figure.act, quote)


def _said_before(index: int, items: list[ReadItem], figures: tuple[ReadFigure, ...]) -> bool:
    """Whether an item without figures only repeats the name of another one of this mail."""
    if any(f.item == index for f in figures) or items[index].act is Act.WITHDRAW:
        return False
    return any(
        other != index and items[index].product in items[other].product
        and (items[other].product != items[index].product or other < index)
        for other in range(len(items))
    )  # fmt: skip


def _unit_of(candidate: Candidate, quote: str) -> str | None:
    """The unit as the quote writes it."""
    unit = candidate.unit_text or candidate.unit
    return unit if unit and unit in quote else None
