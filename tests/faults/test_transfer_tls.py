"""Certificates: none is trusted that should not be, and a private authority can be named."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from typing import TYPE_CHECKING

import pytest

from groundwire._core.errors import ConnectFailed
from groundwire._core.transfer import CurlEngine, EngineOptions, HttpxEngine, fetch_bytes
from tests.unit.transfer.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Kind = type[CurlEngine | HttpxEngine]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for 127.0.0.1, with its key beside it."""
    if shutil.which("openssl") is None:
        pytest.skip("making a certificate needs the openssl program")
    folder = tmp_path_factory.mktemp("tls")
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=127.0.0.1",
        "-addext",
    ]
    command += [
        "subjectAltName=IP:127.0.0.1",
        "-keyout",
        str(folder / "key.pem"),
        "-out",
        str(folder / "cert.pem"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "cert.pem"


@pytest.fixture
def server(certificate: Path) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    with Server(lambda exchange: exchange.reply(200, b"private"), context) as server:
        yield server


@pytest.mark.parametrize("kind", [CurlEngine, HttpxEngine])
def test_an_unknown_authority_is_refused_at_once(kind: Kind, server: Server) -> None:
    engine = kind()
    with pytest.raises(ConnectFailed, match="not trusted") as caught:
        fetch_bytes(engine, server.url())
    engine.close()
    assert caught.value.attempts == 1
    assert "SSL_CERT_FILE" in caught.value.hint
    assert server.requests == []


@pytest.mark.parametrize("kind", [CurlEngine, HttpxEngine])
@pytest.mark.parametrize("how", ["environment", "option", "unverified"])
def test_a_private_authority_can_be_named(
    kind: Kind, how: str, server: Server, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if how == "environment":
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    verify = {"environment": True, "option": certificate, "unverified": False}[how]
    engine = kind(options=EngineOptions(verify=verify))
    assert fetch_bytes(engine, server.url()) == b"private"
    engine.close()


@pytest.mark.parametrize("kind", [CurlEngine, HttpxEngine])
def test_a_certificate_for_another_host_is_refused(kind: Kind, server: Server, certificate: Path) -> None:
    engine = kind(options=EngineOptions(verify=certificate))
    with pytest.raises(ConnectFailed, match="not trusted"):
        fetch_bytes(engine, server.url().replace("127.0.0.1", "localhost"))
    engine.close()
