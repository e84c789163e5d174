"""The composition root: from the user's settings to a store, a mailbox and an engine.

The only file that picks real implementations; window and command line get theirs here. Must not
know what is done with them.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from quoteflow_desktop.config import keychain
from quoteflow_desktop.config.paths import Home, find_home, make_folders, resources_dir
from quoteflow_desktop.config.settings import (
    Account,
    Settings,
    load_company,
    load_settings,
    save_settings,
)
from quoteflow_desktop.core.errors import ModelError, SettingsError
from quoteflow_desktop.core.quote import Company
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.inference.models import ModelSpec, find_model
from quoteflow_desktop.inference.worker import WorkerEngine
from quoteflow_desktop.mail.imap import ImapMailbox
from quoteflow_desktop.store.database import Store, open_store


class Workplace(Value):
    """Where and for whom the program works. ``sample_company`` says that the firm set up no
    profile of its own yet; ``sample_mail`` that this is the demonstration, apart from the user's
    mail."""

    home: Home
    settings: Settings
    company: Company
    sample_company: bool = False
    sample_mail: bool = False

    @property
    def own_addresses(self) -> frozenset[str]:
        """The addresses that count as the user's own, in lower case."""
        own = [address for account in self.settings.accounts for address in account.aliases]
        own += [account.address for account in self.settings.accounts]
        if not self.sample_company or self.sample_mail:
            own += self.company.own_addresses
        return frozenset(address.lower() for address in own)

    @property
    def models_dirs(self) -> tuple[Path, ...]:
        """Folders of models, the user's before the shipped ones."""
        return (self.home.models_dir, resources_dir() / "models")


def open_workplace(environ: Mapping[str, str]) -> Workplace:
    """The user's workplace; makes its folders.

    Raises:
        SettingsError: the settings or the company profile hold something unknown or wrong.
    """
    home = find_home(environ)
    make_folders(home)
    settings = load_settings(home.settings_file)
    profile = settings.company_profile
    return Workplace(
        home=home,
        settings=settings,
        company=load_company(profile or sample_profile()),
        sample_company=profile is None,
    )


def sample_profile() -> Path:
    """The company profile that comes with the program."""
    return resources_dir() / "demo" / "company.toml"


def change_settings(workplace: Workplace, settings: Settings) -> Workplace:
    """Saves the settings; the workplace with them.

    Raises:
        SettingsError: they cannot be saved, or name a profile that cannot be used.
    """
    company = load_company(settings.company_profile or sample_profile())
    save_settings(workplace.home.settings_file, settings)
    return workplace.model_copy(
        update={
            "settings": settings,
            "company": company,
            "sample_company": settings.company_profile is None,
        }
    )


def store_key(workplace: Workplace) -> bytes | None:
    """The key of the workplace's store, None where there is no keyring to keep one. The
    demonstration holds nothing private and has none.

    Raises:
        SettingsError: the keyring is locked.
    """
    return None if workplace.sample_mail else keychain.store_key()


def open_database(workplace: Workplace, key: bytes | None) -> Store:
    """A connection to the workplace's store for the calling thread; close it when done.

    Raises:
        StoreError: it cannot be opened.
    """
    return open_store(workplace.home.store_file, key)


def quotes_folder(workplace: Workplace) -> Path:
    """Where quotes go, made if needed.

    Raises:
        SettingsError: it cannot be made.
    """
    folder = workplace.settings.quote_folder or workplace.home.quotes_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"The folder of quotes {folder} cannot be made: {error.strerror or error}.",
            hint="Choose another quote_folder in the settings.",
        ) from error
    return folder


def choose_model(workplace: Workplace, name: str = "") -> ModelSpec:
    """The model of that name or path, else the settings' with its promoted adapters.

    Raises:
        ModelError: there is none, or the adapters are for another model.
    """
    spec = find_model(name or workplace.settings.model, workplace.models_dirs)
    promoted = workplace.settings.adapters
    if name or not promoted:
        return spec
    return with_adapters(spec, promoted[-1])


def with_adapters(spec: ModelSpec, folder: Path) -> ModelSpec:
    """The model with the adapters of ``folder``, whose manifest names the base they are made for.

    Raises:
        ModelError: the folder holds no adapters, or they are for another base.
    """
    back = "`quoteflow models rollback` goes back to the ones before."
    try:
        found = find_model(str(folder), ())
    except ModelError as error:
        raise ModelError(f"There are no adapters in {folder}.", hint=back) from error
    if not found.adapters:
        raise ModelError(f"There are no adapters in {folder}.", hint=back)
    if found.base_sha256 != spec.base_sha256:
        raise ModelError(
            f"The adapters in {folder} are made for another model than {spec.name}.", hint=back
        )
    taken = ("adapters", "adapter_sha256", "prompt_digest", "manifest")
    return spec.model_copy(update={name: getattr(found, name) for name in taken})


def open_engine(spec: ModelSpec) -> WorkerEngine:
    """An engine for the model; it starts with the first job. Close it when done."""
    return WorkerEngine(spec)


def find_account(settings: Settings, name: str) -> Account:
    """The account with that name or address.

    Raises:
        SettingsError: there is none.
    """
    for account in settings.accounts:
        if name in (account.name, account.address):
            return account
    raise SettingsError(
        f"There is no account named {name}.",
        hint=_names_of(settings.accounts),
    )


def _names_of(accounts: Sequence[Account]) -> str:
    if not accounts:
        return "Add one with `quoteflow accounts add`."
    return f"There is: {', '.join(account.name for account in accounts)}."


def open_mailbox(account: Account, secret: str) -> ImapMailbox:
    """A signed-in connection to the account's server.

    Raises:
        SignInError: name or secret is not accepted. MailError: the server cannot be reached.
    """
    return ImapMailbox(
        host=account.host,
        port=account.port,
        user=account.sign_in,
        password=secret,
        tls=account.tls,
    )
