"""Every connector reads its kept answers again, offline and without its secret, as it read them the first time."""

import json
import sqlite3
from dataclasses import replace

import pandas as pd
import pytest
from cases import SAMPLES, Kept, case_of, tools_of

from core.collect.connectors import connectors
from core.collect.contract import SCHEMATIC
from core.errors import DataError

KINDS = sorted(set(connectors()) - {SCHEMATIC})  # which draws itself and keeps nothing


class Replay:
    """Hands back what was kept, and then no more."""

    def __init__(self, contents):
        self.left = list(contents)

    def __call__(self):
        if not self.left:
            raise DataError("no answer is left")
        return self.left.pop(0)


def first_time(kind, server, tmp_path):
    """Fetch as the samples say; return the source, the records and what was kept."""
    case, kept = case_of(kind), Kept()
    case.serve(server)
    source = case.source(server.url)
    for path in (SAMPLES / kind).iterdir():
        if path.suffix == ".sql":
            with sqlite3.connect(tmp_path / f"{path.stem}.sqlite") as database:
                database.executescript(path.read_text(encoding="utf-8"))
        elif path.is_file():
            (tmp_path / path.name).write_bytes(path.read_bytes())
    return source, connectors()[kind].fetch(source, tools_of(kept, tmp_path)), kept


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_kept_is_read_again_the_same(kind, server, tmp_path):
    source, records, kept = first_time(kind, server, tmp_path)
    asked = len(server.asked)
    replay = Replay(kept.contents)
    tools = replace(tools_of(Kept(), tmp_path / "nowhere", secret=""), replay=replay)
    again = connectors()[kind].fetch(source, tools)
    assert replay.left == []
    assert len(server.asked) == asked
    pd.testing.assert_frame_equal(pd.DataFrame(records), pd.DataFrame(again))


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_too_few_is_said_and_nobody_is_asked(kind, server, tmp_path):
    source, _, kept = first_time(kind, server, tmp_path)
    asked = len(server.asked)
    tools = replace(tools_of(Kept(), tmp_path / "nowhere", secret=""), replay=Replay(kept.contents[:-1]))
    with pytest.raises(DataError):
        connectors()[kind].fetch(source, tools)
    assert len(server.asked) == asked


def test_the_rows_of_a_database_are_kept_with_their_numbers(server, tmp_path):
    _, _, kept = first_time("sql_table", server, tmp_path)
    answer = json.loads(kept.contents[0])
    assert set(answer) == {"columns", "rows"}
    assert any(isinstance(value, int | float) for row in answer["rows"] for value in row)
