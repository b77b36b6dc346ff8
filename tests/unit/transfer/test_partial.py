"""Downloads that outlive their process: what arrived stays, under its own name, and is gone on with."""

from __future__ import annotations

import hashlib
import os
import sys

import pytest

from groundwire._core.errors import IntegrityError, StorageError
from groundwire._core.filelock import try_lock
from groundwire._core.transfer import Checksum, Download
from groundwire._core.transfer.partial import PartialFile
from tests.unit.transfer.server import Server, ranged

BODY = os.urandom(2_000_000)
SIZE = len(BODY)
ETAG = '"v1"'


def partials(folder):
    return [one for one in folder.iterdir() if one.name.endswith(".part")]


def kept(target, body, validator=ETAG, whole=SIZE):
    """Leave a part of a file behind."""
    file = PartialFile(target, validator, whole)
    file.write(body)
    file.discard()


def test_what_was_written_stays_and_is_gone_on_with(tmp_path):
    target = tmp_path / "deep" / "f"
    kept(target, BODY[:1000])
    assert not target.exists()
    file = PartialFile(target, ETAG, len(BODY))
    assert file.size == 1000
    file.write(BODY[1000:])
    file.commit()
    assert target.read_bytes() == BODY
    assert partials(target.parent) == []


@pytest.mark.parametrize(("validator", "whole"), [('"v2"', len(BODY)), (ETAG, 7)])
def test_other_content_begins_anew(tmp_path, validator, whole):
    kept(tmp_path / "f", b"12345")
    assert PartialFile(tmp_path / "f", validator, whole).size == 0


def test_another_file_begins_anew(tmp_path):
    kept(tmp_path / "f", b"12345")
    assert PartialFile(tmp_path / "g", ETAG, len(BODY)).size == 0


@pytest.mark.parametrize("extra", [0, 5])
def test_at_least_the_last_byte_is_fetched(tmp_path, extra):
    kept(tmp_path / "f", b"0123456789" + b"x" * extra, whole=10)
    file = PartialFile(tmp_path / "f", ETAG, 10)
    assert file.size == 9
    file.write(b"9")
    file.commit()
    assert (tmp_path / "f").read_bytes() == b"0123456789"


def test_nothing_stays_of_nothing(tmp_path):
    PartialFile(tmp_path / "f", ETAG, 10).discard()
    assert list(tmp_path.iterdir()) == []


def test_who_comes_second_has_a_file_of_its_own_that_does_not_stay(tmp_path):
    first = PartialFile(tmp_path / "f", ETAG, 10)
    first.write(b"01234")
    second = PartialFile(tmp_path / "f", ETAG, 10)
    assert second.size == 0
    second.write(b"abc")
    assert len(partials(tmp_path)) == 2
    second.discard()
    assert len(partials(tmp_path)) == 1
    first.write(b"56789")
    first.commit()
    assert (tmp_path / "f").read_bytes() == b"0123456789"


def test_a_finished_file_is_never_taken_for_an_unfinished_one(tmp_path):
    first = PartialFile(tmp_path / "f", ETAG, 10)
    first.write(b"0123456789")
    (path,) = partials(tmp_path)
    with path.open("rb+") as waiting:  # opened by somebody else just before the end
        first.commit()
        assert try_lock(waiting.fileno())
    assert PartialFile(tmp_path / "f", ETAG, 10).size == 0
    assert (tmp_path / "f").read_bytes() == b"0123456789"


def test_a_folder_in_the_way_is_told_and_what_arrived_stays(tmp_path):
    (tmp_path / "f").mkdir()
    file = PartialFile(tmp_path / "f", ETAG, 10)
    file.write(b"0123456789")
    with pytest.raises(StorageError, match="Cannot write"):
        file.commit()
    assert len(partials(tmp_path)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_a_link_is_not_followed(tmp_path):
    kept(tmp_path / "f", b"12345")
    (path,) = partials(tmp_path)
    path.unlink()
    (tmp_path / "mine").write_bytes(b"mine")
    path.symlink_to(tmp_path / "mine")
    with pytest.raises(StorageError):
        PartialFile(tmp_path / "f", ETAG, len(BODY))
    assert (tmp_path / "mine").read_bytes() == b"mine"


# --- in a transfer ---


@pytest.fixture
def asked():
    return []


@pytest.fixture
def server(asked):
    def handle(exchange):
        asked.append(exchange.headers.get("range"))
        ranged(BODY, ETAG, exchange)

    with Server(handle) as running:
        yield running


def fetch(engine, server, target, **options):
    settings = {"size": len(BODY), "validator": ETAG, **options}
    (result,) = engine.run([Download(server.url(), target, **settings)])
    return result


def test_a_download_goes_on_where_another_process_stopped(engine, server, asked, tmp_path):
    kept(tmp_path / "f", BODY[:700_000])
    result = fetch(engine, server, tmp_path / "f")
    assert (result.state, result.bytes, result.path) == ("done", len(BODY), tmp_path / "f")
    assert asked == ["bytes=700000-"]
    assert (tmp_path / "f").read_bytes() == BODY
    assert partials(tmp_path) == []


def test_progress_counts_what_is_there(engine, server, tmp_path):
    kept(tmp_path / "f", BODY[:700_000])
    moved = []
    wanted = Download(server.url(), tmp_path / "f", size=len(BODY), validator=ETAG)
    list(engine.run([wanted], on_bytes=lambda _, change: moved.append(change)))
    assert sum(moved) == len(BODY)


def test_a_server_that_has_another_version_sends_it_whole(engine, server, asked, tmp_path):
    kept(tmp_path / "f", b"old" * 100, validator='"v0"')
    assert fetch(engine, server, tmp_path / "f", validator='"v0"').state == "done"
    assert asked == ["bytes=300-"]
    assert (tmp_path / "f").read_bytes() == BODY


def test_a_promised_digest_rules_it_out(engine, server, asked, tmp_path):
    kept(tmp_path / "f", b"wrong" * 100)
    digest = Checksum("md5", hashlib.md5(BODY).hexdigest())
    assert fetch(engine, server, tmp_path / "f", checksum=digest).state == "done"
    assert asked == [None]
    assert (tmp_path / "f").read_bytes() == BODY


def test_a_body_of_another_size_is_not_kept(engine, server, tmp_path):
    result = fetch(engine, server, tmp_path / "f", size=len(BODY) + 1)
    assert isinstance(result.error, IntegrityError)
    assert list(tmp_path.iterdir()) == []
