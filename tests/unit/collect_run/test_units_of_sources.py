"""A unit that cannot be converted is found before anything is collected; where rows are counted it does not matter."""

import data_sources  # noqa: F401 - registers the connectors
from core.clock import now_utc
from core.collect.config_check import check_sources
from tests.collecting import Installation, section


def test_a_unit_is_a_fault_where_values_are_converted_and_none_where_rows_are_counted(tmp_path):
    sent = section("sent", url="http://127.0.0.1/x", unit="kilometer")
    counted = section("counted", url="http://127.0.0.1/x", unit="kilometer")
    counted = counted.replace('unit = "kilometer"', 'unit = "kilometer", reduce = "count"')
    made = Installation(tmp_path, sent, counted)
    found = check_sources(made.config, made.catalogue, {}, now=now_utc())
    assert [(one.section, one.key) for one in found] == [("sources.sent.indicators.LH-01", "unit")]
    made.store.close()
