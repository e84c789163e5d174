"""The main job on the bundled sample mailbox, in a store of its own, never the user's.

Must not know the window or the command line; both show what it prepares.
"""

import shutil
import tomllib
from contextlib import closing
from datetime import date
from pathlib import Path

from quoteflow_desktop.config.paths import Home, make_folders, resources_dir
from quoteflow_desktop.config.settings import Settings, load_company
from quoteflow_desktop.core.analysis import to_json
from quoteflow_desktop.core.errors import QuoteError, QuoteFlowError
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.inference.models import reading_digest
from quoteflow_desktop.inference.prompts import prompt_digest
from quoteflow_desktop.services import quoting, wiring
from quoteflow_desktop.services.importing import load_threads
from quoteflow_desktop.services.progress import Cancel, Report
from quoteflow_desktop.services.waiting import analyse_waiting
from quoteflow_desktop.services.wiring import Workplace
from quoteflow_desktop.store import analyses, messages
