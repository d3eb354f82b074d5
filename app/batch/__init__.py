"""Whole files of drafts, in chunks: judged here, by several processes or a Ray cluster."""

from app.batch.engines import Engine, Here, ray_cluster
from app.batch.job import Job, Summary
from app.batch.processes import Processes
from app.batch.run import Progress, Silent, run

__all__ = [
    "Engine",
    "Here",
    "Job",
    "Processes",
    "Progress",
    "Silent",
    "Summary",
    "ray_cluster",
    "run",
]
