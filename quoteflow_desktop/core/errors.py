"""The world's errors: one root, a few flat kinds.

Each carries one sentence for the user, a hint and whether trying again can help. Everything
that is not one of these is a bug and goes to the crash report. Must not know who shows them.
"""


class QuoteFlowError(Exception):
    """Root of what may go wrong in the world; ``str(error)`` is the sentence for the user."""

    def __init__(self, message: str, *, hint: str = "", retryable: bool = False) -> None:
        super().__init__(message)
        self.hint = hint
        self.retryable = retryable

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross from the model's process: keep hint and retryable."""
        return _rebuild, (type(self), self.args, self.hint, self.retryable)


def _rebuild(
    kind: type["QuoteFlowError"], args: tuple[str, ...], hint: str, retryable: bool
) -> "QuoteFlowError":
    error = kind(*args)
    error.hint, error.retryable = hint, retryable
    return error


class InputError(QuoteFlowError):
    """What the user gave cannot be used: no such file, nothing in it, bad argument."""


class MailError(QuoteFlowError):
    """The mail server or a mail file refused."""


class SignInError(MailError):
    """The server did not accept the account's name or secret."""


class StoreError(QuoteFlowError):
    """The local store cannot be read or written: full disk, locked, newer version."""


class ModelError(QuoteFlowError):
    """The model file is missing, damaged or of the wrong kind, or its process died."""


class QuoteError(QuoteFlowError):
    """No quote can be made of this thread, or a check blocks it."""


class SettingsError(QuoteFlowError):
    """A settings or profile file holds something unknown or wrong."""


class Cancelled(QuoteFlowError):
    """The user stopped the work; never shown as a failure."""

    def __init__(self, message: str = "Stopped.") -> None:
        super().__init__(message, retryable=True)
