"""`Group`: a split of a dataset."""

from __future__ import annotations

from groundwire.studio._public import public
from groundwire_api.studio import models


@public
class Group(models.Group):
    """A split of a dataset, such as ``train``; a sample is in one group at most."""

    def __repr__(self) -> str:
        return f"Group(id={self.id}, name={self.name!r})"

    def __str__(self) -> str:
        return self.name
