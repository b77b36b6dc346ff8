"""A client whose disk is full: it says so, keeps what is whole, and goes on when there is room."""

from __future__ import annotations

import errno
import subprocess

import pytest

from groundwire.errors import StorageError, TransferError
from tests.faults.conftest import do, found, is_file, small_disk

pytestmark = pytest.mark.anyio


async def test_a_full_disk_is_told_and_the_next_run_fetches_the_rest(studio, proxy, twelve, tmp_path):
    client = studio.client()
    with small_disk(tmp_path / "disk", "1m") as disk:
        filler = disk / "filler"
        filler.write_bytes(b"x" * 500_000)
        out = disk / "out"
        with pytest.raises(TransferError, match=r"No space left on device.*free some space") as caught:
            await do(client.download_dataset(twelve.dataset_id, output=str(out)))
        cause = caught.value.__cause__
        assert isinstance(cause, StorageError)
        assert isinstance(cause, OSError)
        assert cause.errno == errno.ENOSPC
        assert str(out) in str(caught.value)
        kept = found(out)
        assert 0 < len(kept) < 12
        assert kept.items() <= twelve.files.items()
        ended = [result.state for result in caught.value.results]
        assert (ended.count("done"), ended.count("failed")) == (len(kept), 12 - len(kept))
        assert all(result.attempts == 1 for result in caught.value.results)  # room does not come by asking

        mount_larger(disk)
        filler.unlink()
        proxy.forget()
        await do(client.download_dataset(twelve.dataset_id, output=str(out)))
        assert found(out) == twelve.files
        whole = [one for one in proxy.requests if is_file(one) and one.headers.get("range") != "bytes=0-0"]
        assert len(whole) == 12 - len(kept)


def mount_larger(disk):
    subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
