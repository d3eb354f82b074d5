"""Evidence -> one risk and a word for it."""

from app.verdict.judge import Judge
from app.verdict.judgement import Judgement, SentenceJudgement
from app.verdict.risk import Combination
from app.verdict.second_reader import SecondReader

__all__ = ["Combination", "Judge", "Judgement", "SecondReader", "SentenceJudgement"]
