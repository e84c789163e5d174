"""The commands that look after the machine: ``sync``, ``accounts``, ``models``, ``doctor``.

Each calls services and prints. Must not know how accounts, secrets or models are kept.
"""

import argparse
import getpass
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from quoteflow_desktop.cli.console import Console
from quoteflow_desktop.config.settings import Account
from quoteflow_desktop.core.errors import SettingsError
from quoteflow_desktop.services import accounts, model_choice, teaching, wiring
from quoteflow_desktop.services import doctor as examination
from quoteflow_desktop.services.progress import Cancel
from quoteflow_desktop.services.syncing import sync_account
from quoteflow_desktop.services.wiring import Workplace

DONE, FAILED = 0, 1

Run = Callable[[argparse.Namespace, Workplace, Console], int]


def add_commands(commands: Any) -> None:
    """Adds this file's commands to argparse's subparsers."""
    sync_parser = commands.add_parser("sync", help="pull an account's mail into the local store")
    sync_parser.add_argument("account", metavar="ACCOUNT")
    _add_password_option(sync_parser)
    sync_parser.set_defaults(run=sync)
    _add_account_commands(commands.add_parser("accounts", help="add, test, list, remove"))
    _add_model_commands(
        commands.add_parser("models", help="list, verify, promote, rollback, export-corrections")
    )
    commands.add_parser("doctor", help="what works on this machine, and what mends the rest")


def _add_account_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    add = commands.add_parser("add", help="set up an IMAP account")
    add.add_argument("name", metavar="NAME")
    add.add_argument("address", metavar="ADDRESS")
    add.add_argument("--host", required=True)
    add.add_argument("--port", type=int)
    add.add_argument("--tls", choices=("tls", "starttls", "none-loopback-only"), default="tls")
    add.add_argument("--user", default="", help="sign-in name, where it is not the address")
    add.add_argument("--alias", action="append", default=[], help="a further address of yours")
    _add_password_option(add)
    add.set_defaults(run=add_account)
    for name, run, text in (
        ("test", test_account, "sign in and look, changing nothing"),
        ("remove", remove_account, "forget the account and its password; its mail stays"),
    ):
        one = commands.add_parser(name, help=text)
        one.add_argument("name", metavar="NAME")
        if run is test_account:
            _add_password_option(one)
        one.set_defaults(run=run)
    commands.add_parser("list", help="the accounts").set_defaults(run=list_accounts)


def _add_model_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    commands.add_parser("list", help="the models there are").set_defaults(run=list_models)
    commands.add_parser("verify", help="check every file").set_defaults(run=verify_models)
    promote = commands.add_parser("promote", help="use the adapters in a folder from now on")
    promote.add_argument("folder", metavar="FOLDER", type=Path)
    promote.add_argument(
        "--force", action="store_true", help="also where no comparison shows that they are better"
    )
    promote.set_defaults(run=promote_adapters)
    commands.add_parser("rollback", help="go back to the adapters before").set_defaults(
        run=roll_back_adapters
    )
    export = commands.add_parser(
        "export-corrections", help="write what you confirmed or corrected, to train adapters on"
    )
    export.add_argument("-o", dest="folder", metavar="DIR", type=Path, required=True)
    export.add_argument(
        "--mask-names", action="store_true",
        help="with made-up companies, persons, e-mail addresses and phone numbers",
    )  # fmt: skip
    export.set_defaults(run=export_corrections)


def _add_password_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input"
    )


def sync(options: argparse.Namespace, workplace: Workplace, console: Console) -> int:
    """``quoteflow sync``: prints how many threads have something new."""
    account = wiring.find_account(workplace.settings, options.account)
    mailbox = wiring.open_mailbox(account, _secret(account, options))
    key = wiring.store_key(workplace)
    with closing(mailbox), closing(wiring.open_database(workplace, key)) as store:
        changes = sync_account(mailbox, store, account.name, console.progress, Cancel())
    console.result(f"{len(changes.threads)} threads with new mail")
    return DONE


def add_account(options: argparse.Namespace, workplace: Workplace, console: Console) -> int:
    """``quoteflow accounts add``: settings and, where there is a keyring, the password."""
    fields = {"name": options.name, "address": options.address, "host": options.host}
    fields |= {"tls": options.tls, "user": options.user, "aliases": tuple(options.alias)}
    if options.port is not None:
        fields["port"] = options.port
    try:
        account = Account.model_validate(fields)
    except ValidationError as error:
        problems = [problem["msg"].removeprefix("Value error, ") for problem in error.errors()]
        raise argparse.ArgumentError(None, "; ".join(problems)) from error
    problem_of_keyring = accounts.keyring_fault()
    secret = None
    if problem_of_keyring is None:
        secret = _typed_secret(account, options)
    else:
        console.notice(f"{problem_of_keyring} The password will be asked for each time.")
    accounts.add_account(workplace, account, secret)
    console.result(f"added {account.name}")
    return DONE


