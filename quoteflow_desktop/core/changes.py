"""What a service call touched: announced once, each view decides what to refresh."""

from quoteflow_desktop.core.values import Value


class Changes(Value):
    """Ids of what was written. Two of them add up."""

    threads: frozenset[str] = frozenset()
    analyses: frozenset[str] = frozenset()
    quotes: frozenset[str] = frozenset()

    def __add__(self, other: "Changes") -> "Changes":
        return Changes(
            threads=self.threads | other.threads,
            analyses=self.analyses | other.analyses,
            quotes=self.quotes | other.quotes,
        )

    def __bool__(self) -> bool:
        return bool(self.threads or self.analyses or self.quotes)
