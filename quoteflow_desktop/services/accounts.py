"""What a user asks for about mail accounts: add, try, remove; and the secret of each.

Must not know who asks or how a password is typed.
"""

from quoteflow_desktop.config import keychain
from quoteflow_desktop.config.settings import Account
from quoteflow_desktop.core.errors import SettingsError
from quoteflow_desktop.services import wiring
from quoteflow_desktop.services.wiring import Workplace


def add_account(workplace: Workplace, account: Account, secret: str | None) -> Workplace:
    """The workplace with one more account, saved; ``secret`` goes to the keyring.

    Raises:
        SettingsError: the name is taken, or the keyring does not take the secret.
    """
    taken = [known.name for known in workplace.settings.accounts]
    if account.name in taken:
        raise SettingsError(f"There already is an account named {account.name}.")
    if secret:
        keychain.write_secret(secret_name(account), secret)
    accounts = (*workplace.settings.accounts, account)
    return wiring.change_settings(
        workplace, workplace.settings.model_copy(update={"accounts": accounts})
    )


def remove_account(workplace: Workplace, name: str) -> Workplace:
    """The workplace without the account, saved; its secret is forgotten, its mail stays.

    Raises:
        SettingsError: there is no such account.
    """
    account = wiring.find_account(workplace.settings, name)
    if keychain.fault() is None:
        keychain.delete_secret(secret_name(account))
    accounts = tuple(known for known in workplace.settings.accounts if known != account)
    return wiring.change_settings(
        workplace, workplace.settings.model_copy(update={"accounts": accounts})
    )


def kept_secret(account: Account) -> str | None:
    """The account's password, None where it has to be asked for."""
    if keychain.fault() is not None:
        return None
    return keychain.read_secret(secret_name(account))


def require_secret(account: Account) -> str:
    """The account's password from the keyring.

    Raises:
        SettingsError: it is not kept there.
    """
    secret = kept_secret(account)
    if secret is None:
        raise SettingsError(
            f"The password of {account.name} is not kept on this machine.",
            hint=f"`quoteflow sync {account.name}` asks for it.",
        )
    return secret


def secret_name(account: Account) -> str:
    """The name under which the keyring keeps the account's password."""
    return f"{account.sign_in}@{account.host}:{account.port}"


def keyring_fault() -> str | None:
    """Why passwords cannot be kept on this machine, in a sentence; None where they can."""
    return keychain.fault()
