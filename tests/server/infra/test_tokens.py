"""Tokens: readable by every base64 reader, worthless when touched."""

from __future__ import annotations

import base64
import json
import time

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.server.tokens import InvalidTokenError, TokenSigner

KEY = b"k" * 32
SIGNER = TokenSigner(KEY, server="local", lifetime=7200)


def issue(username: str = "ada", signer: TokenSigner = SIGNER) -> str:
    return signer.issue(user_id=7, username=username, organization_id=3, epoch=2)


def claims_of(token: str) -> dict[str, object]:
    payload = token.split(".")[1]
    return json.loads(base64.b64decode(payload + "=" * (-len(payload) % 4), validate=True))


@given(st.text(max_size=40))
def test_payload_of_any_username_decodes_with_the_standard_alphabet(username: str) -> None:
    token = issue(username)
    header, payload, signature = token.split(".")
    assert header
    assert signature
    assert not set(payload) & set("-_=")
    assert claims_of(token)["username"] == username


@pytest.mark.parametrize(
    "username", ["???", "~~~", ">>>", "a?b~c>d", "żółć 名前 🙂", "\x7f\x7f\x7f", '\\?"~']
)
def test_characters_that_give_url_safe_digits_are_escaped(username: str) -> None:
    for shift in range(3):
        token = issue("x" * shift + username)
        assert not set(token.split(".")[1]) & set("-_")
        assert SIGNER.read(token).username == "x" * shift + username


def test_claims_carry_server_user_and_integer_expiry() -> None:
    claims = claims_of(issue())
    assert claims["server"] == "local"
    assert claims["username"] == "ada"
    assert (claims["uid"], claims["org"], claims["epoch"]) == (7, 3, 2)
    assert isinstance(claims["exp"], int)
    assert claims["exp"] - time.time() > 3600
    assert claims["jti"] != claims_of(issue())["jti"]


def forged(change: dict[str, object], key: bytes | str = KEY, algorithm: str = "HS256") -> str:
    claims = claims_of(issue()) | change
    return jwt.encode({k: v for k, v in claims.items() if v is not None}, key, algorithm=algorithm)


def altered_payload() -> str:
    header, _, signature = issue().split(".")
    claims = claims_of(issue()) | {"uid": 1}
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return f"{header}.{payload}.{signature}"


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a.b.c",
        "not a token",
        "żółć",
        "x" * 9000,
        forged({}, "", "none"),
        forged({}, b"o" * 32),
        forged({}, KEY * 2, "HS512"),
        forged({"server": "elsewhere"}),
        forged({"jti": None}),
        forged({"exp": None}),
        altered_payload(),
        issue()[:-2],
    ],
)
def test_tokens_not_made_by_this_server_are_refused(token: str) -> None:
    with pytest.raises(InvalidTokenError):
        SIGNER.read(token)


def test_expired_token_is_refused_even_if_it_was_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    token = issue()
    SIGNER.read(token)
    later = time.time() + 7201
    monkeypatch.setattr(time, "time", lambda: later)
    with pytest.raises(InvalidTokenError, match="expired"):
        SIGNER.read(token)


def test_token_is_not_shown_by_its_claims() -> None:
    token = issue()
    assert token not in repr(SIGNER.read(token))
