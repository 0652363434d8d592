"""Build the wheel and check what is in it: our four import packages, every template, nothing else."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("debrief", "flows", "store", "templates")


def main() -> None:
    """Build and look; exit 1 with what is wrong."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder]
        subprocess.run([*command, str(ROOT)], check=True, stdout=subprocess.DEVNULL)
        (wheel,) = Path(folder).glob("*.whl")
        names = set(zipfile.ZipFile(wheel).namelist())
    wrong = [n for n in names if n.split("/")[0] not in PACKAGES and ".dist-info/" not in n]
    source = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    missing = sorted(source - names)
    if wrong or missing:
        sys.exit(f"wheel: unexpected {wrong[:5]}, missing {missing[:5]}")
    print(f"wheel: {len(names)} files, complete")


if __name__ == "__main__":
    main()
