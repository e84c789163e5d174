"""Incoterms 2020 and the older names that mail still uses.

Only the rules' names: what a rule demands of place and transport is in ``checks``.
"""

import re

from quoteflow_desktop.core.facts import INCOTERMS

# ICC dropped these; the rule of today that says the same.
OLD_NAMES = {"C&F": "CFR", "CNF": "CFR", "CANDF": "CFR", "C+F": "CFR", "DDU": "DAP", "DAT": "DPU"}
SEA_ONLY = frozenset({"FAS", "FOB", "CFR", "CIF"})

PATTERN = re.compile(
    rf"(?<![A-Za-z0-9_.&-])(?:(?P<rule>{'|'.join(INCOTERMS)}|F\.O\.B|C\.I\.F"
    r"|(?:exw|fas|fca|cpt|cip|dap|dpu|ddp|fob|cfr|cif)(?=,? {1,2}[A-Za-z가-힣]{2})"
    r"|f\.o\.b|c\.i\.f|C ?& ?F|C and F|C\+F|CNF|CnF|DDU|DAT)"
    r"(?![A-Za-z0-9_&]|-[A-Za-z0-9])|(?P<works>(?:EX|Ex|ex)[ -]?(?:WORKS|Works"
    r"|works)(?![A-Za-z0-9])))"
)


def rule_of(word: str) -> str | None:
    """The Incoterms 2020 rule of a word as written ("C & F" is "CFR"); None for no rule."""
    name = "".join(word.split()).replace(".", "").upper()
    if name.replace("-", "") == "EXWORKS":
        return "EXW"
    if name in INCOTERMS:
        return name
    return OLD_NAMES.get(name)


def is_old(word: str) -> bool:
    """Whether the name as written is one that Incoterms 2020 no longer has."""
    return word.replace(" ", "").upper() in OLD_NAMES
