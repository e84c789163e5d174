"""Threads with gold from a seed: the door of the simulator.

``make_thread(seed, family)`` is pure: the same seed gives the same thread. Family A is the grammar
to train on, B holds back plots and phrasings, C is noisy.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Literal

from quoteflow_desktop.core.facts import FACT_KINDS, Act, Side
from quoteflow_desktop.core.messages import Address, MarkKind, Message, Thread, thread_id
from quoteflow_desktop.core.vocabulary import tag_order
from training.simulator.deal import Deal
from training.simulator.dialogue import Plot, Step, choose_plot
from training.simulator.draft import FIGURE_KEYS, Draft, Mark
from training.simulator.frame import close
from training.simulator.gold import Figure, GoldItem, GoldMail, GoldThread, Run, Where, Words
from training.simulator.ledger import Entry
from training.simulator.mailing import (
    display_name,
    make_message,
    message_id,
    moment,
    next_day,
    reply_subject,
    start_of,
    wrap,
)
from training.simulator.making import make_deal
from training.simulator.noise import casual, noise_of
from training.simulator.notrade import make_not_trade
from training.simulator.steps import Done
from training.simulator.writer import Writer
from training.simulator.writing import unit_spellings

Family = Literal["A", "B", "C"]
_FAMILY_SALT = {"A": 11, "B": 22, "C": 33}
_TOPIC_OF = {
    "cert": "certification",
    "warr": "warranty",
    "pack": "packaging",
    "date": "delivery",
    "ship": "delivery",
}
_REFERENCE_RANK = ("inquiry", "quote", "order")


def threads(seed: int, count: int, family: Family = "A") -> Iterator[GoldThread]:
    """``count`` threads, the same ones for the same seed."""
    for number in range(count):
        yield make_thread(seed * 1_000_003 + number, family)


def make_thread(seed: int, family: Family = "A") -> GoldThread:
    """One thread of the family with its gold."""
    rng = Random(f"{seed}:{_FAMILY_SALT[family]}")
    korean = rng.random() < 0.5
    if rng.random() < 0.04:
        return make_not_trade(rng, seed, family, korean)
    start = start_of(rng)
    deal = make_deal(rng, family, korean, start.date())
    return _Builder(rng, deal, seed, family, start).build(choose_plot(rng, family))


class _Builder:
    """Builds the thread mail by mail; the deal's ledger follows."""

    def __init__(self, rng: Random, deal: Deal, seed: int, family: Family, day: datetime) -> None:
        self.rng, self.deal, self.seed, self.family, self.day = rng, deal, seed, family, day
        self.messages: list[Message] = []
        self.golds: list[GoldMail] = []
        self.addresses = {
            side: Address(name=display_name(rng, deal.party(side)), email=deal.party(side).email)
            for side in ("buyer", "supplier")
        }
        self.quotes = rng.random() < 0.5
        self.wraps = rng.random() < 0.22
        self.subject = ""
        self.headline: Run | None = None

    def build(self, plot: Plot) -> GoldThread:
        for number, (side, step) in enumerate(plot, 1):
            self._mail(number, side, step)
        deal = self.deal
        root = self.messages[0]
        thread = Thread(
            id=thread_id(root.message_id), subject=root.subject, messages=tuple(self.messages)
        )
        assert self.headline is not None  # noqa: S101 - every first mail names goods
        return GoldThread(
            thread=thread,
            mails=tuple(self.golds),
            tags=self._tags(),
            headline=self.headline,
            facts=self._facts(),
            items=tuple(
                self._item(line.index)
                for line in deal.lines
                if line.alive and line.named is not None
            ),
            language=language_of(self.messages),
            family=self.family,
            seed=self.seed,
        )

    def _mail(self, number: int, side: str, step: Step) -> None:
        deal, rng = self.deal, self.rng
        if number > 1:
            self.day = next_day(rng, self.day)
        party = deal.party(side)
        after = self.messages[-1].date if self.messages else None
        when = moment(rng, after, self.day, party)
        self.day = self.day.replace(year=when.year, month=when.month, day=when.day)
        noise = (
            noise_of(rng, deal.korean[side], rng.choice((0.08, 0.2, 0.35)))
            if self.family == "C"
            else None
        )
        if noise is None and rng.random() < 0.08:
            noise = casual(deal.korean[side], rng)
        writer = Writer(deal, side, number, when.date(), noise)
        writer.earlier = self._last_points(side)
        done = step(writer)
        close(writer, done.terse)
        if self.wraps and not writer.korean:
            wrap(writer.draft, rng.choice((68, 72, 76)))
        subject = self._subject(writer, number, done)
        quote = self.quotes and number > 1 and rng.random() < 0.7
        message = make_message(
            rng,
            writer.draft,
            subject.text,
            self.addresses[side],
            (self.addresses["supplier" if side == "buyer" else "buyer"],),
            when,
            self.messages,
            message_id(rng, party),
            writer.korean,
            writer.signature_at,
            quote,
            writer.quoted,
        )
        self.messages.append(message)
        self.golds.append(self._gold(writer, done, subject, message, number))

    def _last_points(self, side: str) -> list[str]:
        """What the other side's last mail said, for answers between the lines."""
        if not self.golds or self.golds[-1].side == side:
            return []
        body = self.messages[-1].body
        return [
            body[run.start : run.end]
            for run in self.golds[-1].points
            if "\n" not in body[run.start : run.end]
        ]

    def _subject(self, writer: Writer, number: int, done: Done) -> Draft:
        draft = Draft()
        fresh = done.title == "order" and self.rng.random() < 0.35
        if number > 1 and not fresh:
            draft.raw(reply_subject(self.rng, self.subject, writer.korean))
            return draft
        kind = {"quotation": "quote", "order": "order", "sample": "sample"}.get(
            done.title, "inquiry"
        )

        def slot(name: str) -> None:
            if name == "p_":
                more = len(self.deal.alive) - 1
                text = self.deal.alive[0].name(writer.korean)
                if more and self.rng.random() < 0.5:
                    text += f" 외 {more}건" if writer.korean else f" + {more} more"
                draft.raw(text)
            else:
                draft.raw(writer.me.company_short)

        draft.say(writer.phrase(f"subject.{kind}"), slot)
        reference = {"inquiry": "inquiry", "quote": "quote", "order": "order"}.get(kind)
        if (
            reference
            and self.rng.random() < 0.1
            and any(mark.key == "reference" for mark in writer.draft.marks)
        ):
            draft.raw(self.rng.choice((" - ", " / ", " #")))
            draft.mark(
                "reference",
                Act.INFORM,
                self.deal.refs[reference],
                self.deal.refs[reference],
                ident=reference,
            )
        self.subject = draft.text
        return draft

    # -- gold of one mail ------------------------------------------------------------------------
    def _gold(
        self, writer: Writer, done: Done, subject: Draft, message: Message, number: int
    ) -> GoldMail:
        deal = self.deal
        items, order = self._items(writer, number)
        figures, words = [], []
        for mark in writer.draft.marks:
            run = Run(message=number, where="body", start=mark.start, end=mark.end)
            if mark.key in FIGURE_KEYS:
                item = order.get(mark.item) if mark.item is not None else None
                figures.append(
                    Figure(key=mark.key, act=mark.act, run=run, value=mark.value, item=item)
                )
            elif mark.key not in (
                "product",
                "specification",
                "company",
                "contact",
                "to_company",
                "to_contact",
            ):
                words.append(Words(key=mark.key, act=mark.act, run=run))
            self._put(writer.side, mark)
        for mark in subject.marks:
            words.append(
                Words(
                    key=mark.key,
                    act=mark.act,
                    run=Run(message=number, where="subject", start=mark.start, end=mark.end),
                )
            )
            self._put(writer.side, mark)
        words += self._parties(writer, message, number)
        if done.answer is Act.ACCEPT:
            deal.accept_all()
        elif done.answer is Act.REFUSE:
            deal.refuse_all()
        changed = done.stage if done.stage != deal.stage else None
        if changed:
            deal.stage = changed
        return GoldMail(
            side=Side(writer.side),
            stage=changed,
            answer=done.answer,
            title=done.title,
            items=tuple(items),
            figures=tuple(figures),
            words=tuple(words),
            points=self._points(writer.draft, number),
        )

    def _items(self, writer: Writer, number: int) -> tuple[list[GoldItem], dict[int, int]]:
        items: list[GoldItem] = []
        order: dict[int, int] = {}
        for index, act in writer.acts.items():
            line = self.deal.lines[index]
            mark = writer.products.get(index)
            here = (
                Run(message=number, where="body", start=mark.start, end=mark.end) if mark else None
            )
            if line.named is None and here is not None and mark is not None:
                line.named, line.named_text = here, mark.value
                self.headline = self.headline or here
            elif (
                here is not None
                and mark is not None
                and normal(mark.value) != normal(line.named_text)
            ):
                here = None
            spec = writer.specs.get(index)
            spec_run = (
                Run(message=number, where="body", start=spec.start, end=spec.end) if spec else None
            )
            product = here or line.named
            if product is None:
                raise AssertionError(f"item {index} is never named")
            order[index] = len(items)
            items.append(
                GoldItem(
                    product=product,
                    specification=spec_run,
                    act=Act.INFORM if act is Act.REFUSE else act,
                )
            )
        return items, order

    def _put(self, side: str, mark: Mark) -> None:
        deal = self.deal
        text = " ".join(mark.value.split())
        if mark.key in ("product", "company", "contact", "to_company", "to_contact"):
            return
        entry = Entry(side, mark.act, text, mark.ident, text, mark.unit)
        deal.slot(mark.key, mark.item).put(entry)
        if mark.key == "quantity":
            deal.slot("unit", mark.item).put(Entry(side, mark.act, mark.unit, mark.unit, mark.unit))
        if mark.key in ("unit_price", "total_amount", "budget"):
            deal.slot("currency").put(
                Entry(side, Act.INFORM, deal.currency, deal.currency, deal.currency)
            )

    def _parties(self, writer: Writer, message: Message, number: int) -> list[Words]:
        """Own names from signature, text or header; the addressee's from greeting or header."""
        words: list[Words] = []
        last: dict[str, Mark] = {}
        for mark in writer.draft.marks:
            if mark.key in ("company", "contact"):
                last[mark.key] = mark
            elif mark.key in ("to_company", "to_contact"):
                last.setdefault(mark.key, mark)
        for key, party, where, header in (
            ("company", writer.me, "from", str(message.sender)),
            ("contact", writer.me, "from", str(message.sender)),
            ("to_company", writer.you, "to", ", ".join(map(str, message.to))),
            ("to_contact", writer.you, "to", ", ".join(map(str, message.to))),
        ):
            kind = key.removeprefix("to_")
            if key in last:
                run = Run(message=number, where="body", start=last[key].start, end=last[key].end)
                text = last[key].value
            else:
                name = party.contact if kind == "contact" else party.company_short
                at = header.split(" <")[0].find(name) if " <" in header else -1
                if at < 0:
                    continue
                run, text = (
                    Run(message=number, where=_where(where), start=at, end=at + len(name)),
                    name,
                )
            words.append(Words(key=key, act=Act.INFORM, run=run))
            self.deal.slot(f"{party.side}_{kind}").put(
                Entry(
                    writer.side,
                    Act.OFFER if party is writer.me else Act.INFORM,
                    text,
                    party.side,
                    text,
                )
            )
        return words

    def _points(self, draft: Draft, number: int) -> tuple[Run, ...]:
        """The heaviest clauses, one to four of them, in the mail's order."""
        end = len(draft.text.rstrip())
        inside = [point for point in draft.points if point.end <= end]
        rows = [point for point in inside if point.weight == 6]  # items, orders, answered terms
        few = rows[: 2 if any(point.weight == 7 for point in inside) else 3]
        weighed = sorted(
            (point for point in inside if point.weight != 6 or point in few),
            key=lambda point: -point.weight,
        )
        chosen = weighed[: 4 if len(weighed) > 4 else 3]
        strong = [point for point in chosen if point.weight > 1] or chosen[:1]
        ordered = sorted(strong, key=lambda point: point.start)
        return tuple(
            Run(message=number, where="body", start=point.start, end=point.end) for point in ordered
        )

    # -- what stands in the end --------------------------------------------------------------------
    def _facts(self) -> dict[str, tuple[str, ...] | None]:
        return {key: self._fact(key) for key in FACT_KINDS}

    def _fact(self, key: str) -> tuple[str, ...] | None:
        deal = self.deal
        if key == "deal_stage":
            if deal.stage is None:
                return None
            both = deal.either_stage and deal.stage in ("agreed", "ordered")
            return (deal.stage, *({"agreed", "ordered"} - {deal.stage})) if both else (deal.stage,)
        slot = deal.slots.get((key, None))
        if slot is None or not slot.seen:
            return None
        standing = slot.standing
        if key == "reference":
            standing = max(slot.seen, key=lambda entry: _REFERENCE_RANK.index(entry.ident))
        if standing is None or (key == "incoterm_place" and self._fact("incoterm") is None):
            return None
        spellings = [
            standing.spelling,
            *(entry.spelling for entry in slot.seen if entry.ident == standing.ident),
        ]
        if key.endswith(("_company", "_contact")):
            party = deal.party(key.split("_")[0])
            spellings += party.spellings[key.split("_")[1]]
        elif key == "certification":
            spellings += [
                text.replace("인증서", "").replace("인증", "").strip() for text in spellings
            ]
        elif key == "quote_validity":
            spellings += [text.removesuffix("까지") for text in spellings]
        elif key == "reference":
            spellings += [f"PO {standing.spelling}"] if standing.ident == "order" else []
        return tuple(dict.fromkeys(text for text in spellings if text))

    def _item(self, index: int) -> dict[str, tuple[str, ...] | None]:
        deal = self.deal
        line = deal.lines[index]
        names = [
            line.named_text,
            *line.spelled,
            line.goods.korean if deal.korean["buyer"] or deal.korean["supplier"] else "",
            line.goods.english if not all(deal.korean.values()) else "",
        ]
        if line.naming >= 3:
            names.append(line.code)
        fields: dict[str, tuple[str, ...] | None] = {
            "product": tuple(dict.fromkeys(name for name in names if name))
        }
        specs = list(line.specs)
        if line.specs and line.naming >= 3:
            specs += [
                f"{line.code}, {line.spec}",
                f"{line.code} {line.spec}",
                f"{line.code} ({line.spec})",
            ]
        fields["specification"] = tuple(dict.fromkeys(specs)) or None
        for key in ("quantity", "unit", "unit_price"):
            slot = deal.slots.get((key, index))
            standing = slot.standing if slot else None
            values = [standing.value] if standing else []
            if key == "unit" and values:
                values += unit_spellings(line.goods.unit)
            fields[key] = tuple(dict.fromkeys(values)) or None
        return fields

    def _tags(self) -> tuple[str, ...]:
        deal = self.deal
        tags = set(deal.tags)
        tags.add(deal.industry)
        tags.update(
            _TOPIC_OF[key]
            for key in deal.asked_terms
            if key in _TOPIC_OF and (key not in ("date", "ship") or "quotation" in deal.tags)
        )
        for side in ("buyer", "supplier"):
            tags.add(f"country-{deal.party(side).country.code.lower()}")
        return tuple(sorted(tags, key=tag_order))


def _where(text: str) -> Where:
    return "from" if text == "from" else "to"


def normal(text: str) -> str:
    """Case, width and white space made equal, as the scorer does."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).casefold()).strip().strip(".,;")


def language_of(messages: list[Message]) -> Literal["ko", "en"]:
    """``ko`` where a third or more of the letters of the unquoted text are Hangul."""
    hangul = letters = 0
    for message in messages:
        quoted = [
            mark.start
            for mark in message.marks
            if mark.kind is MarkKind.QUOTED and mark.end == len(message.body)
        ]
        for char in message.body[: min(quoted, default=len(message.body))]:
            if char.isalpha():
                letters += 1
                hangul += "가" <= char <= "힣"
    return "ko" if letters and hangul * 3 >= letters else "en"
