"""Writes one mail: phrases with their slots filled from the deal, blocks of items and of terms.

Each written value is marked with its role and act. The order of the mails and what the parties
want is ``dialogue``'s matter; headers are ``mailing``'s.
"""

import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from training.simulator import english, korean
from training.simulator.deal import Deal, Line, make_reference, nice_price
from training.simulator.draft import Draft, Mark
from training.simulator.writing import (
    CURRENCY_WORDS, bare_price, date_text, digits, money, per_word, pick_day, quantity, unit_word,
)  # fmt: skip

from quoteflow_desktop.core.facts import Act
from quoteflow_desktop.core.money import plain

_TERM_KEYS = {"pay": "payment_terms", "lead": "lead_time", "pack": "packaging", "warr": "warranty", "cert": "certification"}
_VESSELS = ("MV Aurelia", "Hansa Tide", "Pacific Wren", "Ocean Lark", "Star Heron", "KMT Daisy", "Blue Petrel", "Nordic Swan")


class Writer:
    """One mail of ``side`` while it is written; ``lines`` are the items that it names, in order."""

    def __init__(self, deal: Deal, side: str, number: int, when: date, noise: Callable[[str], str] | None = None) -> None:
        self.deal, self.side, self.number, self.when = deal, side, number, when
        self.rng = deal.rng
        self.korean = deal.korean[side]
        self.words = korean if self.korean else english
        self.me, self.you = deal.party(side), deal.other(side)
        self.draft = Draft(noise=noise)
        self.act = Act.ASK if side == "buyer" else Act.OFFER
        self.line: Line = deal.lines[0]
        self.acts: dict[int, Act] = {}
        self.specs: dict[int, Mark] = {}
        self.products: dict[int, Mark] = {}
        self.signature_at: int | None = None
        self.prose = self.rng.random() < (0.4 if self.korean else 0.6)
        self.ref_kind = "inquiry"
        self.earlier: list[str] = []  # clauses of the other side's last mail
        self.quoted: list[tuple[int, int]] = []
        self.basis = ""  # the unit that a table's prices are for, where its header says it
        self.bargains = side == "buyer"  # a PO that opens a thread names prices without a wish

    # -- phrases -------------------------------------------------------------------------------
    def phrase(self, key: str) -> str:
        """One phrasing of ``key``."""
        return self.rng.choice(self.words.PHRASES[key].of(self.deal.family))

    def say(self, key: str, weight: int = 0, line: Line | None = None, act: Act | None = None, without: str = "") -> None:
        """A sentence; the separator before it follows the mail's layout."""
        if line is not None:
            self.line = line
        kept, self.act = self.act, act or self.act
        template = self.phrase(key)
        if line is not None and line.named is None and line.index not in self.products:
            template = self._naming(key, template)
        for _ in range(6):
            if not without or without not in template:
                break
            template = self.phrase(key)
        self.gap()
        self.draft.say(template, self.slot, weight)
        self.act = kept

    def _naming(self, key: str, template: str) -> str:
        """A phrasing that names the goods, for their first mention."""
        naming = [text for text in self.words.PHRASES[key].of(self.deal.family) if "{p}" in text]
        return template if "{p}" in template else self.rng.choice(naming) if naming else "{p}: " + template

    def between_the_lines(self) -> None:
        """At times the answer stands below a quoted line of the other side's mail."""
        if not self.earlier or self.rng.random() > 0.14:
            return
        self.br(True)
        for text in self.rng.sample(self.earlier, min(len(self.earlier), self.rng.randint(1, 2))):
            start = len(self.draft.text)
            self.draft.raw(f"> {text}")
            self.quoted.append((start, len(self.draft.text)))
            self.draft.raw("\n")
        self.draft.raw(self.rng.choice(("\n", "")))

    def gap(self) -> None:
        """A space or a new line, unless a line has just begun."""
        text = self.draft.text
        if text and not text.endswith("\n"):
            self.draft.raw(" " if self.prose and self.rng.random() < 0.85 else "\n")

    def br(self, blank: bool | None = None) -> None:
        """A new line, at times a blank one."""
        text = self.draft.text
        if not text:
            return
        if blank is None:
            blank = self.rng.random() < 0.6
        if not text.endswith("\n"):
            self.draft.raw("\n")
        if blank and not self.draft.text.endswith("\n\n"):
            self.draft.raw("\n")

    # -- slots ---------------------------------------------------------------------------------
    def slot(self, name: str) -> None:
        """Writes the slot of that name."""
        getattr(self, f"_slot_{name}")()

    def touch(self, line: Line, act: Act) -> None:
        """Notes that the mail names the line."""
        if self.acts.get(line.index) in (None, Act.REFUSE):
            self.acts[line.index] = act

    def _slot_p(self) -> None:
        line = self.line
        self.touch(line, self.act)
        name = line.name(self.korean)
        if line.named is not None and self.rng.random() < 0.35:
            short = self._short(line)
            if short:
                line.spelled.append(short)
                self.draft.add(short) if short == line.code else self.draft.raw(short)
                return
        self.product(line, name)

    def product(self, line: Line, name: str | None = None) -> None:
        """The full product name, marked."""
        name = name or line.name(self.korean)
        if not self.korean and self.rng.random() < 0.15 and name == line.goods.english:
            name = name[0].upper() + name[1:]
        line.spelled.append(name)
        mark = self.draft.mark("product", self.act, name, name, line.index)
        self.products.setdefault(line.index, mark)
        self.touch(line, self.act)

    def _short(self, line: Line) -> str:
        if line.naming in (3, 5) and self.rng.random() < 0.6:
            return line.code
        if line.naming == 4:
            return ""
        words = line.name(self.korean).split()
        if len(words) < 2 or line.naming in (3, 5):
            return ""
        last = words[-1]
        others = [other.name(self.korean) for other in self.deal.lines if other is not line]
        return "" if any(last in other for other in others) else last

    def _slot_spec(self) -> None:
        line = self.line
        line.specs.append(line.spec)
        mark = self.draft.mark("specification", self.act, line.spec, line.spec, line.index)
        self.specs.setdefault(line.index, mark)
        self.touch(line, self.act)

    def _slot_q(self) -> None:
        self.quantity_of(self.line)

    def quantity_of(self, line: Line) -> None:
        """The line's quantity with its unit, marked."""
        text, unit = quantity(self.rng, self.korean, line.quantity, line.goods.unit)
        self.touch(line, self.act)
        self.draft.mark("quantity", self.act, text, plain(line.quantity), line.index, unit=unit)

    def _slot_price(self) -> None:
        line = self.line
        value = line.target if self.bargains and self.act is Act.ASK else line.price
        self.price_of(line, value, self.act)

    def price_of(self, line: Line, value: Decimal, act: Act) -> None:
        """A unit price with its currency or, in a terse reply, without it."""
        self.touch(line, act)
        known = self.deal.slot("currency").standing is not None
        terse = known and self.deal.currency != "KRW" and self.rng.random() < 0.25
        text = bare_price(self.rng, self.deal.currency, value) if terse else money(self.rng, self.korean, self.deal.currency, value)
        self.draft.mark("unit_price", act, text, plain(value), line.index, ident="bare" if terse else "")

    def _slot_per(self) -> None:
        if self.rng.random() < 0.55:
            word = per_word(self.rng, self.korean, self.line.goods.unit)
            last = self.draft.text[-1:]
            forms = ("/{}", "/{}", "/{}", " / {}") if self.korean else ("/{}", "/{}", " per {}", " / {}", "/{}", " a {}" if not word.endswith("a") else "/{}")
            self.draft.raw(self.rng.choice(forms).format(word) if last not in "/" else word)

    def _slot_other(self) -> None:
        self.price_of(self.line, self.line.target, Act.REFUSE)

    def _slot_plain(self) -> None:
        self.draft.raw(money(self.rng, self.korean, self.deal.currency, self.line.price))

    def _slot_wrong(self) -> None:
        self.draft.raw(money(self.rng, self.korean, self.deal.currency, self.wrong))

    wrong: Decimal = Decimal(0)
    wrong_quantity: Decimal = Decimal(0)

    def _slot_wrongq(self) -> None:
        self.draft.raw(quantity(self.rng, self.korean, self.wrong_quantity, self.line.goods.unit)[0])

    def _slot_past(self) -> None:
        value = nice_price(self.rng, float(self.line.price) * self.rng.uniform(0.8, 1.1), self.deal.currency)
        self.draft.raw(money(self.rng, self.korean, self.deal.currency, value))

    def _slot_term(self) -> None:
        self._slot_inco()
        self.draft.raw(self.rng.choice((" ", " ", " ", " ", ", " if not self.korean else " ")))
        self._slot_place()

    def _slot_oterm(self) -> None:
        """The delivery term behind a price, where the deal has one and the mail has not said it."""
        if self.deal.incoterm and self.rng.random() < 0.7 and not any(mark.key == "incoterm" for mark in self.draft.marks):
            self.draft.raw(self.rng.choice((" ", " ", ", ", " ")))
            self._slot_term()

    def _slot_pastday(self) -> None:
        day = self.when - timedelta(days=self.rng.randint(1, 25))
        self.draft.raw(f"{day.month}월 {day.day}일" if self.korean and self.rng.random() < 0.5 else f"{day.month}/{day.day}" if self.korean else date_text(self.rng, False, day, self.when))

    def _slot_cntr(self) -> None:
        self.draft.raw(f"{self.rng.randint(1, 4)} x {self.rng.choice(('20', '40', '40'))}'{self.rng.choice(('HC', 'HQ', 'FCL', 'GP', ' container'))}")

    def questions(self) -> None:
        """Some questions without values, in a line each or in a list."""
        style, count = self.rng.randrange(11), self.rng.randint(2, 4)
        asked = self.rng.sample(self.words.PHRASES["ask.list"].of(self.deal.family), min(count, len(self.words.PHRASES["ask.list"].of(self.deal.family))))
        self.br(True)
        if self.rng.random() < 0.4:
            self.say("ask.questions")
            self.br(False)
        for number, text in enumerate(asked, 1):
            self.draft.raw(self._bullet(style, number))
            self.draft.say(text, self.slot, 2)
            self.draft.raw("\n")
        self.br()

    def _slot_inco(self) -> None:
        code = self.deal.incoterm
        if self.rng.random() < 0.03:
            written = code.lower()
        elif code == "CIF" and self.rng.random() < 0.05:
            written = "C.I.F."
        elif code == "FOB" and self.rng.random() < 0.05:
            written = "F.O.B."
        else:
            written = code
        self.draft.mark("incoterm", self.act, written, code)

    def _place_text(self, place: tuple[str, str], port: bool) -> str:
        use_korean = self.korean and self.rng.random() < 0.6
        text = place[0] if use_korean else place[1].split(",")[0] if self.rng.random() < 0.7 else place[1]
        if port and use_korean and not text.endswith("항") and self.rng.random() < 0.2 and " " not in text:
            text += "항"
        elif port and not self.korean and self.rng.random() < 0.06 and "ort" not in text:
            text += " port"
        return text

    def _slot_place(self) -> None:
        deal = self.deal
        place = deal.place
        text = self._place_text(place, place in (deal.pol, deal.pod) and "공항" not in place[0])
        mark = self.draft.mark("incoterm_place", self.act, text, text, ident=place[1])
        if place == deal.pol:
            self.draft.marks.append(Mark("port_of_loading", self.act, mark.start, mark.end, text, ident=place[1]))
        elif place == deal.pod:
            self.draft.marks.append(Mark("port_of_discharge", self.act, mark.start, mark.end, text, ident=place[1]))

    def _port(self, key: str, place: tuple[str, str] | None) -> None:
        place = place or self.deal.place
        text = self._place_text(place, False)
        self.draft.mark(key, self.act, text, text, ident=place[1])

    def _slot_pol(self) -> None:
        self._port("port_of_loading", self.deal.pol)

    def _slot_pod(self) -> None:
        self._port("port_of_discharge", self.deal.pod)

    def _slot_date(self) -> None:
        day = self.deal.day
        self.draft.mark("delivery_date", self.act, date_text(self.rng, self.korean, day, self.when), day.isoformat())

    def _term_text(self, key: str) -> None:
        language = self.korean if self.rng.random() < 0.9 or key != "payment_terms" else False
        text, _ = self.deal.term(key, language)
        if key == "certification" and self.korean and text.isascii() and self.rng.random() < 0.3:
            text += self.rng.choice(("인증", " 인증", " 인증서"))
            if self.rng.random() < 0.5:
                text = text.replace(" 인증서", " 인증")
        self.draft.mark(key, self.act, text, text, ident="cert" if key == "certification" else text)

    def _slot_pay(self) -> None:
        self._term_text("payment_terms")

    def _slot_lead(self) -> None:
        self._term_text("lead_time")

    def _slot_pack(self) -> None:
        self._term_text("packaging")

    def _slot_warr(self) -> None:
        self._term_text("warranty")

    def _slot_cert(self) -> None:
        self._term_text("certification")

    def _slot_valid(self) -> None:
        if self.rng.random() < 0.55:
            until = pick_day(self.rng, self.when, 6, 60)
            text = date_text(self.rng, self.korean, until, self.when)
            if self.korean:
                text += "까지"
            elif not self.draft.text.endswith(("until ", "till ")):
                self.draft.raw(self.rng.choice(("until ", "until ", "till ", "through ", "up to ")))
            self.draft.mark("quote_validity", self.act, text, text)
            return
        text, _ = self.deal.term("quote_validity", self.korean, fresh=True)
        if not self.korean and self.draft.text.rstrip().lower().endswith(("valid", "open", "firm", "good", "price")):
            self.draft.raw("for ")
        self.draft.mark("quote_validity", self.act, text, text)

    def _slot_ref(self) -> None:
        self.draft.mark("reference", Act.INFORM, self.deal.refs[self.ref_kind], self.deal.refs[self.ref_kind], ident=self.ref_kind)

    def _slot_refplain(self) -> None:
        self.draft.raw(self.deal.refs["order"])

    def _slot_disc(self) -> None:
        value = self.deal.discount or Decimal(5)
        text = f"{plain(value)}{self.rng.choice(('%', '%', '%', ' %', '퍼센트' if self.korean else ' percent'))}"
        self.draft.mark("discount_percent", self.act, text, plain(value))

    def _slot_total(self) -> None:
        self.total_of(money(self.rng, self.korean, self.deal.currency, self.deal.total(), total=True))

    def total_of(self, text: str) -> None:
        """The deal's total as written."""
        self.draft.mark("total_amount", self.act, text, plain(self.deal.total()))
        self.deal.total_said = True
        if self.korean and self.deal.currency == "KRW" and self.rng.random() < 0.3:
            self.draft.raw(self.rng.choice((" (VAT 별도)", "(부가세 별도)", " (VAT 별도 금액)", "(VAT별도)")))

    def _slot_budget(self) -> None:
        value = nice_price(self.rng, float(self.deal.total()) * self.rng.uniform(0.8, 1.15), "KRW" if self.deal.currency == "KRW" else self.deal.currency)
        digits_kept = max(0, len(str(int(value))) - 2)
        value = Decimal(max(1, round(int(value) / 10**digits_kept)) * 10**digits_kept)
        self.draft.mark("budget", Act.INFORM, money(self.rng, self.korean, self.deal.currency, value, total=True), plain(value))

    def _slot_method(self) -> None:
        self.draft.mark("shipping_method", self.act, self.rng.choice(self.words.METHODS[self.deal.method]), self.deal.method)

    def _slot_me(self) -> None:
        self.draft.mark("contact", Act.INFORM, self.me.contact, self.me.contact)

    def _slot_mycompany(self) -> None:
        name = self.me.company if self.rng.random() < 0.4 else self.me.company_short
        self.draft.mark("company", Act.INFORM, name, name)

    def _slot_you(self) -> None:
        self.draft.mark("to_contact", Act.INFORM, self.you.contact, self.you.contact)

    def _slot_yourcompany(self) -> None:
        self.draft.mark("to_company", Act.INFORM, self.you.company_short, self.you.company_short)

    def _slot_called(self) -> None:
        self.draft.raw(self.you.called)

    def _slot_family(self) -> None:
        self.draft.raw(self.you.family)

    def _slot_title(self) -> None:
        self.draft.raw(self.you.title if self.you.title.isascii() is False else "담당자")

    def _slot_mytitle(self) -> None:
        self.draft.raw(self.me.title)

    def _slot_team(self) -> None:
        self.draft.raw(self.me.team or ("구매팀" if self.side == "buyer" else "영업팀"))

    def _slot_trade(self) -> None:
        self.draft.add(self.rng.choice(english.PHRASES["trade"]))

    def _slot_mycountry(self) -> None:
        self.draft.raw(self.me.country.korean if self.korean else self.me.country.english)

    def _slot_mycity(self) -> None:
        self.draft.raw(self.rng.choice(self.me.country.cities)[0 if self.korean else 1])

    def _slot_pct(self) -> None:
        self.draft.raw(f"{self.rng.choice((3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 18, 20, 25, 30))}%")

    def _slot_n(self) -> None:
        self.draft.raw(str(self.rng.randint(2, 60)))

    def _slot_n_(self) -> None:
        self._slot_n()

    def _slot_year(self) -> None:
        self.draft.raw(str(self.rng.randint(1985, self.when.year)))

    def _other_quantity(self, low: float, high: float) -> str:
        value = Decimal(max(2, round(float(self.line.quantity) * self.rng.uniform(low, high))))
        if value > 40:
            value = Decimal(round(int(value), -1))
        return quantity(self.rng, self.korean, value, self.line.goods.unit)[0]

    def _slot_bigqty(self) -> None:
        self.draft.raw(self._other_quantity(1.3, 6))

    def _slot_oldqty(self) -> None:
        self.draft.raw(self._other_quantity(0.3, 2))

    def _slot_few(self) -> None:
        self.draft.raw(self._other_quantity(0.01, 0.2))

    def _slot_plainq(self) -> None:
        self.draft.raw(quantity(self.rng, self.korean, self.line.quantity, self.line.goods.unit)[0])

    def _slot_weight(self) -> None:
        self.draft.raw(digits(self.rng, Decimal(self.rng.randint(20, 400)) / 10))

    def _slot_oldref(self) -> None:
        self.draft.raw(make_reference(self.rng, "order", self.when - timedelta(days=self.rng.randint(90, 600))))

    def _slot_phone(self) -> None:
        self.draft.raw(self.me.mobile)

    def _slot_hs(self) -> None:
        self.draft.raw(f"{self.rng.randint(1000, 9699)}.{self.rng.randint(10, 99)}")

    def _slot_booth(self) -> None:
        self.draft.raw(f"{self.rng.choice('ABCDEH')}{self.rng.randint(100, 980)}")

    def _slot_acct(self) -> None:
        self.draft.raw(str(self.rng.randint(10**7, 10**10)))

    def _slot_cont(self) -> None:
        self.draft.raw("".join(self.rng.choice("ABCDGHKLMNOSTW") for _ in range(3)) + f"U{self.rng.randint(1000000, 9999999)}")

    def _slot_vessel(self) -> None:
        self.draft.raw(f"{self.rng.choice(_VESSELS)} V.{self.rng.randint(10, 399)}{self.rng.choice('EWNS')}")

    def _slot_dep(self) -> None:
        self.draft.raw(f"{self.rng.choice((10, 20, 30, 30, 40, 50, 60, 70))}%")

    def _slot_someday(self) -> None:
        self.draft.raw(date_text(self.rng, self.korean, pick_day(self.rng, self.when, 1, 40), self.when))

    def _slot_later(self) -> None:
        day = self.deal.day + timedelta(days=self.rng.randint(3, 40))
        self.draft.raw(date_text(self.rng, self.korean, day, self.when))

    def _slot_earlier(self) -> None:
        day = max(self.when + timedelta(days=1), self.deal.day - timedelta(days=self.rng.randint(3, 30)))
        self.draft.raw(date_text(self.rng, self.korean, day, self.when))

    def _slot_lower(self) -> None:
        value = nice_price(self.rng, float(self.line.price) * self.rng.uniform(0.75, 0.95), self.deal.currency)
        self.draft.raw(money(self.rng, self.korean, self.deal.currency, value))

    def _slot_cost(self) -> None:
        value = nice_price(self.rng, max(20.0, float(self.deal.total()) * self.rng.uniform(0.01, 0.08)), self.deal.currency)
        self.draft.raw(money(self.rng, self.korean, self.deal.currency, value))

    def _slot_anyamount(self) -> None:
        value = nice_price(self.rng, float(self.deal.total()) * self.rng.choice((0.2, 0.3, 0.5)), self.deal.currency)
        self.draft.raw(money(self.rng, self.korean, self.deal.currency, value))

    # -- blocks --------------------------------------------------------------------------------
    def items_block(self, lines: list[Line], act: Act, prices: bool, total: bool, targets: bool = False) -> None:
        """The items with quantities and, when given, prices, in one of many layouts."""
        kept, self.act = self.act, act
        self.br()
        chance = self.rng.random()
        if len(lines) == 1 and chance < 0.4:
            self._label_block(lines[0], prices)
        elif chance < (0.72 if prices else 0.78) and not (prices and len(lines) > 1 and chance < 0.35):
            self._line_block(lines, prices, targets)
        else:
            self._table(lines, prices, total)
            total = False
        if prices and total:
            self.br(False)
            self.say("total", weight=7)
        self.br()
        self.act = kept

    def _bullet(self, style: int, index: int) -> str:
        return ("- ", f"{index}. ", f"{index}) ", "* ", "• ", "", f"({index}) ", "· ", "   ", "ㅇ " if self.korean else "- ", f"{'①②③④⑤⑥⑦⑧⑨⑩⑪⑫'[index - 1]} " if self.korean and index < 13 else "- ")[style]

    def _line_block(self, lines: list[Line], prices: bool, targets: bool) -> None:
        style, shape = self.rng.randrange(11), self.rng.randrange(8)
        for number, line in enumerate(lines, 1):
            self.line = line
            self.draft.raw(self._bullet(style, number))
            start = len(self.draft.text)
            self._item_line(line, prices, shape)
            if targets and self.rng.random() < 0.7:
                self.draft.add(self.rng.choice((", target ", " (target ", " / 목표가 " if self.korean else " / target ")))
                open_bracket = self.draft.text.endswith("(target ")
                self.price_of(line, line.target, Act.ASK)
                if open_bracket:
                    self.draft.raw(")")
            self.draft.point(start, 6)
            self.br(False)

    def _item_line(self, line: Line, prices: bool, shape: int) -> None:
        draft, rng = self.draft, self.rng
        with_spec = not line.specs or rng.random() < 0.5
        if shape in (6, 7) and not prices:
            self.quantity_of(line)
            draft.raw(rng.choice((" ", " x ", " of ", " ") if not self.korean else (" ", " x ", " - ")))
            self.product(line)
        else:
            self.product(line)
        if with_spec:
            left, right = rng.choice(((" (", ")"), (", ", ""), (" ", ""), (" - ", ""), (" / ", "")))
            draft.raw(left)
            self._slot_spec()
            draft.raw(right)
        if shape not in (6, 7) or prices:
            draft.raw(rng.choice((" - ", ", ", ": ", " / ", " : ", "  ", " -> ", " … ", "\t")))
            self.quantity_of(line)
        if prices:
            draft.raw(rng.choice((" x ", " @ ", " - ", ", ", " / ", " × ", " at " if not self.korean else " x ", "  ")))
            self.price_of(line, line.price, self.act)
            self._slot_per()
            if rng.random() < 0.3:
                draft.raw(f" = {money(rng, self.korean, self.deal.currency, line.price_of_line, total=True)}" if len(self.deal.alive) > 1 else "")

    def label(self, key: str) -> str:
        """A label for a "label: value" line."""
        wanted = self.words.LABELS.get(f"{key}.ask", ()) if self.side == "buyer" else ()
        return self.rng.choice((*self.words.LABELS[key], *wanted))

    def _label_block(self, line: Line, prices: bool) -> None:
        self.line = line
        style = self.rng.choice((5, 5, 0, 1, 2, 7, 9, 8))
        colon = self.rng.choice((": ", " : ", ": ", " - ", "\t", ":"))
        rows: list[tuple[str, Callable[[], None]]] = [("product", lambda: self.product(line))]
        if not line.specs or self.rng.random() < 0.5:
            rows.append(("spec", self._slot_spec))
        rows.append(("qty", lambda: self.quantity_of(line)))
        if prices:
            rows.insert(self.rng.choice((1, len(rows))), ("price", self._price_with_per))
        for number, (key, write) in enumerate(rows, 1):
            self.draft.raw(self._bullet(style, number))
            start = len(self.draft.text)
            self.draft.raw(self.label(key) + colon)
            write()
            if key != "spec":
                self.draft.point(start, 6)
            self.br(False)

    def _price_with_per(self) -> None:
        self._slot_price()
        self._slot_per()
        if self.rng.random() < 0.2:
            self._slot_oterm()
        if self.deal.currency == "KRW" and self.rng.random() < 0.3:
            self.draft.raw(self.rng.choice(("(VAT 별도)", " (부가세 별도)", " (VAT별도)")))

    def _table(self, lines: list[Line], prices: bool, total: bool) -> None:
        """A table in white space, tabs or bars, with a header row."""
        rng, deal = self.rng, self.deal
        columns = ["product"]
        if rng.random() < 0.4:
            columns.insert(0, "no")
        if any(not line.specs for line in lines) or rng.random() < 0.4:
            columns.append("spec")
        columns.append("qty")
        if prices:
            columns += ["price"] + (["amount"] if rng.random() < 0.7 else [])
        unit_apart = rng.random() < 0.25
        self.basis = ""
        if bare_basis := (prices and len({line.goods.unit for line in lines}) == 1 and rng.random() < 0.16):
            unit_apart, self.basis = False, per_word(rng, self.korean, lines[0].goods.unit)
        if unit_apart:
            columns.insert(columns.index("qty") + 1, "unit")
        bare = bare_basis or (prices and rng.random() < 0.65)
        style = rng.choice(("wide", "wide", "tab", "bar", "bars", "narrow"))
        self._header(columns, bare, style)
        rows = [[self._cell(column, line, bare, unit_apart) for column in columns] for line in lines]
        widths = [max(_width(row[index][1]) for row in rows) + rng.randint(2, 4) for index in range(len(columns))]
        for number, row in enumerate(rows, 1):
            self._row(columns, row, widths, style, lines[number - 1], number)
        if prices and (total or "amount" in columns) and rng.random() < 0.8:
            self._total_row(columns, widths, bare, style)
        elif prices and total:
            self.say("total", weight=7)

    def _header(self, columns: list[str], bare: bool, style: str) -> None:
        joint = {"wide": "    ", "tab": "\t", "bar": " | ", "bars": " | ", "narrow": "  "}[style]
        code = self.rng.choice(CURRENCY_WORDS[self.deal.currency])
        if bare and "price" in columns and self.rng.random() < 0.35:
            before, after = self.rng.choice((("(단위: ", ")"), ("단위: ", ""), ("[단위 : ", "]")) if self.korean else (("Currency: ", ""), ("All prices in ", "."), ("(in ", ")"), ("Prices in ", "")))
            self.draft.raw(before)
            self.draft.mark("currency", self.act, code, self.deal.currency)
            self.draft.raw((f"/{self.basis}" if self.basis else "") + after + "\n")
            code = ""
        if style == "bars":
            self.draft.raw("| ")
        for index, column in enumerate(columns):
            if index:
                self.draft.raw(joint)
            self.draft.raw({"unit": "단위" if self.korean else "Unit"}.get(column) or self.label(column))
            if column == "price" and bare and code:
                left, right = self.rng.choice((("(", ")"), (" (", ")"), (" ", ""), (", ", ""), (" [", "]")))
                self.draft.raw(left)
                self.draft.mark("currency", self.act, code, self.deal.currency)
                self.draft.raw((f"/{self.basis}" if self.basis else "") + right)
        self.draft.raw(" |\n" if style == "bars" else "\n")
        if self.rng.random() < 0.2:
            self.draft.raw("-" * self.rng.randint(30, 64) + "\n")

    def _cell(self, column: str, line: Line, bare: bool, unit_apart: bool) -> tuple[str, str, str]:
        """The cell's column, its text and the unit as written."""
        rng, currency = self.rng, self.deal.currency
        if column == "product":
            return column, line.name(self.korean), ""
        if column == "spec":
            return column, line.spec, ""
        if column == "unit":
            return column, unit_word(rng, self.korean, line.goods.unit), ""
        if column == "qty":
            if unit_apart or self.basis:
                return column, digits(rng, line.quantity, 0.95), self.basis
            text, unit = quantity(rng, self.korean, line.quantity, line.goods.unit)
            return column, text, unit
        if column == "price":
            return column, bare_price(rng, currency, line.price) if bare else money(rng, self.korean, currency, line.price), ""
        if column == "amount":
            return column, bare_price(rng, currency, line.price_of_line) if bare else money(rng, self.korean, currency, line.price_of_line, total=True), ""
        return column, "", ""

    def _row(self, columns: list[str], row: list[tuple[str, str, str]], widths: list[int], style: str, line: Line, number: int) -> None:
        draft, start = self.draft, len(self.draft.text)
        draft.raw("| " if style == "bars" else "")
        units = [text for column, text, _ in row if column == "unit"]
        for index, (column, text, unit) in enumerate(row):
            if index:
                draft.raw({"tab": "\t", "bar": " | ", "bars": " | "}.get(style, ""))
            self._write_cell(column, text, unit or (units[0] if units else ""), line, number)
            if style in ("wide", "narrow") and index < len(row) - 1:
                extra = 2 if style == "narrow" else widths[index] - _width(text or str(number))
                draft.raw(" " * max(2, extra))
        draft.point(start, 6)
        draft.raw(" |" if style == "bars" else "")
        draft.raw("\n")

    def _write_cell(self, column: str, text: str, unit: str, line: Line, number: int) -> None:
        if column == "product":
            self.product(line, text)
        elif column == "spec":
            self.line = line
            self._slot_spec()
        elif column == "qty":
            self.touch(line, self.act)
            self.draft.mark("quantity", self.act, text, plain(line.quantity), line.index, unit=unit)
        elif column == "price":
            self.draft.mark("unit_price", self.act, text, plain(line.price), line.index)
        else:
            self.draft.raw(text or str(number))

    def _total_row(self, columns: list[str], widths: list[int], bare: bool, style: str) -> None:
        rng, deal = self.rng, self.deal
        start = len(self.draft.text)
        if deal.discount:
            self.draft.raw(self.label("discount") + "  ")
            self._slot_disc()
            self.draft.raw("\n")
        self.draft.raw("| " if style == "bars" else "")
        self.draft.raw(self.label("total"))
        gap = {"tab": "\t" * max(1, len(columns) - 1), "bar": " | ", "bars": " | "}.get(style) or " " * max(2, min(44, sum(widths[:-1]) - 5))
        self.draft.raw(gap)
        value = deal.total()
        self.total_of(bare_price(rng, deal.currency, value) if bare and rng.random() < 0.7 else money(rng, self.korean, deal.currency, value, total=True))
        self.draft.point(start, 7)
        self.draft.raw(" |" if style == "bars" else "")
        self.draft.raw("\n")

    def terms_block(self, keys: list[str], prefix: str) -> None:
        """Terms as sentences, as "label: value" lines, or joined in one line."""
        layout = self.rng.random()
        if layout < 0.36 or not keys:
            self.br()
            for key in keys:
                self.say(f"{prefix}.{self._phrase_key(key)}", weight=5)
            return
        self.br(True if layout < 0.7 else None)
        style = self.rng.choice((0, 1, 2, 3, 4, 5, 5, 7, 8, 9, 10))
        colon = self.rng.choice((": ", ": ", " : ", " - ", ": ", "\t"))
        if self.rng.random() < 0.12:
            self.draft.raw(self.rng.choice(("[조건]", "< 거래조건 >", "* 조건", "1. 조건") if self.korean else ("Terms:", "Conditions:", "TERMS & CONDITIONS", "Terms and conditions:")) + "\n")
        joined = layout > 0.93
        for number, key in enumerate(keys, 1):
            if joined:
                self.draft.raw(" / " if number > 1 else "")
            else:
                self.draft.raw(self._bullet(style, number))
            start = len(self.draft.text)
            self.draft.raw(self.label("term" if key == "incoterm" else key) + colon)
            self.slot(self._slot_name(key))
            self.draft.point(start, 5)
            if not joined:
                self.br(False)
        self.br()

    def _phrase_key(self, key: str) -> str:
        return key

    @staticmethod
    def _slot_name(key: str) -> str:
        return {"incoterm": "term", "date": "date", "ship": "date", "discount": "disc"}.get(key, key)

    # -- frame ---------------------------------------------------------------------------------
    def greet(self, terse: bool) -> None:
        """Greeting and, in longer mails, a pleasant word."""
        if terse and self.rng.random() < 0.45:
            return
        self.draft.say(self.phrase("greet"), self.slot)
        self.br(None)
        if not terse and self.rng.random() < 0.3:
            self.say("pleasantry")

    def distract(self, chance: float) -> None:
        """Sentences and numbers that mean nothing for the deal's terms."""
        if self.rng.random() < chance:
            self.line = self.rng.choice(self.deal.alive or self.deal.lines)
            self.say("chat.buyer" if self.side == "buyer" else "chat.supplier", weight=1 if self.rng.random() < 0.3 else 0)
        if self.rng.random() < chance:
            self.line = self.rng.choice(self.deal.alive or self.deal.lines)
            self.say("distract", weight=1 if self.rng.random() < 0.3 else 0)

    def close(self, terse: bool) -> None:
        """Closing words and the signature."""
        if not terse or self.rng.random() < 0.5:
            self.br()
            self.draft.say(self.phrase("bye"), self.slot)
        self.br(self.rng.random() < 0.3)
        chance = self.rng.random()
        if terse and chance < 0.3:
            return
        self.signature_at = len(self.draft.text)
        if terse and chance < 0.6:
            self.draft.raw(self.me.called if not self.korean else self.me.contact)
            if self.korean:
                self.draft.text = self.draft.text[: self.signature_at]
                self._slot_me()
                self.draft.raw(self.rng.choice(("", " 드림", "")))
        else:
            self._signature()
        if self.rng.random() < 0.07:
            self.draft.raw("\n\n")
            self.draft.say(self.phrase("disclaimer"), self.slot)
        elif terse and self.rng.random() < 0.12:
            self.draft.raw("\n\n" + self.phrase("mobile"))

    def _company(self) -> None:
        self.draft.mark("company", Act.INFORM, self.me.company, self.me.company)

    def _signature(self) -> None:
        me, draft, style = self.me, self.draft, self.me.signature
        tel = self.rng.choice(("Tel", "T", "TEL", "Tel.", "☎", "Phone")) + self.rng.choice((". ", ": ", " "))
        title = f"{me.team} {me.title}".strip() if not me.title.isascii() else me.title
        if style in (9, 14):
            draft.raw(self.rng.choice(("--\n", "-- \n", "-" * 30 + "\n", "=" * 28 + "\n", "____________\n")))
        if style in (0, 9):
            parts: list[object] = [self._slot_me, f" {title}\n" if self.korean else f"\n{title}\n", self._company, f"\n{me.address}\n{tel}{me.phone}"]
        elif style in (1, 10):
            parts = [self._slot_me, " | ", title, " | ", self._company, f"\n{tel}{me.phone} | {me.email}"]
        elif style == 2:
            parts = [self._company, "\n", self._slot_me, f" / {title}\n{tel}{me.phone}"]
        elif style == 3:
            parts = [self._slot_me, ", ", self._company]
        elif style == 4:
            parts = [self._slot_me, f"\n{title}, ", self._company, f"\n{tel}{me.phone}  M: {me.mobile}\n{me.address}"]
        elif style == 5:
            parts = [self._company, f" {title} ", self._slot_me, f"\n{tel}{me.phone}"] if self.korean else [self._slot_me, " - ", self._company, f"\n{me.address}"]
        elif style == 6:
            parts = [self._slot_me, f" {title}\n" if self.korean else f" ({title})\n", self._company, "\n", f"Mobile {me.mobile}\nE-mail {me.email}"]
        elif style == 7:
            parts = [self._slot_me, f"\n{me.mobile}"]
        elif style == 8:
            parts = [self._slot_me, "\n", self._company]
        elif style == 11:
            parts = [title, " ", self._slot_me, "\n", self._company, f"\n{tel}{me.phone}  Fax {me.phone[:-1]}{self.rng.randint(0, 9)}\nwww.{me.email.split('@')[1]}"]
        elif style == 12:
            parts = [self._company, f"\n{me.address}\n", self._slot_me, f" {title} {me.mobile}"]
        elif style == 13:
            parts = [self._slot_me]
        elif style == 14:
            parts = [self._slot_me, f" | {title}\n", self._company, f"\nA. {me.address}\nT. {me.phone}  M. {me.mobile}\nE. {me.email}"]
        else:
            parts = [self._slot_me, f" ({me.contact_other})" if me.contact_other else "", f" / {title} / ", self._company]
        for part in parts:
            if callable(part):
                part()
            else:
                draft.raw(str(part))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
