"""Text and mentions -> evidence: what counts against a post, whom it is about, what is spared."""

from app.scoring.evidence import Evidence, GrievanceHit, Hit, Mood, SparedHit
from app.scoring.scorer import Scorer

__all__ = ["Evidence", "GrievanceHit", "Hit", "Mood", "Scorer", "SparedHit"]
