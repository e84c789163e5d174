"""A real IMAP server for tests: Debian's dovecot-imapd on loopback with a throw-away configuration.

Any user name signs in with ``pass``. Started by ``Dovecot.start``, stopped by its own pid.
"""

import contextlib
import getpass
import grp
import mailbox
import os
import pwd
import shutil
import signal
import socket
import subprocess
import threading
from pathlib import Path

PASSWORD = "pass"  # noqa: S105
BINARY = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")

_CONFIG = """
base_dir={root}/run
state_dir={root}/state
log_path={root}/log
protocols=imap
listen=127.0.0.1
ssl=no
disable_plaintext_auth=no
{users}
mail_location=maildir:{root}/mail/%u
mail_max_userip_connections=50
auth_failure_delay=0
first_valid_uid=0
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={mail_user} gid={mail_group} home={root}/mail/%u
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    special_use = \\Sent
    auto = create
  }}
  mailbox Trash {{
    special_use = \\Trash
    auto = create
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""


class Dovecot:
    """A running server; ``port`` is where it listens on 127.0.0.1."""

    def __init__(self, root: Path, port: int, process: "subprocess.Popen[bytes]") -> None:
        self.root = root
        self.port = port
        self._process = process

    @classmethod
    def start(cls, root: Path) -> "Dovecot":
        """A server with all its files under ``root``, ready to be spoken to."""
        assert BINARY is not None
        root.mkdir(parents=True, exist_ok=True)
        (root / "mail").mkdir()
        port = _free_port()
        config = root / "dovecot.conf"
        config.write_text(_config(root, port))
        with (root / "console").open("wb") as console:
            process = subprocess.Popen(
                [BINARY, "-F", "-c", str(config)], stdout=console, stderr=console
            )
        server = cls(root, port, process)
        if not server._answers():
            server.stop()
            log = [(root / name) for name in ("console", "log")]
            told = "\n".join(path.read_text(errors="replace") for path in log if path.exists())
            raise RuntimeError(f"dovecot did not start:\n{told[-2000:]}")
        return server

    def _answers(self) -> bool:
        """Whether the greeting comes; tried until the process ends or half a minute is over."""
        patience = threading.Event()
        for _ in range(300):
            if self._process.poll() is not None:
                return False
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=5) as probe:
                    if probe.recv(4) == b"* OK":
                        return True
            except OSError:
                pass  # not yet listening
            patience.wait(0.1)
        return False

    def stop(self) -> None:
        """End the server that this object started."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(timeout=20)

    def folder(self, user: str, name: str = "INBOX") -> mailbox.Maildir:
        """The Maildir of a user's folder, made where there is none; what is put in arrives."""
        path = self.root / "mail" / user
        if name != "INBOX":
            path = path / f".{name}"
        made = not path.exists()
        if name != "INBOX":
            mailbox.Maildir(path.parent, create=True)
        box = mailbox.Maildir(path, create=True)
        if made:
            _give_to_mail_user(self.root / "mail" / user)
        return box

    def deliver(self, user: str, data: bytes, name: str = "INBOX") -> None:
        """A mail arrives, byte by byte as given."""
        self.folder(user, name).add(data)
        _give_to_mail_user(self.root / "mail" / user)

    def flags(self, user: str, name: str = "INBOX") -> dict[str, str]:
        """The flags of every mail as they lie on the server's disk, by the mail's unique name."""
        path = self.root / "mail" / user / ("" if name == "INBOX" else f".{name}")
        files = [one.name for part in ("cur", "new") for one in (path / part).iterdir()]
        return {one.partition(":2,")[0]: one.partition(":2,")[2] for one in files}

    def remove(self, user: str, text: bytes, name: str = "INBOX") -> int:
        """Mails that hold ``text`` go, as when another program expunges them; how many."""
        path = self.root / "mail" / user / ("" if name == "INBOX" else f".{name}")
        doomed = [
            one
            for part in ("cur", "new")
            for one in (path / part).iterdir()
            if text in one.read_bytes()
        ]
        for one in doomed:
            one.unlink()
        return len(doomed)

    def renumber(self, user: str, name: str = "INBOX") -> None:
        """The folder gets a new UIDVALIDITY and new UIDs, as after a restore of the server."""
        path = Path(self.folder(user, name)._path)  # type: ignore[attr-defined]
        for index in path.glob("dovecot*"):
            # The file that remembers the last UIDVALIDITY stays: the next one is surely another.
            if not index.name.startswith("dovecot-uidvalidity"):
                index.unlink(missing_ok=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _mail_user() -> str:
    """Dovecot refuses to serve mail as root; the package's own user does it then."""
    return "dovecot" if os.geteuid() == 0 else getpass.getuser()


def _config(root: Path, port: int) -> str:
    user = _mail_user()
    group = grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name
    users = ""
    if os.geteuid() != 0:  # as root the package's login users serve
        users = (
            f"default_internal_user={user}\ndefault_login_user={user}\n"
            f"default_internal_group={group}"
        )
    _give_to_mail_user(root / "mail")
    return _CONFIG.format(
        root=root, port=port, users=users, mail_user=user, mail_group=group, password=PASSWORD
    )


def _give_to_mail_user(folder: Path) -> None:
    """As root: let the mail user read and write what the test puts there."""
    if os.geteuid() != 0:
        return
    entry = pwd.getpwnam(_mail_user())
    for path in (folder, *folder.rglob("*")):
        with contextlib.suppress(FileNotFoundError):  # the server moves mails from new to cur
            os.chown(path, entry.pw_uid, entry.pw_gid)
    for parent in folder.parents:
        # pytest's folders are private to root; the server must pass through.
        if parent.stat().st_uid == os.geteuid() and parent != Path("/") and len(parent.parts) > 2:
            parent.chmod(parent.stat().st_mode | 0o011)
