"""The secret key file."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from groundwire.server.errors import ServerError
from groundwire.server.secret import Secret, load_secret

if TYPE_CHECKING:
    from pathlib import Path


def test_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    first = load_secret(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert load_secret(path).derive("x") == first.derive("x")
    assert [entry.name for entry in tmp_path.iterdir()] == ["secret.key"]


def test_each_purpose_has_a_key_of_its_own() -> None:
    secret = Secret(b"k" * 32)
    assert len({secret.derive("tokens"), secret.derive("objects"), Secret(b"o" * 32).derive("tokens")}) == 3
    assert len(secret.derive("tokens")) == 32


def test_key_is_not_shown() -> None:
    assert "k" * 8 not in repr(Secret(b"k" * 32))


def test_starters_at_once_agree_on_one_key(tmp_path: Path) -> None:
    keys: list[bytes] = []
    together = threading.Barrier(8)

    def start() -> None:
        together.wait()
        keys.append(load_secret(tmp_path / "secret.key").derive("x"))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_key_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    load_secret(path)
    path.chmod(0o644)
    with pytest.raises(ServerError, match="chmod 600"):
        load_secret(path)


@pytest.mark.parametrize("content", ["", "abc", "z" * 64, "00" * 31, "00" * 100])
def test_damaged_key_is_explained(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secret.key"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(ServerError, match="does not hold a secret key"):
        load_secret(path)


def test_missing_folder_is_explained(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="cannot be used"):
        load_secret(tmp_path / "no" / "secret.key")
    assert list(tmp_path.iterdir()) == []
