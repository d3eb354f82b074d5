"""What a decoder's version is worth beside the editor's: same words in one order count most."""

from __future__ import annotations

import pytest

from training.recast_rivals import closeness

EDITED = "My boss moved my shift twice."


def test_the_editors_own_version_is_as_close_as_can_be() -> None:
    assert closeness(EDITED, EDITED) == 1.0
    assert closeness(EDITED.upper(), EDITED) == 1.0


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("My boss moved my shift.", "My shift."),
        ("My boss moved my shift twice", "Boss my twice moved shift my."),
        ("My boss moved my shifts twice.", "My boss is a clown."),
    ],
)
def test_what_an_editor_would_hardly_change_is_closer(better: str, worse: str) -> None:
    assert closeness(better, EDITED) > closeness(worse, EDITED)
    assert 0.0 <= closeness(worse, EDITED) < closeness(better, EDITED) < 1.0
