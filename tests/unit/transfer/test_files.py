from __future__ import annotations

import errno
from typing import TYPE_CHECKING

import pytest

from groundwire._core.errors import StorageError
from groundwire._core.transfer import AtomicFile

if TYPE_CHECKING:
    from pathlib import Path


def test_target_appears_only_at_the_end(tmp_path: Path) -> None:
    target = tmp_path / "new" / "deep" / "file.bin"
    with AtomicFile(target) as file:
        file.write(b"one ")
        assert not target.exists()
        assert len(list(target.parent.iterdir())) == 1
        file.write(bytearray(b"two"))
        assert file.size == 7
    assert target.read_bytes() == b"one two"
    assert list(target.parent.iterdir()) == [target]


def test_an_exception_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "file.bin"
    target.write_bytes(b"old")

    def interrupted() -> None:
        with AtomicFile(target) as file:
            file.write(b"new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_empty_file_is_a_file(tmp_path: Path) -> None:
    with AtomicFile(tmp_path / "empty"):
        pass
    assert (tmp_path / "empty").read_bytes() == b""


def test_truncate_starts_over(tmp_path: Path) -> None:
    with AtomicFile(tmp_path / "file") as file:
        file.write(b"a long first try")
        file.truncate()
        assert file.size == 0
        file.write(b"second")
    assert (tmp_path / "file").read_bytes() == b"second"


def test_a_name_of_full_length_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / ("n" * 255)
    with AtomicFile(target) as file:
        file.write(b"x")
    assert target.read_bytes() == b"x"


def test_a_folder_in_the_way_is_told_with_path_and_hint(tmp_path: Path) -> None:
    target = tmp_path / "taken"
    target.mkdir()
    file = AtomicFile(target)
    file.write(b"x")
    with pytest.raises(StorageError, match="taken") as caught:
        file.commit()
    assert caught.value.errno == errno.EISDIR
    assert caught.value.filename == str(target)
    assert caught.value.hint is not None
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_where_a_folder_is_needed_is_told(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    with pytest.raises(StorageError, match="plain") as caught:
        AtomicFile(tmp_path / "plain" / "x").write(b"x")
    assert caught.value.errno in {errno.ENOTDIR, errno.EEXIST}


def test_files_get_the_permissions_of_new_files(tmp_path: Path) -> None:
    with AtomicFile(tmp_path / "a") as file:
        file.write(b"x")
    (tmp_path / "b").write_bytes(b"x")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode
