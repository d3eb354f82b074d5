"""Evidence -> one risk and a word for it."""

from app.verdict.judge import Judge
from app.verdict.judgement import Judgement, SentenceJudgement
from app.verdict.risk import Combination, Threshold

__all__ = ["Combination", "Judge", "Judgement", "SentenceJudgement", "Threshold"]
