"""What tests of several packages share: a real mail server."""

from collections.abc import Iterator

import pytest

from tests.system.dovecot import BINARY, Dovecot


@pytest.fixture(scope="session")
def dovecot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dovecot]:
    """One server for the whole run; each test takes a user name of its own."""
    if BINARY is None:
        pytest.skip("dovecot is not installed (Debian: dovecot-imapd)")
    server = Dovecot.start(tmp_path_factory.mktemp("dovecot"))
    yield server
    server.stop()


@pytest.fixture
def user(request: pytest.FixtureRequest) -> str:
    """A mail user that no other test has."""
    return f"u{abs(hash(request.node.nodeid)):x}"[:16]
