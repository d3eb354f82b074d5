"""What may be wrong with how a version reads."""

from __future__ import annotations

from enum import StrEnum


class Fault(StrEnum):
    """What may be wrong with a version, as far as the parser can tell, which is not always right.

    `TORN`: a "don't" has lost its end; `HOLLOW`: a sentence has no telling word of the draft;
    `RUN_ON`: one runs on into the next; `IDLE`: a new subject has no verb; `BROKEN`: what is left
    of a sentence does not stand without what went; `USURPED`: a verb that stays got a new subject;
    `BARED`: one that stays has lost its "did"; `DISOWNED`: what stays is no longer said to be
    somebody's ("the manager's nephew" -> "the nephew"); `HEADLESS`: a verb that stays has lost its
    subject, other than the author; `SWAPPED`: the verb of an object that stays went or is another.
    """

    TORN = "torn"
    HOLLOW = "hollow"
    RUN_ON = "run_on"
    IDLE = "idle"
    BROKEN = "broken"
    USURPED = "usurped"
    BARED = "bared"
    DISOWNED = "disowned"
    HEADLESS = "headless"
    SWAPPED = "swapped"


DOUBTED = (Fault.BROKEN, Fault.HEADLESS, Fault.SWAPPED)
"""Faults that are left to the critic, which knows them (app.rewriting.worth): readers would post
half of the versions that the parser calls broken, half of those without a subject, and a third of
those with another verb."""
FATAL = frozenset(Fault) - {*DOUBTED}
"""Faults with which no version is tried."""
