"""Breaking one part of the program on purpose, for the controls of the campaigns."""

from __future__ import annotations

from types import ModuleType


def override(module: ModuleType, name: str, stand_in: object) -> None:
    """Put ``stand_in`` in the place of a module's ``name`` for the rest of the program.

    Raises AttributeError where there is no such name: a renamed part would leave a control that
    breaks nothing and is caught at nothing.
    """
    getattr(module, name)
    setattr(module, name, stand_in)
