"""One mail's claims of one key into the key's slot, with how binding a name is.

Readings of the contract that are settled here: a mail that gives two values for one key
("FOB 10, CIF 11") gives neither, unless one of them stands already; a name in a header does not
replace what a mail says. Must not know items or other keys' slots.
"""

import re
from dataclasses import replace

from quoteflow_desktop.analysis import acts, slots
from quoteflow_desktop.analysis.slots import Slot
from quoteflow_desktop.core.facts import DEAL_STAGES, Act, Claim, Delta, Kind, Origin, Side

# Names and records of the deal: every act that gives one merely states it.
_NAMED = frozenset(
    {"buyer_company", "buyer_contact", "supplier_company", "supplier_contact", "reference",
     "deal_stage"}
)  # fmt: skip


FALLS = (Act.REFUSE, Act.WITHDRAW)
_GIVES = (Act.INFORM, Act.ASK, Act.OFFER)


def apply_claims(slot: Slot, key: str, kind: Kind, claims: list[Claim], delta: Delta) -> Slot:
    """One mail's claims of one key, what falls first: "not 8.15, but 8.25" in any order."""
    for act in _GIVES:
        same = [c for c in claims if c.act is act and c.origin is not Origin.USER]
        if kind is Kind.TEXT or key in _NAMED or len(same) < 2:
            continue
        if not all(slots.same_value(kind, same[0].value, c.value) for c in same):
            now = slots.mail_standing(slot)
            kept = [c for c in same if now and slots.same_value(kind, c.value, now[0].value)]
            if not kept:
                slot = acts.give_two(slot, same, delta.by, delta.message)
            claims = [c for c in claims if c not in same or c in kept]
    for claim in sorted(claims, key=lambda c: c.act not in FALLS):
        if key in _NAMED and claim.act not in (*FALLS, Act.CORRECT):
            claim = claim.model_copy(update={"act": Act.INFORM})
        if key == "deal_stage" and claim.value == "lost" and claim.origin is not Origin.USER:
            slot = replace(slot, stated=None)  # from any stage, and any stage may follow
        if claim.origin is Origin.RULE and key != "reference" and _named_by_model(slot):
            continue  # a header's name does not replace what a mail says
        rank = _rank(key, claim, delta)
        slot = acts.advance(slot, claim, kind, delta.by, delta.message, rank)
    return slot


def _named_by_model(slot: Slot) -> bool:
    return slot.stated is not None and slot.stated.origin is Origin.MODEL


def _rank(key: str, claim: Claim, delta: Delta) -> int:
    """How binding a stated name is: a newer one of lower rank does not replace it."""
    if key == "reference":
        return _reference_rank(claim)
    if key == "deal_stage" and claim.value in DEAL_STAGES:
        # a stage is not left backwards; a lost deal may begin anew
        return 0 if claim.value == "lost" else DEAL_STAGES.index(claim.value)
    own = {"buyer": Side.BUYER, "supplier": Side.SUPPLIER}.get(key.partition("_")[0])
    if key not in _NAMED or own is None:
        return 0
    offers = any(c.act is Act.OFFER for i in delta.items for c in i.claims)
    return (2 if delta.by is own else 0) + (1 if offers and own is Side.SUPPLIER else 0)


_BINDING = re.compile(
    r"(?<![a-z])(?:(?:purchase |our |the )?order|contract|l?po|p/o|s/c|oc)(?![a-z])|발주"
    r"|주문|계약|注文",
    re.IGNORECASE,
)
_OFFERED = re.compile(
    r"(?<![a-z])(?:quotation|quote|offer|pro-?forma|p/?i|inv)(?![a-z])|견적", re.IGNORECASE
)


_REQUESTED = re.compile(r"request|RFQ|요청|의뢰|문의", re.IGNORECASE)


def _reference_rank(claim: Claim) -> int:
    """The contract or PO over the seller's quotation or PI over the buyer's inquiry."""
    text = " ".join((claim.value, *(e.quote for e in claim.evidence)))
    if _REQUESTED.search(text):
        return 0
    return 2 if _BINDING.search(text) else 1 if _OFFERED.search(text) else 0
