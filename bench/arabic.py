"""Every figure of the Arabic layer, one table after the other: cleaning, readings, names, grounding.

    python bench/arabic.py

Each part also runs alone (`bench/arabic_clean.py` and so on) and says in its own docstring what it measures, on which
text, and which libraries it stands beside when they are installed.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

PARTS = ("arabic_clean", "arabic_readings", "arabic_names", "grounding")


def main() -> None:
    for part in PARTS:
        print(f"\n# {part}\n", flush=True)
        sys.argv = [part]
        runpy.run_path(str(Path(__file__).with_name(f"{part}.py")), run_name="__main__")


if __name__ == "__main__":
    main()
