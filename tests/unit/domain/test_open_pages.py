"""Which addresses belong to pages that everybody may read."""

import pytest
from pydantic import ValidationError

from core.config_access import Access
from core.domain.open_pages import OPENABLE, is_open


@pytest.mark.parametrize("path", ["/", "/dimensi", "/dimensi/tangguh", "/layar"])
def test_a_named_page_and_what_lies_below_it_is_open(path):
    assert is_open(path, ("/", "/dimensi", "/layar"))


@pytest.mark.parametrize("path", ["/dimensional", "/opd", "/jejak", "//", "/layarx", "", "/Dimensi", "dimensi/x"])
def test_nothing_else_is(path):
    assert not is_open(path, ("/", "/dimensi", "/layar"))


def test_the_first_page_alone_opens_nothing_below_it():
    assert not is_open("/opd", ("/",))


@pytest.mark.parametrize("page", ["/jejak", "/sumber", "/masuk", "peta", "/peta/", "*", ""])
def test_what_is_work_or_no_page_cannot_be_opened(page):
    with pytest.raises(ValidationError, match="open_pages are of"):
        Access(open_pages=(page,))
    assert Access(open_pages=OPENABLE).open_pages == OPENABLE
