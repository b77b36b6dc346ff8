"""Identities of samples: the same for the same call that goes on, new for every other."""

from __future__ import annotations

import os
import uuid
from types import SimpleNamespace

import pytest

from groundwire.studio import Sample, SampleFile
from groundwire.studio._journal import open_journal
from groundwire.studio._populate import PendingUpload
from groundwire.studio._populate_memory import PopulateMemory, call_name


def sample(name=None, *, frame=None, path=None):
    made = Sample()
    made.set_image_name(name)
    made.set_frame_number(frame)
    if path is not None:
        made.add_file(SampleFile("image", str(path)))
    return made


@pytest.fixture
def begin(tmp_path):
    """Begin a call, as another process would: with new objects and a journal it opens."""

    def start(*samples):
        journal = open_journal(str(tmp_path / "journals"), call_name(samples))
        memory = PopulateMemory(journal)
        memory.begin(samples)
        return memory, journal, [one.uuid for one in samples]

    return start


def test_the_same_call_finds_its_identities_until_it_ended(begin):
    _, journal, first = begin(sample("a"), sample("b"))
    journal.close()
    _, journal, second = begin(sample("a"), sample("b"))
    assert second == first
    journal.finish()
    _, _, third = begin(sample("a"), sample("b"))
    assert not set(third) & set(first)


def test_samples_that_look_alike_are_two(begin):
    _, journal, first = begin(sample("a"), sample("a"), sample(), sample())
    assert len(set(first)) == 4
    journal.close()
    assert begin(sample("a"), sample("a"), sample(), sample())[2] == first


def test_what_tells_calls_apart():
    cases = [sample("a"), sample("b"), sample("a", frame=1), sample("a", path="x/a"), sample("a", path="y/a")]
    calls = [[one] for one in cases] + [[], cases, cases[::-1], [sample("a"), sample("a")]]
    assert len({call_name(one) for one in calls}) == len(calls)


def test_a_relative_path_is_where_it_leads_to(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert call_name([sample(path="a.png")]) == call_name([sample(path=tmp_path / "a.png")])


def test_identities_look_like_the_documented_ones(begin):
    (made,) = begin(sample("a"))[2]
    assert uuid.UUID(made).version == 4
    assert str(uuid.UUID(made)) == made


def test_a_sample_keeps_the_identity_it_has(begin):
    mine = sample("a")
    mine.identify(lambda: "mine")
    assert begin(mine, sample("a"))[2][0] == "mine"


def test_an_identity_that_was_set_meanwhile_wins_and_is_kept(begin):
    _, journal, first = begin(sample("a"), sample("b"))
    journal.close()
    mine = sample("a")
    mine.identify(lambda: "mine")
    _, journal, second = begin(mine, sample("b"))
    assert second == ["mine", first[1]]
    journal.close()
    assert begin(sample("a"), sample("b"))[2] == second


def test_without_a_journal_identities_are_new_each_time(begin):
    held = begin(sample("a"))
    assert held[1].kept
    second, third = begin(sample("a")), begin(sample("a"))
    assert not second[1].kept
    assert len({held[2][0], second[2][0], third[2][0]}) == 3


def pending(path, key="k"):
    return PendingUpload("u", path, key, f"http://host/{key}?signature=secret")


def done(item, state="done"):
    return SimpleNamespace(state=state, transfer=SimpleNamespace(url=item.url))


def test_finished_files_are_not_sent_again_unless_they_or_their_objects_are_others(begin, tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"1")
    memory, journal, _ = begin(sample("a"))
    assert memory.missing([pending(path)]) == [pending(path)]
    memory.note(done(pending(path)))
    journal.close()
    assert "secret" not in journal._path.read_text()
    memory, journal, _ = begin(sample("a"))
    assert memory.missing([pending(path)]) == []
    assert memory.missing([pending(path, "other")]) == [pending(path, "other")]
    os.utime(path, (0, 0))
    assert memory.missing([pending(path)]) == [pending(path)]


@pytest.mark.parametrize("state", ["failed", "cancelled"])
def test_files_that_did_not_arrive_are_sent_again(begin, tmp_path, state):
    path = tmp_path / "a.png"
    path.write_bytes(b"1")
    memory, journal, _ = begin(sample("a"))
    memory.missing([pending(path)])
    memory.note(done(pending(path), state))
    journal.close()
    memory, _, _ = begin(sample("a"))
    assert memory.missing([pending(path)]) == [pending(path)]


def test_a_file_that_is_gone_is_left_to_the_upload_to_tell(begin, tmp_path):
    memory, _, _ = begin(sample("a"))
    assert memory.missing([pending(tmp_path / "gone")]) == [pending(tmp_path / "gone")]


def test_a_damaged_journal_is_begun_anew(begin):
    _, journal, first = begin(sample("a"))
    journal.begin(["not", "a", "header"])
    journal.append("nor a record")
    journal.append([["nested"], 1, 2])
    journal.close()
    assert begin(sample("a"))[2] != first
