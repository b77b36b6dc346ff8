"""The tree of errors: what each class also is, what it carries, and that it survives a pickle."""

from __future__ import annotations

import copy
import pickle

import pytest

from groundwire._core import errors
from groundwire._core.errors import GroundwireError

NAMES = set(errors.__all__) - {"ErrorFields"}
CLASSES = [getattr(errors, name) for name in sorted(NAMES)]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_pickle_and_copy_keep_every_attribute(cls):
    error = cls(
        "It went wrong.", method="a.b", attempts=3, server_message="no", data={"x": 1}, hint="Try this."
    )
    error.status = 503
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(twin) is cls
        assert twin.__dict__ == error.__dict__
        assert twin.args == ("It went wrong.",)
        assert str(twin) == "It went wrong. Try this."


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_class_is_a_runtime_error_with_a_message_and_a_docstring(cls):
    assert issubclass(cls, GroundwireError)
    assert issubclass(cls, RuntimeError)
    assert str(cls("Only this.")) == "Only this."
    assert repr(cls("Only this.")) == f"{cls.__name__}('Only this.')"
    assert cls.__doc__


@pytest.mark.parametrize(
    ("cls", "documented"),
    [
        (errors.ConfigurationError, ValueError),
        (errors.UnboundError, TypeError),
        (errors.InvalidIdError, TypeError),
        (errors.MissingDependencyError, ImportError),
        (errors.ConnectFailed, ConnectionError),
        (errors.RequestTimeout, TimeoutError),
        (errors.JobTimedOut, TimeoutError),
        (errors.StorageError, OSError),
        (errors.TaskNotFoundError, errors.NotFoundError),
    ],
)
def test_class_also_is_the_builtin_one(cls, documented):
    assert issubclass(cls, documented)


def test_drawing_at_the_top_of_the_module_shows_the_whole_tree():
    drawn = {line.strip("│├└─ ").split(" ")[0] for line in (errors.__doc__ or "").splitlines()[2:]}
    assert drawn - {""} == NAMES


def test_transfer_error_keeps_the_results():
    error = errors.TransferError("2 files failed.", results=["a", "b"])
    assert pickle.loads(pickle.dumps(error)).results == ("a", "b")