def test_account(options: argparse.Namespace, workplace: Workplace, console: Console) -> int:
    """``quoteflow accounts test``: signs in and prints the folders that would be read."""
    account = wiring.find_account(workplace.settings, options.name)
    with closing(wiring.open_mailbox(account, _secret(account, options))) as mailbox:
        for folder in mailbox.folders():
            console.result(f"{account.name}: {folder}")
    return DONE


def list_accounts(_: argparse.Namespace, workplace: Workplace, console: Console) -> int:
    """``quoteflow accounts list``."""
    for account in workplace.settings.accounts:
        server = f"{account.host}:{account.port} ({account.tls})"
        console.result(f"{account.name}\t{account.address}\t{server}")
    if not workplace.settings.accounts:
        console.notice("There is no account yet; `quoteflow accounts add` makes one.")
    return DONE


def remove_account(options: argparse.Namespace, workplace: Workplace, console: Console) -> int:
    """``quoteflow accounts remove``."""
    accounts.remove_account(workplace, options.name)
    console.result(f"removed {options.name}")
    return DONE


def list_models(_: argparse.Namespace, workplace: Workplace, console: Console) -> int:
    """``quoteflow models list``: a line each, the chosen one with a star."""
    for model in model_choice.known_models(workplace):
        star = "*" if model.chosen else " "
        text = model.manifest.description if model.manifest else ""
        console.result(f"{star} {model.name}\t{text}")
    for sentence in model_choice.damaged(workplace):
        console.notice(sentence)
    for folder in workplace.settings.adapters[-1:]:
        console.notice(f"promoted adapters in use: {folder}")
    return DONE


def verify_models(_: argparse.Namespace, workplace: Workplace, console: Console) -> int:
    """``quoteflow models verify``: status 1 where a file is missing or damaged."""
    models = model_choice.known_models(workplace, check_files=True)
    for model in models:
        console.result(f"{model.name}\t{model.problem or 'ok'}")
    damaged = model_choice.damaged(workplace)
    for sentence in damaged:
        console.result(sentence)
    if not models:
        console.notice("There is no model; install the program again.")
    whole = models and not damaged and not any(model.problem for model in models)
    return DONE if whole else FAILED


def promote_adapters(options: argparse.Namespace, workplace: Workplace, console: Console) -> int:
    """``quoteflow models promote``."""
    changed = model_choice.promote(workplace, options.folder, force=options.force)
    console.result(f"in use: {changed.settings.adapters[-1]}")
    return DONE


def roll_back_adapters(_: argparse.Namespace, workplace: Workplace, console: Console) -> int:
    """``quoteflow models rollback``."""
    changed = model_choice.roll_back(workplace)
    sets = changed.settings.adapters
    console.result(f"in use: {sets[-1] if sets else 'the adapters that came with the model'}")
    return DONE


def export_corrections(options: argparse.Namespace, workplace: Workplace, console: Console) -> int:
    """``quoteflow models export-corrections``: prints the file's path."""
    done = teaching.export_corrections(workplace, options.folder, mask_names=options.mask_names)
    for sentence in done.unusable:
        console.notice(sentence)
    console.notice(f"{done.threads} threads with {done.facts} facts; {done.left_out} not usable")
    console.result(str(done.path))
    return DONE


def doctor(environ: Mapping[str, str], console: Console) -> int:
    """``quoteflow doctor``: a line a check, a mend below where something is not ok."""
    findings = examination.examine(environ)
    for finding in findings:
        console.result(f"{finding.health:<7} {finding.check:<9} {finding.found}")
        if finding.mend:
            console.result(f"{'':<17} -> {finding.mend}")
    faulty = any(finding.health is examination.Health.FAULT for finding in findings)
    return FAILED if faulty else DONE


def _secret(account: Account, options: argparse.Namespace) -> str:
    kept = None if options.password_stdin else accounts.kept_secret(account)
    return kept or _typed_secret(account, options)


def _typed_secret(account: Account, options: argparse.Namespace) -> str:
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if sys.stdin.isatty():
        return getpass.getpass(f"Password of {account.sign_in} at {account.host}: ")
    raise SettingsError(
        f"The password of {account.name} is needed and nobody can be asked.",
        hint="Give it with --password-stdin.",
    )
