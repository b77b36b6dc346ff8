"""Secrets never show: by the name of the field, by the shape of the value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire._core.redact import REDACTED, is_sensitive, redact, redact_text

SECRET = st.text(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=12, max_size=60
).map(lambda text: f"Q7{text}")
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzZXJ2ZXIiOiJ0ZXN0In0.c2lnbmF0dXJl"


@pytest.mark.parametrize(
    "name",
    [
        "token",
        "Token",
        "access_token",
        "password",
        "new_password",
        "passwd",
        "secret_key",
        "Authorization",
        "api_key",
        "X-Api-Key",
        "apikey",
        "Cookie",
        "X-Amz-Signature",
        "sig",
        "credentials",
        "private_key",
    ],
)
def test_sensitive_names(name):
    assert is_sensitive(name)
    assert redact({name: "v"}) == {name: REDACTED}


@pytest.mark.parametrize(
    "name", ["name", "continue_token", "page_token", "max_tokens", "design", "username", "keys"]
)
def test_harmless_names(name):
    assert not is_sensitive(name)
    assert redact({name: "v"}) == {name: "v"}


def test_redaction_reaches_every_depth_and_copies():
    data = {"a": [{"password": "p", "b": JWT}, ("x", 1)], "token": None, "odd": "v"}
    assert redact(data, names=frozenset({"odd"})) == {
        "a": [{"password": REDACTED, "b": REDACTED}, ["x", 1]],
        "token": None,
        "odd": REDACTED,
    }
    assert data["odd"] == "v"


@given(SECRET)
@pytest.mark.parametrize(
    "pattern",
    [
        "Authorization: Bearer {}",
        "authorization=Bearer {}",
        "bearer {}",
        "Basic {}",
        "password={}",
        "'password': '{}'",
        '{{"password": "{}"}}',
        '{{"accessToken":"{}"}}',
        "https://bucket.example/key?X-Amz-Signature={}&x=1",
        "https://bucket.example/key?X-Amz-Credential=a&X-Amz-Security-Token={}",
        "https://host/objects/a?expires=5&sig={}",
        "https://host/objects/a?signature={}#f",
        "https://user:{}@host/path",
        "https://{}@host/path",
        "the token is eyJ{}.eyJ{}.sig",
        "eyJ{}.eyJ{}.",
        "api_key: {}",
        "secret = {}, other",
    ],
)
def test_secret_is_hidden_in_text(pattern, secret):
    text = pattern.format(*[secret] * 2)
    assert secret in text
    assert secret not in redact_text(text)


@given(st.text("abc def/:.?=&0123456789"))
def test_text_without_secrets_is_untouched(text):
    assert redact_text(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "continue_token=abc",
        "The token is invalid.",
        "design=5",
        "https://host/path?x=1",
        "token: null",
        "a@b.example",
    ],
)
def test_text_that_only_looks_secret_is_kept(text):
    assert redact_text(text) == text


@given(
    st.recursive(
        st.text() | st.integers() | st.none(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_redaction_is_idempotent(value):
    once = redact(value)
    assert redact(once) == once


@given(st.text(max_size=2000))
def test_any_text_is_taken(text):
    assert isinstance(redact_text(text), str)
