"""Any sequence of edits, tags and restores: the dataset and all its tags are what a simple model says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.server.versions.conftest import BOX, RINGS, Versioned, versioned

few = st.integers(0, 2)
some = st.none() | few


@dataclass
class File:
    """One upload; a state of the past and the present may share it."""

    name: str
    content: bytes | None = None


@dataclass(frozen=True)
class Note:
    """An annotation: its label and its geometries."""

    label: int | None
    box: bool = True
    outline: bool = False


@dataclass(frozen=True)
class Sample:
    """A sample; `key` is what the server calls it."""

    key: int
    group: str | None = None
    size: tuple[int, int] | None = None
    files: dict[str, File] = field(default_factory=dict)
    notes: dict[int, tuple[Note, ...]] = field(default_factory=dict)


@dataclass
class State:
    """A dataset: labels and sets by id, names of groups, samples by uuid."""

    labels: dict[int, tuple[str, int]] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)
    sets: tuple[int, ...] = ()
    samples: dict[str, Sample] = field(default_factory=dict)

    def copy(self) -> State:
        return State(dict(self.labels), set(self.groups), self.sets, dict(self.samples))

    def shown(self) -> dict[str, Any]:
        """What a reader sees of it."""
        samples = sorted(self.samples.items(), key=lambda item: item[1].key)
        return {
            "labels": {(key, *label) for key, label in self.labels.items()},
            "sets": list(self.sets),
            "samples": [(uuid, one.key, one.group, one.size) for uuid, one in samples],
            "files": {
                (uuid, kind, file.content)
                for uuid, one in samples
                for kind, file in one.files.items()
                if file.content is not None
            },
            "notes": [
                [(uuid, [self._note(note) for note in one.notes.get(key, ())]) for uuid, one in samples]
                for key in self.sets
            ],
        }

    def _note(self, note: Note) -> tuple[Any, ...]:
        name, index = self.labels.get(note.label, (None, None))
        return name, index, note.box, note.outline


class Both:
    """A dataset on the server beside its model; every operation goes to both."""

    def __init__(self, data: Versioned) -> None:
        self.data = data
        self.model = State(sets=(data.annotation_set,))
        self.tags: dict[str, State] = {}
        self.uploads = 0

    def seen(self, tag: str | None = None) -> dict[str, Any]:
        at = {"tag": tag} if tag else {}
        data = self.data
        sets = [one["id"] for one in data("annset.list", **at)]
        samples = data.samples(annotation_set_id=None, limit=2, **at)
        assert data("samples.count", **at)["total"] == len(samples)
        return {
            "labels": {(one["id"], one["name"], one["index"]) for one in data("label.list", **at)},
            "sets": sets,
            "samples": [
                (
                    one["uuid"],
                    one["id"],
                    one.get("group_name"),
                    (one["width"], one["height"]) if "width" in one else None,
                )
                for one in samples
            ],
            "files": {
                (one["uuid"], kind, data.get(url))
                for one in samples
                for kind, url in [
                    *([("image", one["image_url"])] if "image_url" in one else []),
                    *[item for entry in one.get("sensors", []) for item in entry.items()],
                ]
            },
            "notes": [
                [
                    (
                        one["uuid"],
                        [
                            (note.get("label_name"), note.get("label_index"), "box2d" in note, "mask" in note)
                            for note in one.get("annotations", [])
                        ],
                    )
                    for one in data.samples(annotation_set_id=key, limit=3, **at)
                ]
                for key in sets
            ],
        }

    def check(self) -> None:
        assert self.seen() == self.model.shown()
        assert {one["name"] for one in self.data("groups.list")} == self.model.groups
        for name, state in self.tags.items():
            assert self.seen(name) == state.shown(), name
        assert [tag["name"] for tag in self.data("version.tag.list")] == list(self.tags)

    def learn(self) -> None:
        """Take over ids and indices, which the server chooses."""
        self.model.labels = {one["id"]: (one["name"], one["index"]) for one in self.data("label.list")}

    def populate(self, uuid: int, group: int | None, label: int | None, geometry: str) -> None:
        sent: dict[str, Any] = {"uuid": str(uuid)}
        annotation: dict[str, Any] = {"box2d": BOX, **({"mask": RINGS} if geometry == "both" else {})}
        if group is not None:
            sent["group"] = f"g{group}"
            self.model.groups.add(sent["group"])
        sets = self.model.sets
        if label is not None:
            annotation["label_name"] = f"l{label}"
        if sets:
            sent["annotations"] = [annotation]
        before = {label[0] for label in self.model.labels.values()}
        self.data.populate(sent, annotation_set_id=sets[-1] if sets else None)
        if sets and label is not None and f"l{label}" not in before:
            self.learn()
        key = next(one["id"] for one in self.data.samples(annotation_set_id=None) if one["uuid"] == str(uuid))
        old = self.model.samples.get(str(uuid), Sample(key))
        assert old.key == key
        labels = {name: number for number, (name, _) in self.model.labels.items()}
        notes = (
            {**old.notes, sets[-1]: (Note(labels.get(f"l{label}"), outline=geometry == "both"),)}
            if sets
            else old.notes
        )
        self.model.samples[str(uuid)] = replace(old, group=sent.get("group", old.group), notes=notes)

    def upload(self, uuid: int, name: int, kind: str, how: str) -> None:
        old = self.model.samples.get(str(uuid))
        if old is None:
            return
        self.uploads += 1
        named = {"uuid": str(uuid), "files": {kind: f"f{name}"}}
        (reply,) = self.data.populate(named, annotation_set_id=None, presigned_urls=True)
        file = old.files.get(kind)
        if file is None or file.name != f"f{name}" or (how == "done" and file.content is not None):
            file = File(f"f{name}")
            self.model.samples[str(uuid)] = replace(old, files={**old.files, kind: file})
        if how == "done":
            file.content = b"content %d" % self.uploads
            self.data.put(reply["urls"][0]["url"], file.content)

    def resize(self, uuid: int, width: int) -> None:
        if one := self.model.samples.get(str(uuid)):
            size = {"id": one.key, "width": width + 1, "height": 1}
            self.data("samples.update_dimensions", samples=[size])
            self.model.samples[str(uuid)] = replace(one, size=(width + 1, 1))

    def move(self, uuid: int, group: int) -> None:
        if one := self.model.samples.get(str(uuid)):
            (made,) = self.data("groups.create", group_names=[f"g{group}"], group_splits=[0])
            self.data.api("image.set_group_id", image_id=one.key, group_id=made["id"])
            self.model.groups.add(f"g{group}")
            self.model.samples[str(uuid)] = replace(one, group=f"g{group}")

    def delete(self, uuid: int) -> None:
        if one := self.model.samples.pop(str(uuid), None):
            self.data("image.delete_from_dataset", image_ids=[one.key], sequence_ids=[], delete_all=False)

    def relabel(self, number: int, name: int) -> None:
        taken = {label[0] for label in self.model.labels.values()}
        if number < len(self.model.labels) and f"l{name}" not in taken:
            key = sorted(self.model.labels)[number]
            index = 50 + self.uploads
            self.uploads += 1
            self.data.api("label.update", label_id=key, label_name=f"l{name}", label_index=index)
            self.model.labels[key] = (f"l{name}", index)

    def unlabel(self, number: int) -> None:
        if number < len(self.model.labels):
            key = sorted(self.model.labels)[number]
            self.data.api("label.del", label_id=key)
            del self.model.labels[key]

    def add_set(self) -> None:
        made = self.data("annset.add", name="another", operator="x")["id"]
        self.model.sets = (*self.model.sets, made)

    def delete_set(self, number: int) -> None:
        if number < len(self.model.sets):
            key = self.model.sets[number]
            self.data.api("annset.del", id=key)
            self.model.sets = tuple(one for one in self.model.sets if one != key)

    def strip(self, kind: str) -> None:
        if not self.model.sets:
            return
        key = self.model.sets[-1]
        self.data.api("annotation.bulk.del", annotation_set_id=key, annotation_types=[kind], delete_all=True)
        for uuid, one in self.model.samples.items():
            left = tuple(
                note
                for note in (
                    replace(note, **{"box" if kind == "box" else "outline": False})
                    for note in one.notes.get(key, ())
                )
                if note.box or note.outline
            )
            self.model.samples[uuid] = replace(one, notes={**one.notes, key: left})

    def tag(self, number: int) -> None:
        name = f"v{number}"
        if name in self.tags:
            assert self.data.fails("version.tag.create", name=name).code == 1
            return
        made = self.data.tag(name)
        assert made["image_count"] == len(self.model.samples)
        self.tags[name] = self.model.copy()

    def untag(self, number: int) -> None:
        if self.tags.pop(f"v{number}", None):
            self.data("version.tag.delete", name=f"v{number}")

    def restore(self, number: int) -> None:
        if state := self.tags.get(f"v{number}"):
            self.data.restore(f"v{number}")
            self.model = state.copy()


OPERATIONS = {
    "populate": (few, some, some, st.sampled_from(["box", "both"])),
    "upload": (
        few,
        st.integers(0, 1),
        st.sampled_from(["image", "radar.pcd"]),
        st.sampled_from(["cut", "done"]),
    ),
    "resize": (few, few),
    "move": (few, few),
    "delete": (few,),
    "relabel": (few, few),
    "unlabel": (few,),
    "add_set": (),
    "delete_set": (few,),
    "strip": (st.sampled_from(["box", "seg"]),),
    "tag": (few,),
    "untag": (few,),
    "restore": (few,),
}
# Tags and restores are what this is about.
operations = st.sampled_from([*OPERATIONS, "tag", "tag", "restore"]).flatmap(
    lambda name: st.tuples(st.just(name), *OPERATIONS[name])
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(operations, min_size=4, max_size=25))
def test_the_dataset_and_its_tags_are_what_the_model_says(mine, steps) -> None:
    both = Both(versioned(mine))
    for name, *values in steps:
        getattr(both, name)(*values)
    both.check()
