"""How a recipe ends that cannot do its work: a sentence and status 1, no traceback.

Must not know what the recipes do.
"""

import sys
from collections.abc import Callable

from quoteflow_desktop.core.errors import QuoteFlowError


def run_recipe(main: Callable[[], None]) -> None:
    """Call ``main``; an error of the world becomes one line on standard error and status 1."""
    try:
        main()
    except QuoteFlowError as error:
        sys.exit(" ".join(filter(None, [str(error), error.hint])))
