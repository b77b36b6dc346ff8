"""What the files of models show, and where a long one is cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from codegen.pytypes import Ref
from codegen.views import Import, imports

if TYPE_CHECKING:
    from codegen.ir import Platform
    from codegen.models import ModelModule, TypeCode


@dataclass(frozen=True, slots=True)
class ModelsFile:
    """`models/<domain>.py`."""

    platform: Platform
    module: ModelModule
    types: tuple[TypeCode, ...]
    siblings: tuple[tuple[str, str], ...] = ()

    @property
    def exported(self) -> tuple[str, ...]:
        """Names it defines, sorted."""
        return tuple(sorted(item.name for item in self.types))

    @property
    def has_lazy(self) -> bool:
        """Whether a field stays undecoded."""
        return any(code.is_lazy for code in self.types)

    @property
    def runtime(self) -> tuple[Import, ...]:
        """Imports that annotations are resolved with."""
        own = set(self.exported)
        elsewhere = {
            name: line.module
            for line in (Import(*item) for item in self.module.imports)
            for name in line.names
        }
        part_of = dict(self.siblings)
        refs = [Ref(*item) for code in self.types for item in code.imports]
        for code in self.types:
            for name in sorted(code.uses - own):
                inside = (
                    f"{self.platform.package}.models.{self.module.domain}.{part_of[name]}"
                    if name in part_of
                    else elsewhere[name]
                )
                refs.append(Ref(inside, name))
        return imports(refs)

    def parts(self) -> tuple[tuple[str, ModelsFile], ...]:
        """Smaller files in order of dependency; a part needs only parts before it."""
        chunks = _chunks(self.types)
        siblings = tuple(
            (code.name, f"part_{index}") for index, chunk in enumerate(chunks, 1) for code in chunk
        )
        return tuple(
            (f"part_{index}", ModelsFile(self.platform, self.module, chunk, siblings))
            for index, chunk in enumerate(chunks, 1)
        )


def _chunks(types: tuple[TypeCode, ...], limit: int = 250) -> list[tuple[TypeCode, ...]]:
    """Cut where nothing before the cut uses anything after it, as late as the limit of lines allows."""
    chunks: list[tuple[TypeCode, ...]] = []
    start, cut, lines = 0, 0, 0
    later = {code.name: index for index, code in enumerate(types)}
    reach = 0
    for index, code in enumerate(types):
        lines += code.code.count("\n") + 4
        if lines > limit and cut > start:
            chunks.append(types[start:cut])
            lines = sum(item.code.count("\n") + 4 for item in types[cut : index + 1])
            start = cut
        reach = max([reach, *(later[name] for name in code.uses if name in later)])
        if reach <= index:
            cut = index + 1
    return [*chunks, types[start:]]
