"""One mail as its delta is made from it, and what has been found in it so far.

Must not know where a value comes from: the model's words and the rules' both end up here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from quoteflow_desktop.core.facts import Act, Claim, Evidence, Origin, Side
from quoteflow_desktop.core.messages import Address


class Mail(NamedTuple):
    """What a delta needs of the mail it reads.

    ``text`` is the mail as the model read it, its subject and body from ``searchable`` on;
    ``show(start, end)`` gives the verbatim run that ``text[start:end]`` shows; ``find(words)``
    gives evidence for words that this mail or, failing that, an earlier one holds.
    """

    number: int
    sender: Address
    to: tuple[Address, ...]
    text: str
    show: Callable[[int, int], str | None]
    find: Callable[[str], Evidence | None]
    points: tuple[str, ...] = ()  # the clauses of the mail that its summary tells
    searchable: int = 0
    day: date | None = None  # the mail's own


@dataclass
class Found:
    """The claims of one mail as they come together, and what had to be left out."""

    mail: Mail
    claims: list[Claim] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def evidence(self, quote: str) -> tuple[Evidence, ...]:
        """``quote`` as evidence of this mail."""
        return (Evidence(message=self.mail.number, quote=quote),)

    def has(self, key: str) -> bool:
        """Whether something is claimed for ``key``."""
        return any(claim.key == key for claim in self.claims)

    def add(
        self, key: str, value: str, act: Act, quote: str, origin: Origin = Origin.MODEL
    ) -> None:
        """One more claim that ``quote`` shows, unless it is there."""
        if not any((c.key, c.value, c.act) == (key, value, act) for c in self.claims):
            evidence = self.evidence(quote)
            self.claims.append(
                Claim(key=key, value=value, act=act, evidence=evidence, origin=origin)
            )

    def drop(self, key: str, value: str) -> None:
        """Say that no words show ``value``."""
        self.warnings.append(
            f"{key}: “{value}” left out, no words of mail {self.mail.number} show it"
        )

    def replaced(self, warning: str) -> bool:
        """Whether another value of this mail stands for the key that the warning is about."""
        return any(warning.startswith(f"{claim.key}: ") for claim in self.claims)


def act_of(side: Side) -> Act | None:
    """What a side does with a term that it states: None for an agent, who passes it on."""
    return {Side.SUPPLIER: Act.OFFER, Side.BUYER: Act.ASK}.get(side)
