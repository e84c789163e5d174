"""Where things lie: the program's own resources, and the user's settings, store, cache, models.

Alone knows folders; must not know what stands in the files.
"""

from collections.abc import Mapping
from pathlib import Path

import platformdirs

from quoteflow_desktop.core.errors import SettingsError
from quoteflow_desktop.core.values import Value

NAME = "quoteflow"


class Home(Value):
    """The user's folders; absolute, not made yet (``make_folders`` does). ``quotes_dir`` is where
    quotes go unless the settings name another folder."""

    settings_dir: Path
    data_dir: Path
    cache_dir: Path
    models_dir: Path
    quotes_dir: Path

    @property
    def settings_file(self) -> Path:
        """Language, accounts, model: what ``config/settings`` reads."""
        return self.settings_dir / "settings.toml"

    @property
    def store_file(self) -> Path:
        """The local mail store."""
        return self.data_dir / "quoteflow.db"


def resources_dir() -> Path:
    """The folder of models, prompts, templates and labels: inside an installed wheel, else the
    source tree's.

    Raises:
        SettingsError: neither is there; the installation is incomplete.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_resources", package.parent / "resources"):
        if folder.is_dir():
            return folder
    raise SettingsError(
        "QuoteFlow's own files (models, templates, fonts) are missing.",
        hint="Install the program again.",
    )


def find_home(environ: Mapping[str, str]) -> Home:
    """The user's folders; ``QUOTEFLOW_HOME`` moves all of them into one."""
    moved = environ.get("QUOTEFLOW_HOME", "")
    if moved:
        root = Path(moved).expanduser().absolute()
        return Home(
            settings_dir=root,
            data_dir=root / "data",
            cache_dir=root / "cache",
            models_dir=root / "models",
            quotes_dir=root / "quotes",
        )
    dirs = platformdirs.PlatformDirs(NAME, appauthor=False)
    return Home(
        settings_dir=dirs.user_config_path,
        data_dir=dirs.user_data_path,
        cache_dir=dirs.user_cache_path,
        models_dir=dirs.user_data_path / "models",
        quotes_dir=dirs.user_documents_path / "QuoteFlow",
    )


def make_folders(home: Home) -> None:
    """Makes the program's folders, readable by their owner only; keeps those that are there. The
    folder of quotes is made with the first quote.

    Raises:
        SettingsError: a folder cannot be made.
    """
    for folder in (home.settings_dir, home.data_dir, home.cache_dir, home.models_dir):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError(
                f"The folder {folder} cannot be made: {error.strerror or error}.",
                hint="Choose another place with QUOTEFLOW_HOME.",
            ) from error
