"""Datasets, labels, groups and annotation sets."""

from __future__ import annotations

from groundwire.errors import InvalidArgumentError, MissingResourceError, NotFoundError, RpcError
from tests.studio.every.table import case
from tests.studio.every.world import UNKNOWN


def names(things) -> list[str]:
    return [one.name for one in things]


def labels(w) -> dict[str, int]:
    return w.data.labels()


def label(w, name="deer"):
    (found,) = [one for one in w.client.labels(w.data.id) if one.name == name]
    return found


def gone_label(w):
    found = label(w)
    w.api("label.del", label_id=found.id)
    return found


def gone_set(w):
    key = w.data.annotation_set
    return w.purged(f"as-{key:x}", w.client.annotation_set(key))


@case("Client.datasets", NotFoundError, lambda w: w.client.datasets(UNKNOWN))
def _(w):
    (found,) = w.client.datasets(w.project, w.dataset.name)
    assert int(found.id) == w.data.id


@case("Client.dataset", NotFoundError, lambda w: w.client.dataset(UNKNOWN))
def _(w):
    assert int(w.client.dataset(f"ds-{w.data.id:x}").id) == w.data.id


@case("Client.create_dataset", NotFoundError, lambda w: w.client.create_dataset(UNKNOWN, "x"))
def _(w):
    made = w.client.create_dataset(w.project, "é new", "of text")
    seen = w.api("dataset.get", dataset_id=int(made[3:], 16))
    assert (seen["name"], seen["description"]) == ("é new", "of text")


@case("Client.delete_dataset", NotFoundError, lambda w: w.client.delete_dataset(UNKNOWN))
def _(w):
    w.client.delete_dataset(w.data.id)
    assert w.api.fails("dataset.get", dataset_id=w.data.id).code == 101


@case("Dataset.delete", NotFoundError, lambda w: w.gone_dataset.delete())
def _(w):
    w.dataset.delete()
    assert w.api.fails("dataset.get", dataset_id=w.data.id).code == 101


@case("Client.dataset_tags", NotFoundError, lambda w: w.client.dataset_tags(UNKNOWN))
def _(w):
    w.write_training_tag(w.data.id, "first")
    assert names(w.client.dataset_tags(w.data.id)) == ["first"]


@case("Client.labels", NotFoundError, lambda w: w.client.labels(UNKNOWN))
def _(w):
    assert {one.name: one.index for one in w.client.labels(w.data.id)} == labels(w)


@case("Dataset.labels", NotFoundError, lambda w: w.gone_dataset.labels())
def _(w):
    assert {one.name: one.index for one in w.dataset.labels()} == labels(w)


@case("Client.add_label", NotFoundError, lambda w: w.client.add_label(UNKNOWN, "x"))
def _(w):
    w.client.add_label(w.data.id, "hare", 40)
    assert labels(w)["hare"] == 40


@case("Dataset.add_label", NotFoundError, lambda w: w.gone_dataset.add_label("x"))
def _(w):
    w.dataset.add_label("hare", index=41)
    assert labels(w)["hare"] == 41


@case("Client.add_labels", InvalidArgumentError, lambda w: w.client.add_labels(w.data.id, ["a", "b"], [7, 7]))
def _(w):
    w.client.add_labels(w.data.id, ["hare", "deer"], [7, None])
    assert labels(w)["hare"] == 7
    assert labels(w)["deer"] == 3


@case("Client.remove_label", NotFoundError, lambda w: w.client.remove_label(UNKNOWN))
def _(w):
    w.client.remove_label(label(w).id)
    assert "deer" not in labels(w)


@case("Dataset.remove_label", MissingResourceError, lambda w: w.dataset.remove_label("unicorn"))
def _(w):
    w.dataset.remove_label("deer")
    assert "deer" not in labels(w)


@case("Client.update_label", NotFoundError, lambda w: w.client.update_label(gone_label(w)))
def _(w):
    w.client.update_label(changed(w, "roe", 9))
    assert labels(w)["roe"] == 9


def changed(w, name, index):
    """Return a label object with other values, as one that was changed elsewhere has."""
    from tests.studio.every.driver import plain

    found = plain(label(w))
    return w.driver.wrap(found.model_copy(update={"name": name, "index": index}))


@case("Label.remove", NotFoundError, lambda w: gone_label(w).remove())
def _(w):
    label(w).remove()
    assert "deer" not in labels(w)


@case("Label.set_name", RpcError, lambda w: label(w).set_name(None, "fox"))
def _(w):
    label(w).set_name(None, "roe")
    assert labels(w)["roe"] == 3


@case("Label.set_index", NotFoundError, lambda w: gone_label(w).set_index(None, 5))
def _(w):
    label(w).set_index(None, 77)
    assert labels(w)["deer"] == 77


@case("Client.groups", NotFoundError, lambda w: w.client.groups(UNKNOWN))
def _(w):
    assert set(names(w.client.groups(w.data.id))) == {"train", "val"}


@case("Dataset.groups", NotFoundError, lambda w: w.gone_dataset.groups())
def _(w):
    assert set(names(w.dataset.groups())) == {"train", "val"}


@case("Client.get_or_create_group", NotFoundError, lambda w: w.client.get_or_create_group(UNKNOWN, "x"))
def _(w):
    made = w.client.get_or_create_group(w.data.id, "test")
    assert w.client.get_or_create_group(w.data.id, "test") == made
    assert {one["name"]: one["id"] for one in w.api("groups.list", dataset_id=w.data.id)}["test"] == made


@case("Client.annotation_sets", NotFoundError, lambda w: w.client.annotation_sets(UNKNOWN))
def _(w):
    assert names(w.client.annotation_sets(w.data.id)) == ["annotations"]


@case("Dataset.annotation_sets", NotFoundError, lambda w: w.gone_dataset.annotation_sets())
def _(w):
    assert names(w.dataset.annotation_sets()) == ["annotations"]


@case("Client.annotation_set", NotFoundError, lambda w: w.client.annotation_set(UNKNOWN))
def _(w):
    assert w.client.annotation_set(w.data.annotation_set).name == "annotations"


@case("Client.create_annotation_set", NotFoundError, lambda w: w.client.create_annotation_set(UNKNOWN, "x"))
def _(w):
    made = w.client.create_annotation_set(w.data.id, "more", "text")
    seen = w.api("annset.get", annotation_set_id=int(made[3:], 16))
    assert (seen["name"], seen["description"]) == ("more", "text")


@case("Dataset.create_annotation_set", NotFoundError, lambda w: w.gone_dataset.create_annotation_set("x"))
def _(w):
    made = w.dataset.create_annotation_set("more")
    assert w.api("annset.get", annotation_set_id=int(made[3:], 16))["dataset_id"] == w.data.id


@case("Client.delete_annotation_set", NotFoundError, lambda w: w.client.delete_annotation_set(UNKNOWN))
def _(w):
    w.client.delete_annotation_set(w.data.annotation_set)
    assert w.api("annset.list", dataset_id=w.data.id) == []


@case("AnnotationSet.delete", NotFoundError, lambda w: gone_set(w).delete())
def _(w):
    w.client.annotation_set(w.data.annotation_set).delete()
    assert w.api("annset.list", dataset_id=w.data.id) == []


@case("AnnotationSet.annotations", NotFoundError, lambda w: gone_set(w).annotations())
def _(w):
    found = w.client.annotation_set(w.data.annotation_set).annotations()
    assert {one.label for one in found} == {"deer", "fox"}
