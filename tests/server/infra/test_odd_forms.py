"""Forms that no sender makes are refused like any other bad call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from groundwire.server.errors import RpcFailure
from groundwire.server.folder import FolderStore
from groundwire.server.multipart import FormReader

if TYPE_CHECKING:
    from pathlib import Path


def test_a_boundary_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RpcFailure, match="multipart body is malformed: Boundary length 300") as caught:
        FormReader(b"x" * 300, FolderStore(tmp_path, b"key", durable=False))
    assert caught.value.code == 3
