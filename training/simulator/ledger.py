"""What the parties have put on the table for one key, and which of it stands.

The rules are CONTRACT.md's fold. Must not know texts, items or mails.
"""

from dataclasses import dataclass, field

from quoteflow_desktop.core.facts import Act


@dataclass
class Entry:
    """A value that a mail put on the table."""

    side: str
    act: Act
    value: str
    ident: str
    spelling: str
    unit: str = ""


@dataclass
class Slot:
    """What stands for one key: the agreed, offered, asked and stated entries."""

    agreed: Entry | None = None
    offered: Entry | None = None
    asked: Entry | None = None
    stated: Entry | None = None
    seen: list[Entry] = field(default_factory=list)

    @property
    def standing(self) -> Entry | None:
        return self.agreed or self.offered or self.asked or self.stated

    def put(self, entry: Entry) -> None:
        """One entry more, by the rules of the fold."""
        self.seen.append(entry)
        if entry.act is Act.OFFER:
            self.offered, self.agreed = entry, None
        elif entry.act is Act.ACCEPT:
            self.agreed = self.offered = entry
        elif entry.act is Act.CORRECT:
            if entry.side == "supplier" or self.offered is None:
                self.offered, self.agreed = (
                    (entry, None) if entry.side == "supplier" else (None, None)
                )
            if entry.side == "buyer":
                self.asked = entry
        elif entry.act is Act.REFUSE:
            self._drop(entry.value)
        elif entry.act is Act.ASK:
            self.asked = entry
        elif entry.act is Act.INFORM:
            self.stated = entry

    def _drop(self, value: str) -> None:
        for name in ("asked", "offered", "agreed"):
            held = getattr(self, name)
            if held is not None and held.value == value:
                setattr(self, name, None)

    def clear(self) -> None:
        """Everything falls."""
        self.agreed = self.offered = self.asked = self.stated = None
