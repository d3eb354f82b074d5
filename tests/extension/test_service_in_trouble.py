"""A service that is down, slow, busy or wants a key: silent in the page, a hint on the icon."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.extension.answers import by_heart
from tests.extension.browser import Extension
from tests.extension.conftest import Opener
from tests.extension.loopback import Backend
from tests.extension.sites import Composer, eventually

pytestmark = pytest.mark.browser
HARSH = "They are idiots, all of them."


@pytest.fixture
def down(unburnt: Extension) -> Iterator[Backend]:
    """A service that does not listen, until it is started."""
    away = Backend(by_heart)
    away.start()
    away.stop()
    unburnt.settings(backend=away.address)
    yield away
    away.stop()


def hinted(composer: Composer, unburnt: Extension, badge: str, words: str) -> None:
    def check() -> None:
        shown, title = unburnt.hint()
        assert shown == badge
        assert words in title

    eventually(composer.page, check)


def test_a_service_that_is_down_is_hinted_at_on_the_icon_and_holds_no_post(
    site: Opener, unburnt: Extension, down: Backend
) -> None:
    composer = site("textarea")
    composer.put(HARSH)
    hinted(composer, unburnt, "!", f"not answering at {down.address}")
    assert composer.underlines() == []
    composer.post.click()
    assert composer.posted() == [HARSH]


def test_a_service_that_comes_back_is_found_and_the_hint_goes(
    site: Opener, unburnt: Extension, down: Backend
) -> None:
    composer = site("textarea")
    composer.put(HARSH)
    hinted(composer, unburnt, "!", down.address)
    down.start()
    composer.page.keyboard.type(" Indeed.")
    composer.reads("warn")
    hinted(composer, unburnt, "", "unburnt")


def test_a_slow_service_never_gets_in_the_way(site: Opener, backend: Backend) -> None:
    composer = site("linkedin")
    backend.gate.clear()
    composer.type(HARSH)
    composer.says(HARSH)
    composer.reads("idle")
    composer.page.keyboard.type(" And I can go on")
    composer.says(f"{HARSH} And I can go on")
    backend.gate.set()
    composer.reads("warn")


def test_a_busy_service_is_asked_again_when_it_said(
    site: Opener, unburnt: Extension, backend: Backend
) -> None:
    backend.status, backend.headers = 503, {"Retry-After": "2"}
    composer = site("textarea")
    composer.put(HARSH)
    eventually(composer.page, lambda: _asked(backend, 1))
    backend.status, backend.headers = 200, {}
    composer.reads("warn")
    assert unburnt.hint()[0] == ""


def test_a_service_that_wants_a_key_is_hinted_at_and_gets_it_from_the_options(
    site: Opener, unburnt: Extension, backend: Backend
) -> None:
    backend.status = 401
    composer = site("textarea")
    composer.put(HARSH)
    hinted(composer, unburnt, "!", "key")
    backend.status = 200
    unburnt.settings(key="a-key")
    composer.reads("warn")
    sent = {name.lower(): value for name, value in backend.asked[-1].headers.items()}
    assert sent["x-api-key"] == "a-key"


def test_a_fault_of_the_service_is_told_in_the_card_only(
    site: Opener, unburnt: Extension, backend: Backend
) -> None:
    backend.status = 500
    composer = site("textarea")
    composer.put(HARSH)
    composer.reads("fault")
    expect(composer.card).to_be_hidden()
    composer.post.click()
    assert composer.posted() == [HARSH]


def test_an_answer_that_makes_no_sense_does_no_harm(site: Opener, backend: Backend) -> None:
    backend.answer = lambda _: {"verdict": 7}
    composer = site("textarea")
    composer.put(HARSH)
    eventually(composer.page, lambda: _asked(backend, 1))
    composer.post.click()
    assert composer.posted() == [HARSH]
    backend.answer = by_heart
    composer.editor.click()
    composer.write(f"Again: {HARSH}", "warn")


def _asked(backend: Backend, times: int) -> None:
    assert len(backend.asked) >= times
