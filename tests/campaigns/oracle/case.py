"""One trial: a made ledger with the tables and files that go with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from tests.campaigns.oracle.bundle import Files, bundles
from tests.campaigns.oracle.made import Made, Sealed, seal
from tests.campaigns.oracle.tables import Tables, tables_of


@dataclass
class Case:
    """What the judges are given. ``beside`` changes the tables after the acts were right;
    ``packed`` changes the files of every bundle, which no database can show."""

    made: Made
    beside: list[Callable[[Tables], None]] = field(default_factory=list)
    packed: list[Callable[[Files], None]] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    """Checkpoints that were kept elsewhere."""
    typed: str = ""
    """A code that somebody typed: not whether all agrees is asked, but what it stands for."""

    @cached_property
    def sealed(self) -> list[Sealed]:
        return seal(self.made)

    @property
    def said(self) -> Made:
        """The ledger as everybody reads it, without references."""
        said = self.made.copy()
        said.last_destruction_stands = self.made.last_destruction_stands
        for act, stands in zip(said.acts, self.sealed, strict=True):
            act.body = stands.said
        return said

    @cached_property
    def tables(self) -> Tables:
        tables = tables_of(self.said)
        for change in self.beside:
            change(tables)
        return tables

    @cached_property
    def bundles(self) -> list[Files]:
        """A bundle of every volume."""
        files = bundles(self.said, self.sealed, self.tables)
        for change in self.packed:
            for each in files:
                change(each)
        return files
