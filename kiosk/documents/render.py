"""Sets one PDF: template and data come on standard input, the file leaves on standard output.

Run as a program of its own by ``pdf.py``: the typesetter keeps what it has laid out in memory,
and a process that ends gives it back. It imports nothing of the help point.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import UTC, datetime
from typing import Any


def compiled(job: dict[str, Any]) -> bytes:
    """The PDF/A-3b of ``template`` and ``data``; ``fonts`` is the only folder it may read.

    The root and both package folders are empty, so a template can reach neither the disk nor
    the network; ``moment`` (seconds) stands for the clock.
    """
    import typst

    # The package takes a mapping of files, which its own type hints leave out.
    sources: Any = {"main.typ": job["template"].encode(), "data.json": job["data"].encode()}
    with tempfile.TemporaryDirectory() as empty:
        pdf = typst.compile(
            sources,
            root=empty,
            package_path=empty,
            package_cache_path=empty,
            ignore_system_fonts=True,
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=True, font_paths=[job["fonts"]]
            ),
            format="pdf",
            pdf_standards=["a-3b"],
            timestamp=datetime.fromtimestamp(job["moment"], UTC),
        )
    return bytes(pdf)


def main() -> int:
    """0 with the PDF written, 1 with one line on standard error that says why not."""
    try:
        pdf = compiled(json.load(sys.stdin.buffer))
    except Exception as error:  # noqa: BLE001 - the parent turns any failure into a named error
        sys.stderr.buffer.write(str(error).encode(errors="replace"))
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
