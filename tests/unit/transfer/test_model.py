from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from groundwire._core.errors import InvalidArgumentError
from groundwire._core.transfer import CancelToken, Checksum, Download, Upload


@pytest.mark.parametrize(("algorithm", "digest"), [("crc32", "00"), ("md5", "abc"), ("sha256", "z" * 64)])
def test_an_impossible_checksum_is_refused(algorithm: str, digest: str) -> None:
    with pytest.raises(InvalidArgumentError, match=r"checksum|digest"):
        Checksum(algorithm, digest)


def test_a_token_is_set_by_its_parent_but_does_not_set_it() -> None:
    parent = CancelToken()
    child = CancelToken(parent)
    child.cancel()
    assert (child.cancelled, parent.cancelled) == (True, False)
    other = CancelToken(parent)
    parent.cancel()
    assert other.cancelled


def test_transfers_can_be_keys_and_compare_by_value() -> None:
    one = Download("http://h/x", Path("x"), headers={"a": "b"})
    assert one == Download("http://h/x", Path("x"), headers={"a": "b"})
    assert len({one, Upload("http://h/x", b"")}) == 2


def test_the_body_of_an_upload_is_not_shown() -> None:
    assert "secret" not in repr(Upload("http://h/x", b"secret"))


def test_importing_the_package_loads_no_http_library() -> None:
    code = (
        "import sys; from groundwire._core.transfer import Download, CancelToken, run_transfers, safe_join;"
        "print(sorted({'httpx', 'pycurl', 'anyio', 'ssl', 'asyncio'} & set(sys.modules)))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_every_public_name_can_be_had() -> None:
    from groundwire._core import transfer

    assert all(getattr(transfer, name) is not None for name in transfer.__all__)
    assert dir(transfer) == transfer.__all__
    with pytest.raises(AttributeError, match="nothing"):
        _ = transfer.nothing
