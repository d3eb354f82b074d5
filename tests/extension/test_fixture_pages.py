"""The fixture pages alone, without the extension: real editors that work as on the sites."""

from __future__ import annotations

import pytest

from tests.extension.conftest import Opener
from tests.extension.sites import EDITORS

pytestmark = pytest.mark.browser
DRAFT = "Five rounds with Norvane 😀.\n\nThen silence, @norvane."


@pytest.mark.parametrize("name", EDITORS)
def test_keys_change_the_editors_own_model_undo_takes_back_and_post_posts_it(
    bare_site: Opener, name: str
) -> None:
    site = bare_site(name)
    site.type(DRAFT)
    site.says(DRAFT)
    site.put("Before.")
    site.put(DRAFT)
    site.says(DRAFT)
    site.undo()
    site.says("Before.")
    site.post.click()
    assert site.posted() == ["Before."]
