"""Figures of the quality report; plain numpy, shared by training and report."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def auc(positive: Sequence[bool], score: Sequence[float]) -> float:
    """Return the probability that a positive outranks a negative; ties count half."""
    wanted, scores = np.asarray(positive, bool), np.asarray(score, float)
    order = scores.argsort(kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    for value in np.unique(scores):
        same = scores == value
        ranks[same] = ranks[same].mean()
    n_pos, n_neg = wanted.sum(), (~wanted).sum()
    if n_pos == 0 or n_neg == 0:
        return float("nan")
    return float((ranks[wanted].sum() - n_pos * (n_pos + 1) / 2) / (n_pos * n_neg))


def f1(wanted: np.ndarray, given: np.ndarray) -> float:
    hit = float((wanted & given).sum())
    return 2 * hit / max(float(wanted.sum() + given.sum()), 1.0)


def verdict_figures(
    wanted: Sequence[int], given: Sequence[int], risk: Sequence[float] | None = None
) -> dict[str, float]:
    """Return shares 0..1; labels are 0 clear, 1 caution, 2 warn."""
    w, g = np.asarray(wanted), np.asarray(given)
    figures = {
        "accuracy": float((w == g).mean()),
        "warn_f1": f1(w == 2, g == 2),
        "macro_f1": float(np.mean([f1(w == k, g == k) for k in range(3)])),
        "clear_judged_warn": share(g[w == 0] == 2),
        "clear_judged_not_clear": share(g[w == 0] != 0),
        "warn_judged_clear": share(g[w == 2] == 0),
        "warn_recall": share(g[w == 2] == 2),
    }
    if risk is not None:
        figures["auc_warn"] = auc(list(w == 2), risk)
        figures["ece"] = calibration_error(w == 2, np.asarray(risk))
    return figures


def share(flags: np.ndarray) -> float:
    return float(flags.mean()) if len(flags) else float("nan")


def calibration_error(wanted: np.ndarray, risk: np.ndarray, bins: int = 10) -> float:
    """Return the expected calibration error over equal-width bins."""
    error = 0.0
    for low in np.arange(bins) / bins:
        inside = (risk >= low) & ((risk < low + 1 / bins) | (low + 1 / bins >= 1))
        if inside.any():
            error += inside.mean() * abs(wanted[inside].mean() - risk[inside].mean())
    return float(error)
