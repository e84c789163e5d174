"""Whether a mail that names unknown goods brings a new item, or means the one that is there.

A small model takes words of a reply ("But 100% in advance") for the name of goods. After the mail
that first listed items, a new one has to be brought in as people do: with its quantity on the
line, as a row of a table, or with a word like "also". Looks at the mails so far and at none after;
must not know what stands.
"""

import re
from collections.abc import Sequence

from quoteflow_desktop.analysis import tables
from quoteflow_desktop.analysis.candidates import find_candidates
from quoteflow_desktop.analysis.matching import AmbiguousError, find_item, share_word
from quoteflow_desktop.core.facts import Act, CandidateKind, Delta, ItemClaim, Origin

_ADDS = re.compile(
    r"추가|더해|외에|함께|별도로|도 (?:견적|필요|부탁)|\b(?:also|add\w*|plus|extra"
    r"|another|instead|alternativ\w*)\b",
    re.IGNORECASE,
)


def settle_names(deltas: Sequence[Delta], texts: Sequence[str]) -> list[Delta]:
    """``deltas`` (one a mail, in order; ``texts`` the mails as they were read) with the items that
    no mail introduced: without their name where the thread has one item, else left out with a
    warning."""
    known: list[set[str]] = []
    return [settle_next(delta, text, known) for delta, text in zip(deltas, texts, strict=True)]


def settle_next(delta: Delta, text: str, known: list[set[str]]) -> Delta:
    """The next mail's delta settled; ``known``, the names of each of the goods so far, learns
    those that it brings."""
    settled = _settle(delta, text, known)
    _learn(settled, known)
    return settled


def _settle(delta: Delta, text: str, known: Sequence[set[str]]) -> Delta:
    if not known:
        return _settle_first(delta, text)
    items: list[ItemClaim] = []
    warnings = list(delta.warnings)
    for item in delta.items:
        named = item.product and item.origin is Origin.MODEL
        if not named or _is_known(item, known) or _is_introduced(item, text):
            items.append(item)
        elif (
            len(known) == 1
            and item.claims
            and item.act is not Act.WITHDRAW
            and all(other.product for other in items)
        ):
            claims = tuple(c for c in item.claims if c.key != "specification")
            items.append(item.model_copy(update={"product": "", "claims": claims}))
        else:
            warnings.append(_left_out(item))
    return delta.model_copy(update={"items": tuple(items), "warnings": tuple(warnings)})


def _settle_first(delta: Delta, text: str) -> Delta:
    """The mail that first lists goods: an item without a figure of its own is left out where
    others were brought in."""
    introduced = [item for item in delta.items if _is_introduced(item, text)]
    items = tuple(
        item
        for item in delta.items
        if item in introduced
        or not introduced
        or not item.product
        or any(share_word(item.product, other.product) for other in introduced)
    )
    warnings = tuple(_left_out(item) for item in delta.items if item not in items)
    return delta.model_copy(update={"items": items, "warnings": (*delta.warnings, *warnings)})


def _left_out(item: ItemClaim) -> str:
    return f"product: “{item.product}” left out, no mail brought it in as goods"


def _is_known(item: ItemClaim, known: Sequence[set[str]]) -> bool:
    try:
        found = find_item(item.product, known, (), alone=True) is not None
    except AmbiguousError:
        return True  # the fold says so
    return found or any(share_word(item.product, name) for names in known for name in names)


def _is_introduced(item: ItemClaim, text: str) -> bool:
    """Whether a line of the mail that names the goods brings them in."""
    body = text.find("\n\n") + 2
    at = text.find(item.product, body) if item.product else -1
    while at >= 0:
        line = tables.line_at(text, at)
        words = text[slice(*line)]
        rest = words.replace(item.product, " ")
        if any(c.kind is CandidateKind.QUANTITY for c in find_candidates(rest, None)):
            return True  # whether or not the model took the figure for this item's
        if len(tables.cells_of(text, line)) >= 3 or (_ADDS.search(words) and item.claims):
            return True
        at = text.find(item.product, max(line[1], at + 1))
    return False


def _learn(delta: Delta, known: list[set[str]]) -> None:
    """Adds the names of the mail's items."""
    for item in delta.items:
        if not item.product or item.act is Act.WITHDRAW:
            continue
        try:
            found = find_item(item.product, known, (), alone=len(delta.items) == 1)
        except AmbiguousError:
            continue
        if found is None:
            known.append({item.product})
        else:
            known[found].add(item.product)
