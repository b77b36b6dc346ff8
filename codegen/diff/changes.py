"""One change between two specs, its verdict, and where it is told in a changelog."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Verdict: TypeAlias = Literal["breaking", "additive"]
Section: TypeAlias = Literal["Added", "Changed", "Deprecated", "Removed"]
# Who reads the value: a server reads a request, a client reads a reply.
Reader: TypeAlias = Literal["request", "reply"]


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One line of the report.

    Attributes:
        verdict: Whether callers that worked may stop working.
        section: Section of the changelog.
        subject: What changed, such as `dataset.list` or `Dataset.name`.
        text: How it changed.
    """

    verdict: Verdict
    section: Section
    subject: str
    text: str

    def __str__(self) -> str:
        return f"{self.verdict}: {self.subject}: {self.text}"


def breaking(section: Section, subject: str, text: str) -> Change:
    """Return a change that callers must react to."""
    return Change("breaking", section, subject, text)


def additive(section: Section, subject: str, text: str) -> Change:
    """Return a change that leaves callers as they are."""
    return Change("additive", section, subject, text)
