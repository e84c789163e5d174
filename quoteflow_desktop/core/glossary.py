"""A term of the trade with its Korean and English words and definitions.

Must not know where terms are kept, nor how they are searched or shown.
"""

from typing import Literal

from quoteflow_desktop.core.values import Value

Topic = Literal[
    "incoterms", "payment", "shipping", "customs", "documents", "insurance", "contract",
    "quality", "packaging", "pricing", "quantity", "certification", "logistics", "finance", "sales",
]  # fmt: skip


class Term(Value):
    """One entry; ``also`` holds abbreviations and other names in either language."""

    key: str
    topic: Topic
    ko: str
    en: str
    also: tuple[str, ...] = ()
    define_ko: str
    define_en: str

    def name(self, language: str) -> str:
        """The term in ``language``."""
        return self.ko if language == "ko" else self.en

    def definition(self, language: str) -> str:
        """One or two sentences in ``language``."""
        return self.define_ko if language == "ko" else self.define_en
