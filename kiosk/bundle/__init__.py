"""The proof bundle: a volume with everything needed to check it on any machine with Python."""

from kiosk.bundle.make import write_bundle

__all__ = ["write_bundle"]
