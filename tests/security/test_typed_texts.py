"""What people type on the way in, where the demonstration lets its examples in: text wherever it comes out again.

All other forms: tests/browser/test_every_door.py.
"""

import pytest
from asking import entered
from html_tree import parse
from only_text import is_text
from screens import House

from tests.payloads import CORPUS


@pytest.fixture
def house(copy_of_collected, demonstration, monkeypatch):
    made = House(copy_of_collected, monkeypatch)
    yield made
    made.parts.store.close()
    demonstration.connect()


def ways_in(house):
    for text in CORPUS:
        yield house.browser().post("/masuk/contoh", data={"akun": text, "lanjut": text})
        yield house.operator.post("/sebagai", data={"sebagai": text})
    for text in CORPUS[:4]:  # the fifth waits
        yield house.browser().post("/masuk", data={"nama": text, "sandi": text, "lanjut": text})


def test_what_was_typed_on_the_way_in_comes_out_as_text(house):
    for answer in ways_in(house):
        assert answer.status_code in (200, 303, 400, 401, 404, 429)
        assert "X-Kena" not in answer.headers
        if answer.mimetype == "text/html" and answer.status_code != 303:
            is_text("ways in", parse(answer.data))
    is_text("/jejak", parse(entered(house.server, "contoh-auditor").get("/jejak").data))
