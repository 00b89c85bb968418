"""An application base that cannot be left, crashed or read out from its keyboard."""

from screens.hardened.app import HardenedApp, run

__all__ = ["HardenedApp", "run"]
