"""Every problem type that can be sent is explained under /problems."""

from __future__ import annotations

from app.errors import UnburntError
from app.web.guide import GUIDE

NEVER_SENT = {"error", "rulebook", "model", "language-model"}


def _classes(of: type[UnburntError]) -> set[type[UnburntError]]:
    return {of}.union(*(_classes(sub) for sub in of.__subclasses__()))


def test_every_error_with_an_http_status_is_explained() -> None:
    sent = {error.slug: error.status for error in _classes(UnburntError)}
    for slug in set(sent) - NEVER_SENT:
        assert GUIDE[slug][0] == sent[slug]
