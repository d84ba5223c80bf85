"""What the tests of agencies' databases share: how one is asked, and how it is refused with nothing kept."""

import pytest

from core.collect.contract import Limits, Source
from core.errors import SourceError
from data_sources.sql_table import fetch_sql_table
from tests.contract.cases import LOOPBACK, Kept, tools_of

QUERY = "SELECT bulan, jumlah FROM rekap"


class File:
    options, secret, owner = {"path": "a.sqlite"}, "", ""


def fetch(asked, folder, kept=None, *, limits=None, internal=LOOPBACK, **options):
    source = Source("uji", "DPMPTSP", "sql_table", options={**asked.options, **options}, secret="URL")
    limits = limits or Limits(deadline=30)
    return fetch_sql_table(
        source, tools_of(kept or Kept(), folder, secret=asked.secret, limits=limits, internal=internal)
    )


def refusal(asked, folder, **options):
    kept = Kept()
    with pytest.raises(SourceError) as caught:
        fetch(asked, folder, kept, **options)
    assert kept.contents == []
    return caught.value


def contents(folder):
    return {one.name: one.read_bytes() for one in folder.iterdir()}
