"""The common shape of every value in the program: frozen, no unknown fields.

Knows nothing of what the values mean.
"""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen record; an edit makes a new one with ``model_copy(update=...)``."""

    model_config = ConfigDict(frozen=True, extra="forbid")
