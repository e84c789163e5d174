"""The closed vocabularies of CONTRACT.md: tags by group, and the titles of a summary's steps.

Keys only; their Korean and English words are in ``resources/``.
"""

TAG_GROUPS: dict[str, tuple[str, ...]] = {
    "stage": (
        "inquiry", "quote-request", "quotation", "negotiation", "order", "contract", "sample",
        "payment", "shipment", "delivery-delay", "claim", "after-sales", "cancellation",
    ),
    "topic": (
        "price", "discount", "delivery", "payment-terms", "warranty", "certification", "customs",
        "logistics", "packaging", "specification", "exclusivity",
    ),
    "industry": (
        "energy", "electronics", "semiconductor", "machinery", "automotive", "metals",
        "chemicals", "plastics", "textiles", "cosmetics", "food", "agriculture", "medical",
        "pharma", "construction", "furniture", "software", "paper", "sports-toys", "marine",
    ),
    "flag": ("urgent", "not-trade"),
}  # fmt: skip

COUNTRY_PREFIX = "country-"

STEP_TITLES = (
    "inquiry", "question", "answer", "quotation", "revised-quotation", "counter-offer", "refusal",
    "acceptance", "order", "order-confirmation", "correction", "change", "sample", "payment",
    "shipment", "delay", "claim", "cancellation", "acknowledgement", "notice",
)  # fmt: skip


def tag_order(tag: str) -> tuple[int, int, str]:
    """Sort key: groups in the contract's order, countries before flags, own tags last."""
    groups = ("stage", "topic", "industry", "country", "flag")
    for name, keys in TAG_GROUPS.items():
        if tag in keys:
            return groups.index(name), keys.index(tag), tag
    if tag.startswith(COUNTRY_PREFIX):
        return groups.index("country"), 0, tag
    return len(groups), 0, tag
