"""Logins and tokens against the database."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from groundwire.server import admin, passwords
from groundwire.server.auth import Authenticator
from groundwire.server.errors import RpcFailure
from groundwire.server.secret import Secret
from groundwire.server.store.engine import Database
from groundwire.server.store.tables import revoked_tokens, users

from .conftest import PASSWORD

if TYPE_CHECKING:
    from groundwire.server.context import Services


def failure(auth: Authenticator, username: str, password: str, address: str = "") -> RpcFailure:
    with pytest.raises(RpcFailure) as caught:
        auth.login(username, password, address)
    return caught.value


def test_login_gives_a_token_of_the_user_and_its_organisation(services: Services) -> None:
    claims = services.auth.authenticate(services.auth.login("ada", PASSWORD))
    assert claims.username == "ada"
    assert claims.organization_id == admin.list_accounts(services.db)[0].organization_id


def test_passwords_are_stored_as_argon2id_hashes(services: Services) -> None:
    with services.db.read() as connection:
        stored = connection.execute(select(users.c.password_hash)).scalar_one()
    assert stored.startswith("$argon2id$")
    assert PASSWORD not in stored


@pytest.mark.parametrize(
    ("username", "password"), [("ada", "wrong"), ("bob", PASSWORD), ("", ""), ("ada", "x" * 5000)]
)
def test_wrong_name_and_wrong_password_are_told_alike(
    services: Services, username: str, password: str
) -> None:
    refused = failure(services.auth, username, password)
    assert (refused.code, refused.message) == (401, "Wrong user name or password.")


def test_unknown_users_cost_as_many_hashes_as_known_ones(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    real = passwords._hasher.verify

    class Counting:
        hash = passwords._hasher.hash

        def verify(self, stored: str, password: str) -> bool:
            hashed.append(stored)
            return real(stored, password)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    failure(services.auth, "ada", "wrong")
    failure(services.auth, "nobody", "wrong")
    assert len(hashed) == 2
    assert all(stored.startswith("$argon2id$") for stored in hashed)


def test_too_many_failures_lock_one_user_from_one_address_only(services: Services) -> None:
    limited = replace(services.settings, login_attempts=2)
    auth = Authenticator(services.db, Secret(b"k" * 32), limited)
    failure(auth, "ada", "wrong", "10.0.0.1")
    failure(auth, "ADA", "wrong", "10.0.0.1")
    refused = failure(auth, "ada", PASSWORD, "10.0.0.1")
    assert refused.code == 1
    assert "Too many failed logins" in refused.message
    assert auth.login("ada", PASSWORD, "10.0.0.2")


def test_successful_logins_do_not_use_up_the_allowance(services: Services) -> None:
    auth = Authenticator(services.db, Secret(b"k" * 32), replace(services.settings, login_attempts=2))
    for _ in range(4):
        assert auth.login("ada", PASSWORD)


def refused(services: Services, token: str) -> str:
    with pytest.raises(RpcFailure) as caught:
        services.auth.authenticate(token)
    assert caught.value.code == 401
    return caught.value.message


def test_password_reset_ends_every_session(services: Services) -> None:
    before = services.auth.login("ada", PASSWORD)
    admin.reset_password(services.db, "ada", "another password")
    assert "revoked" in refused(services, before)
    failure(services.auth, "ada", PASSWORD)
    assert services.auth.authenticate(services.auth.login("ada", "another password"))


def test_revoking_a_token_leaves_the_others(services: Services) -> None:
    one, two = services.auth.login("ada", PASSWORD), services.auth.login("ada", PASSWORD)
    claims = services.auth.authenticate(one)
    services.auth.revoke(claims)
    services.auth.revoke(claims)
    assert "revoked" in refused(services, one)
    assert services.auth.authenticate(two)


def test_revocations_of_expired_tokens_are_dropped(services: Services) -> None:
    claims = services.auth.authenticate(services.auth.login("ada", PASSWORD))
    services.auth.revoke(replace(claims, jti="old", expires=1))
    services.auth.revoke(claims)
    with services.db.read() as connection:
        assert connection.execute(select(revoked_tokens.c.jti)).scalars().all() == [claims.jti]


@pytest.mark.parametrize("change", [{"disabled": "2026-01-01T00:00:00.000000Z"}, {"token_epoch": 9}])
def test_changes_to_the_user_void_its_tokens(services: Services, change: dict[str, object]) -> None:
    token = services.auth.login("ada", PASSWORD)
    with services.db.write() as connection:
        connection.execute(update(users).values(change))
    assert "revoked" in refused(services, token)


def test_disabled_user_cannot_log_in(services: Services) -> None:
    with services.db.write() as connection:
        connection.execute(update(users).values(disabled="2026-01-01T00:00:00.000000Z"))
    assert failure(services.auth, "ada", PASSWORD).code == 401


def test_token_of_another_secret_is_refused(services: Services) -> None:
    other = Authenticator(services.db, Secret(b"o" * 32), services.settings)
    assert "not valid" in refused(services, other.login("ada", PASSWORD))


def test_weak_hashes_are_renewed_at_login(services: Services) -> None:
    from argon2 import PasswordHasher

    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with services.db.write() as connection:
        connection.execute(update(users).values(password_hash=weak))
    services.auth.login("ada", PASSWORD)
    with services.db.read() as connection:
        stored = connection.execute(select(users.c.password_hash)).scalar_one()
    assert stored != weak
    assert services.auth.login("ada", PASSWORD)


def test_database_is_asked_again_only_after_something_was_committed(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = services.db.read

    def counting() -> object:
        asked.append("read")
        return real()

    token = services.auth.login("ada", PASSWORD)
    services.auth.authenticate(token)
    monkeypatch.setattr(services.db, "read", counting)
    services.auth.authenticate(token)
    assert asked == []
    other = Database(services.settings.database_url)
    for day, writer in enumerate((services.db, other), 1):
        with writer.write() as connection:
            connection.execute(update(users).values(updated=f"2026-01-0{day}T00:00:00.000000Z"))
        services.auth.authenticate(token)
        services.auth.authenticate(token)
    assert asked == ["read", "read"]
    other.close()
