"""Sets one PDF: a job comes as a line on standard input, the file leaves on standard output.

Run as a program of its own by ``pdf.py``: the typesetter keeps what it has laid out in memory,
and a process that ends gives it back. It imports nothing of the help point. Where the job asks
something of the finished layout, such as which rows stand on which page, the answer leaves as a
line, and a line with further files for the template comes back before the PDF is written.
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
    the network; ``moment`` (seconds) stands for the clock. The layout that was asked is used
    again for the file, so asking costs next to nothing.
    """
    import typst

    # The package takes a mapping of files, which its own type hints leave out.
    sources: Any = {
        "main.typ": job["template"].encode(),
        "data.json": job["data"].encode(),
        "codes.json": b"{}",
    }
    with tempfile.TemporaryDirectory() as empty:
        compiler = typst.Compiler(
            sources,
            root=empty,
            package_path=empty,
            package_cache_path=empty,
            ignore_system_fonts=True,
            font_paths=typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=True, font_paths=[job["fonts"]]
            ),
        )
        if job.get("asks"):
            sources |= answer(compiler.eval(job["asks"]))
        pdf: Any = compiler.compile(
            input=sources,
            format="pdf",
            pdf_standards=["a-3b"],
            timestamp=datetime.fromtimestamp(job["moment"], UTC),
        )
    return bytes(pdf)


def answer(found: str) -> dict[str, bytes]:
    """The files that come back for what was found in the layout."""
    sys.stdout.buffer.write(found.encode() + b"\n")
    sys.stdout.buffer.flush()
    files = json.loads(sys.stdin.buffer.readline())
    return {name: text.encode() for name, text in files.items()}


def main() -> int:
    """0 with the PDF written, 1 with one line on standard error that says why not."""
    try:
        pdf = compiled(json.loads(sys.stdin.buffer.readline()))
    except Exception as error:  # noqa: BLE001 - the parent turns any failure into a named error
        sys.stderr.buffer.write(str(error).encode(errors="replace"))
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
