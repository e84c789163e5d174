"""What must stand when a thread ends: facts, items and tags, with their accepted spellings.

All of it comes from the deal's state. Must not know texts beyond the spellings that were used.
"""

import re
import unicodedata

from quoteflow_desktop.core.facts import FACT_KINDS
from quoteflow_desktop.core.vocabulary import tag_order
from training.simulator.deal import Deal, Line
from training.simulator.ledger import Entry, Slot
from training.simulator.writing import unit_spellings

Spellings = tuple[str, ...] | None

_TOPIC_OF = {"cert": "certification", "warr": "warranty", "pack": "packaging", "date": "delivery"}
_REFERENCE_RANK = ("inquiry", "quote", "order")


def facts_of(deal: Deal) -> dict[str, Spellings]:
    """Every key of the contract with its accepted spellings, the canonical one first."""
    facts = {key: _fact(deal, key) for key in FACT_KINDS}
    if facts["incoterm"] is None:
        facts["incoterm_place"] = None
    return facts


def _fact(deal: Deal, key: str) -> Spellings:
    slot = deal.slots.get((key, None))
    if key == "deal_stage":
        return _stage(deal)
    if slot is None or not slot.seen:
        return None
    standing = slot.standing
    if key == "reference":
        standing = max(slot.seen, key=lambda entry: _REFERENCE_RANK.index(entry.ident))
    if standing is None:
        return None
    same = [entry.spelling for entry in slot.seen if entry.ident == standing.ident]
    spellings = [standing.spelling, *same, *_others(deal, key, slot, standing)]
    return tuple(dict.fromkeys(text for text in spellings if text))


def _stage(deal: Deal) -> Spellings:
    """The stage; "please proceed" after final terms is agreed and ordered alike."""
    if deal.stage is None:
        return None
    if deal.either_stage and deal.stage in ("agreed", "ordered"):
        return (deal.stage, "ordered" if deal.stage == "agreed" else "agreed")
    return (deal.stage,)


def _others(deal: Deal, key: str, slot: Slot, standing: Entry) -> list[str]:
    """Spellings that are right though no mail writes them so."""
    if key.endswith(("_company", "_contact")):
        side, kind = key.split("_")
        return list(deal.party(side).spellings[kind])
    if key == "certification":
        written = [entry.spelling for entry in slot.seen]
        return [each.replace("인증", "").strip() for each in written]
    if key == "quote_validity":
        return [standing.spelling.removesuffix("까지")]
    is_order = key == "reference" and standing.ident == "order"
    return [f"PO {standing.spelling}"] if is_order else []


def item_of(deal: Deal, line: Line) -> dict[str, Spellings]:
    """The fields of one item that still stands."""
    codes = [line.code] if line.naming >= 3 else []
    korean = [line.goods.korean] if any(deal.korean.values()) else []
    english = [line.goods.english] if not all(deal.korean.values()) else []
    names = [line.named_text, *line.spelled, *korean, *english, *codes]
    specs = list(line.specs)
    if specs:
        specs += [
            form.format(code, line.spec)
            for code in codes
            for form in ("{}, {}", "{} {}", "{} ({})")
        ]
    fields: dict[str, Spellings] = {
        "product": tuple(dict.fromkeys(name for name in names if name)),
        "specification": tuple(dict.fromkeys(specs)) or None,
    }
    for key in ("quantity", "unit", "unit_price"):
        slot = deal.slots.get((key, line.index))
        standing = slot.standing if slot else None
        values = [standing.value] if standing else []
        if key == "unit" and values:
            values += unit_spellings(line.goods.unit)
        fields[key] = tuple(dict.fromkeys(values)) or None
    return fields


def tags_of(deal: Deal) -> tuple[str, ...]:
    """Stages that the mails passed through, topics that the buyer raised, industry, countries."""
    tags = {*deal.tags, deal.industry}
    tags.update(_TOPIC_OF[key] for key in deal.asked_terms if key in _TOPIC_OF)
    if "ship" in deal.asked_terms:
        tags.add("delivery")
    tags.update(
        f"country-{deal.party(side).country.code.lower()}" for side in ("buyer", "supplier")
    )
    return tuple(sorted(tags, key=tag_order))


def normal(text: str) -> str:
    """Case, width and white space made equal, as the scorer does."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).casefold()).strip().strip(".,;")
