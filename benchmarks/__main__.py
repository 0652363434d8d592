"""Run every benchmark and print ratios measured in this one run."""

from __future__ import annotations

import importlib
import sys

MODULES = (
    "slots_bench",
    "calendar_bench",
    "store_bench",
    "reading_bench",
    "reading_peers",
    "latency_bench",
    "idle_bench",
)


def main() -> None:
    """Print each benchmark's rows."""
    chosen = sys.argv[1:] or MODULES
    for name in chosen:
        module = importlib.import_module(f"benchmarks.{name}")
        print(f"\n{(module.__doc__ or name).strip().splitlines()[0]}", flush=True)
        for label, value in module.rows():
            print(f"  {label:<62} {value}", flush=True)


if __name__ == "__main__":
    main()
