"""Parameters of a method, as a client gives them and as a server reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from codegen.filters import literal
from codegen.pytypes import NONE, UNSET_TYPE, TypeExpr, Union, union

if TYPE_CHECKING:
    from codegen.jsontypes import JsonObject

Place: TypeAlias = Literal["protocol", "path", "query", "form", "file", "body"]


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter of a method.

    Attributes:
        type: Accepted by calls.
        server_type: Read by servers.
        convert: Expression that turns the argument into its wire value; empty when it is sent as it is.
        place: Where it travels.
    """

    wire: str
    name: str
    type: TypeExpr
    server_type: TypeExpr
    required: bool
    description: str
    convert: str
    place: Place
    sensitive: bool
    deprecated: bool
    since: str
    replaced_by: str
    schema: JsonObject

    @property
    def accepted(self) -> TypeExpr:
        """Type in a signature."""
        return self.type if self.required else union(self.type, UNSET_TYPE)

    @property
    def default(self) -> str:
        """What follows the annotation in a signature."""
        return "" if self.required else " = UNSET"

    @property
    def value(self) -> str:
        """Expression of the value that goes into the call."""
        if not self.convert:
            return self.name
        return (
            self.convert
            if self.required
            else f"{self.name} if isinstance({self.name}, Unset) else {self.convert}"
        )

    @property
    def server_field(self) -> TypeExpr:
        """Type in the server's struct: null reads as absent."""
        return self.server_type if self.required else union(self.server_type, NONE)

    @property
    def server_default(self) -> str:
        """What follows the annotation in the server's struct."""
        rename = f"name={literal(self.wire)}" if self.name != self.wire else ""
        if self.required:
            return f" = field({rename})" if rename else ""
        return f" = field({rename}, default=None)" if rename else " = None"

    @property
    def parts(self) -> str:
        """Expression of the tuple of file parts."""
        given = (
            f"({self.name},) if isinstance({self.name}, FilePart) else tuple({self.name})"
            if self.many_files
            else f"({self.name},)"
        )
        return given if self.required else f"() if isinstance({self.name}, Unset) else {given}"

    @property
    def is_file(self) -> bool:
        """Whether it is sent as parts of a multipart body."""
        return self.place == "file"

    @property
    def many_files(self) -> bool:
        """Whether several files may be given."""
        return self.is_file and isinstance(self.type, Union)
