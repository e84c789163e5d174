"""The gold of one mail, made from the marks that its writer left; the ledger follows.

Must not know how texts are written or how threads end.
"""

from quoteflow_desktop.core.facts import Act, Side
from quoteflow_desktop.core.messages import Message
from training.simulator.deal import Deal, Line
from training.simulator.draft import FIGURE_KEYS, Draft, Mark
from training.simulator.gold import Figure, GoldItem, GoldMail, Run, Where, Words
from training.simulator.ledger import Entry
from training.simulator.outcome import normal
from training.simulator.steps import Done
from training.simulator.world import Party
from training.simulator.writer import Writer

_NAMES = ("company", "contact", "to_company", "to_contact")
_OF_ITEMS = ("product", "specification")
# Tags that a stage brings; the other stages' tags come from the words of a mail.
_TAG_OF_STAGE = {"negotiating": "negotiation", "ordered": "order"}


def label_mail(writer: Writer, done: Done, subject: Draft, message: Message) -> GoldMail:
    """The gold of ``message``; puts its values into the deal's ledger."""
    deal, number = writer.deal, writer.number
    items, order = _items(writer)
    figures, words = [], []
    parts: tuple[tuple[Where, Draft], ...] = (("body", writer.draft), ("subject", subject))
    for where, draft in parts:
        for mark in draft.marks:
            run = Run(message=number, where=where, start=mark.start, end=mark.end)
            if mark.key in FIGURE_KEYS:
                item = order.get(mark.item) if mark.item is not None else None
                figure = Figure(key=mark.key, act=mark.act, run=run, value=mark.value, item=item)
                figures.append(figure)
            elif mark.key not in (*_NAMES, *_OF_ITEMS):
                words.append(Words(key=mark.key, act=mark.act, run=run))
            _put(deal, writer.side, mark)
    words += _parties(writer, message)
    if done.answer is Act.ACCEPT:
        deal.accept_all()
    elif done.answer is Act.REFUSE:
        deal.refuse_all()
    stage = done.stage if done.stage != deal.stage else None
    deal.stage = done.stage or deal.stage
    if done.stage in _TAG_OF_STAGE:
        deal.tags.add(_TAG_OF_STAGE[done.stage])
    return GoldMail(
        side=Side(writer.side), stage=stage, answer=done.answer, title=done.title,
        items=tuple(items), figures=tuple(figures), words=tuple(words),
        points=_points(writer.draft, number),
    )  # fmt: skip


def _items(writer: Writer) -> tuple[list[GoldItem], dict[int, int]]:
    """The items that the mail names, and where in the list each line stands."""
    items: list[GoldItem] = []
    order: dict[int, int] = {}
    for index, act in writer.acts.items():
        spec = writer.specs.get(index)
        item = GoldItem(
            product=_product(writer, writer.deal.lines[index]),
            specification=_run(writer, spec) if spec else None,
            act=Act.INFORM if act is Act.REFUSE else act,  # a price was refused, not the goods
        )
        order[index] = len(items)
        items.append(item)
    return items, order


def _run(writer: Writer, mark: Mark) -> Run:
    return Run(message=writer.number, where="body", start=mark.start, end=mark.end)


def _product(writer: Writer, line: Line) -> Run:
    """Where the item is named: here, if in the words of its first mention, else there."""
    mark = writer.products.get(line.index)
    if line.named is None and mark is not None:
        line.named, line.named_text = _run(writer, mark), mark.value
    if line.named is None:
        raise AssertionError(f"item {line.index} is never named")
    same = mark is not None and normal(mark.value) == normal(line.named_text)
    return _run(writer, mark) if mark is not None and same else line.named


def _put(deal: Deal, side: str, mark: Mark) -> None:
    """One value more in the ledger; a price brings its currency, a quantity its unit."""
    if mark.key in ("product", *_NAMES):
        return
    text = " ".join(mark.value.split())
    deal.slot(mark.key, mark.item).put(Entry(side, mark.act, text, mark.ident, text))
    if mark.key == "quantity":
        unit = Entry(side, mark.act, mark.unit, mark.unit, mark.unit)
        deal.slot("unit", mark.item).put(unit)
    if mark.key in ("unit_price", "total_amount", "budget"):
        currency = deal.currency
        deal.slot("currency").put(Entry(side, Act.INFORM, currency, currency, currency))


def _parties(writer: Writer, message: Message) -> list[Words]:
    """Own names from signature, text or header; the addressee's from greeting or header."""
    shown: dict[str, Mark] = {}
    for mark in writer.draft.marks:
        if mark.key in ("company", "contact"):
            shown[mark.key] = mark  # the last one stands in the signature
        elif mark.key in _NAMES:
            shown.setdefault(mark.key, mark)
    to = ", ".join(str(address) for address in message.to)
    words = []
    for key in _NAMES:
        own = not key.startswith("to_")
        party, header = (writer.me, str(message.sender)) if own else (writer.you, to)
        found = _name(writer, key, party, header, shown.get(key))
        if found is None:
            continue
        run, text = found
        words.append(Words(key=key, act=Act.INFORM, run=run))
        act = Act.OFFER if own else Act.INFORM  # what a house says of itself stands first
        entry = Entry(writer.side, act, text, party.side, text)
        writer.deal.slot(f"{party.side}_{key.removeprefix('to_')}").put(entry)
    return words


def _name(
    writer: Writer, key: str, party: Party, header: str, mark: Mark | None
) -> tuple[Run, str] | None:
    if mark is not None:
        return _run(writer, mark), mark.value
    name = party.contact if key.endswith("contact") else party.company_short
    at = header.split(" <")[0].find(name) if " <" in header else -1
    if at < 0:
        return None
    where: Where = "to" if key.startswith("to_") else "from"
    return Run(message=writer.number, where=where, start=at, end=at + len(name)), name


def _points(draft: Draft, number: int) -> tuple[Run, ...]:
    """The heaviest clauses, one to four of them, in the mail's order."""
    end = len(draft.text.rstrip())
    inside = [point for point in draft.points if point.end <= end]
    rows = [point for point in inside if point.weight == 6]  # items, orders, answered terms
    few = rows[: 2 if any(point.weight == 7 for point in inside) else 3]
    kept = [point for point in inside if point.weight != 6 or point in few]
    weighed = sorted(kept, key=lambda point: -point.weight)
    chosen = weighed[: 4 if len(weighed) > 4 else 3]
    strong = [point for point in chosen if point.weight > 1] or chosen[:1]
    return tuple(
        Run(message=number, where="body", start=point.start, end=point.end)
        for point in sorted(strong, key=lambda point: point.start)
    )
