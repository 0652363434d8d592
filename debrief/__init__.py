"""Debrief turns lost deals into better sales teams."""

import os

# One thread for the reader of mail: for tables this small a second one costs more than it gives, eight
# times as much on a busy machine. It counts only if said before numpy is loaded, by whichever library.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
