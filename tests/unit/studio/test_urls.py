"""Servers and URLs (studio.md 1.1)."""

from __future__ import annotations

import pytest

from groundwire._core.errors import InsecureUrlError, InvalidArgumentError
from groundwire.studio._urls import base_url, instance_url, server_name


@pytest.mark.parametrize(
    ("server", "url", "name"),
    [
        ("", "https://edgefirst.studio", "saas"),
        ("saas", "https://edgefirst.studio", "saas"),
        ("test", "https://test.edgefirst.studio", "test"),
        ("my-team", "https://my-team.edgefirst.studio", "my-team"),
        ("https://studio.example.com/prefix/", "https://studio.example.com/prefix", "saas"),
        ("https://stage.edgefirst.studio", "https://stage.edgefirst.studio", "stage"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000", "saas"),
        ("http://127.9.9.9", "http://127.9.9.9", "saas"),
        ("http://[::1]:8000", "http://[::1]:8000", "saas"),
        ("http://localhost:1", "http://localhost:1", "saas"),
        ("http://a.localhost", "http://a.localhost", "saas"),
    ],
)
def test_server_text_names_a_base_url_and_an_instance(server, url, name):
    assert base_url(server) == url
    assert server_name(url) == name


def test_token_claim_saas_names_its_own_host():
    assert instance_url("saas") == "https://saas.edgefirst.studio"


@pytest.mark.parametrize(
    "url", ["http://example.com", "http://128.0.0.1", "ftp://localhost", "http://localhost.evil.com"]
)
def test_urls_that_would_leak_the_token_are_refused(url):
    with pytest.raises(InsecureUrlError):
        base_url(url)


@pytest.mark.parametrize(
    "text", ["a/b", "evil.com/x", "user@host", "a b", "-", "https://", "https://host?x=1"]
)
def test_text_that_is_neither_name_nor_url_is_refused(text):
    with pytest.raises(InvalidArgumentError):
        base_url(text)
