"""A straight line between two kinds of mails or turns, by what their numbers tell."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import minimize

STEPS = 200  # of the search at most
LEAST = 1e-3  # added to a number's spread, so that one always the same counts nothing


def learn(
    rows: np.ndarray, right: np.ndarray, pulled: float, much: np.ndarray | float = 1.0
) -> tuple[np.ndarray, float]:
    """Return the line and what every row starts with, as log odds of its being right.

    ``pulled`` draws every weight towards nought, ``much`` tells what each row counts.
    """
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + LEAST
    table, signs = (rows - middle) / spread, np.where(right, 1.0, -1.0)

    def missed(line: np.ndarray) -> tuple[float, np.ndarray]:
        margin = signs * (table @ line[:-1] + line[-1])
        slope = -signs * much / (1 + np.exp(np.minimum(margin, 30.0)))
        pull = pulled * np.append(line[:-1], 0.0)
        whole = (much * np.logaddexp(0, -margin)).sum() + (pull * line).sum() / 2
        return float(whole), np.append(table.T @ slope, slope.sum()) + pull

    start = np.zeros(table.shape[1] + 1)
    best = minimize(missed, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    return unscaled(best.x, middle, spread)


def unscaled(line: np.ndarray, middle: np.ndarray, spread: np.ndarray) -> tuple[np.ndarray, float]:
    """Return weights of numbers as they are, and what every row starts with, of a line through evened ones.

    The last number of ``line`` is what an evened row starts with.
    """
    scaled = line[:-1] / spread
    return scaled, float(line[-1] - middle @ scaled)


def descend(
    slope_of: Callable[[np.ndarray], np.ndarray], size: int, step: float, steps: int
) -> np.ndarray:
    """Return so many weights after so many steps down a slope, from nought on, by Adam."""
    weights, slopes, squares = (np.zeros(size) for _ in range(3))
    for turn in range(1, steps + 1):
        slope = slope_of(weights)
        slopes, squares = 0.9 * slopes + 0.1 * slope, 0.999 * squares + 0.001 * slope * slope
        weights -= step * (slopes / (1 - 0.9**turn)) / (np.sqrt(squares / (1 - 0.999**turn)) + 1e-8)
    return weights
