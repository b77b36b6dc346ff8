"""The journal of an upload: whole lines survive, nobody else reads it, nothing depends on it."""

from __future__ import annotations

import os
import stat
import sys
import time

import pytest

from groundwire._core.errors import ConfigurationError
from groundwire.studio import _journal
from groundwire.studio._journal import open_journal, state_folder
from groundwire.studio._settings import from_environment


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "deep" / "journals"


def written(folder, *records, close=True):
    journal = open_journal(str(folder), "call")
    journal.begin({"snapshot": 5})
    for record in records:
        journal.append(record)
    if close:
        journal.close()
    return journal


def test_what_was_written_is_read_by_the_next_one(folder):
    written(folder, ["part", 1], ["part", 2])
    again = open_journal(str(folder), "call")
    assert (again.header, again.records) == ({"snapshot": 5}, [["part", 1], ["part", 2]])
    again.append(["part", 3])
    again.close()
    assert open_journal(str(folder), "call").records == [["part", 1], ["part", 2], ["part", 3]]


def test_calls_do_not_share_a_journal(folder):
    written(folder)
    assert open_journal(str(folder), "other").header is None
    assert open_journal(str(folder), "ca", "ll").header is None


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are lists there")
def test_only_the_user_may_read_it(folder):
    written(folder)
    (path,) = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("damage", [b'["part",9', b"\0\0\0\0\n", b'["part",9]\xff\n["part",10]\n'])
def test_a_line_cut_short_ends_what_is_read(folder, damage):
    written(folder, ["part", 1])
    (path,) = folder.iterdir()
    with path.open("ab") as file:
        file.write(damage)
    again = open_journal(str(folder), "call")
    assert again.records == [["part", 1]]
    again.append(["part", 2])
    again.close()
    assert open_journal(str(folder), "call").records == [["part", 1], ["part", 2]]


def test_a_new_beginning_forgets_the_past(folder):
    journal = written(folder, ["part", 1], close=False)
    journal.begin({"snapshot": 6})
    journal.close()
    again = open_journal(str(folder), "call")
    assert (again.header, again.records) == ({"snapshot": 6}, [])


def test_it_is_gone_at_the_end(folder):
    journal = written(folder, ["part", 1], close=False)
    journal.finish()
    journal.close()
    journal.append(["late"])
    assert list(folder.iterdir()) == []


def test_nothing_stays_of_what_never_began(folder):
    open_journal(str(folder), "call").close()
    assert list(folder.iterdir()) == []


def test_a_journal_in_use_is_left_alone(folder):
    first = written(folder, ["part", 1], close=False)
    second = open_journal(str(folder), "call")
    assert (second.kept, second.header, second.records) == (False, None, [])
    second.begin({"snapshot": 9})
    second.append(["part", 9])
    second.finish()
    first.close()
    assert open_journal(str(folder), "call").records == [["part", 1]]


def test_old_journals_are_swept_and_nothing_else(folder):
    written(folder)
    (old,) = folder.iterdir()
    other = folder / "notes.txt"
    other.touch()
    for path in (old, other):
        os.utime(path, (0, time.time() - 8 * 24 * 3600))
    assert open_journal(str(folder), "unrelated").header is None
    assert not old.exists()
    assert other.exists()


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path, caplog):
    (tmp_path / "file").touch()
    caplog.set_level("INFO")
    journal = open_journal(str(tmp_path / "file" / "journals"), "call")
    assert not journal.kept
    journal.begin({})
    journal.append([])
    journal.close()
    assert "cannot be kept" in caplog.text


def test_a_full_disk_ends_the_journal_and_nothing_else(folder, monkeypatch, caplog):
    caplog.set_level("INFO")
    journal = written(folder, ["part", 1], close=False)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(_journal.os, "write", full)
        journal.append(["part", 2])
    assert not journal.kept
    assert "not kept any further" in caplog.text
    assert open_journal(str(folder), "call").records == [["part", 1]]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_journal_of_another_user_is_not_trusted(folder):
    written(folder, ["part", 1])
    (path,) = folder.iterdir()
    os.chown(path, 12345, -1)
    assert not open_journal(str(folder), "call").kept


def test_off_touches_no_file(folder):
    assert not open_journal("off", "call").kept
    assert not folder.exists()


@pytest.mark.parametrize(
    ("platform", "name", "value", "expected"),
    [
        ("linux", "XDG_STATE_HOME", "/state", "/state/groundwire/uploads"),
        ("linux", "XDG_STATE_HOME", "relative", "/home/ann/.local/state/groundwire/uploads"),
        ("darwin", "HOME", "/home/ann", "/home/ann/Library/Application Support/Groundwire/uploads"),
        ("win32", "LOCALAPPDATA", "/local", "/local/Groundwire/uploads"),
        ("win32", "LOCALAPPDATA", "", "/home/ann/AppData/Local/Groundwire/uploads"),
    ],
)
def test_the_folder_follows_the_system(monkeypatch, platform, name, value, expected):
    monkeypatch.setenv("HOME", "/home/ann")
    monkeypatch.setenv(name, value)
    monkeypatch.setattr(_journal.sys, "platform", platform)
    assert state_folder().as_posix() == expected


@pytest.mark.parametrize(("value", "expected"), [("", ""), (" off ", "off"), ("/x", "/x"), ("~/x", "~/x")])
def test_the_setting(value, expected):
    assert from_environment(environment={"GROUNDWIRE_JOURNAL": value}).journal == expected


def test_a_setting_that_is_no_folder_is_told():
    with pytest.raises(ConfigurationError, match="GROUNDWIRE_JOURNAL is 'no'"):
        from_environment(environment={"GROUNDWIRE_JOURNAL": "no"})


@pytest.mark.parametrize(("value", "expected"), [("", 8), ("0", 8), ("3", 3)])
def test_parts_in_flight(value, expected):
    assert from_environment(environment={"MAX_UPLOAD_TASKS": value}).parts == expected
