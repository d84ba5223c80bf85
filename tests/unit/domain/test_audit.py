"""The chain of the audit log: whatever is changed, removed, added or moved is found at its place."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.audit import Action, Break, Entry, Event, Fault, Head, breaks, chained, digest_of, head_from
from core.domain.viewer import Role

BEGIN = datetime(2026, 11, 22, 4, tzinfo=UTC)


def chain(count):
    entries, last = [], None
    for number in range(1, count + 1):
        event = Event(
            f"Petugas {number % 3}", Role.OPERATOR, Action.EXPORT, "/unduh/deret.csv", {"kode": f"LH-{number}"}
        )
        entries.append(chained(event, BEGIN + timedelta(minutes=number), last))
        last = Head(number, entries[-1].digest)
    return entries


def found(entries, head=None):
    return list(breaks(entries, head))


def test_a_chain_that_nobody_touched_holds():
    entries = chain(20)
    assert found(entries) == []
    assert found(entries, Head(12, entries[11].digest)) == []
    assert found([]) == []


@given(st.integers(0, 19), st.sampled_from([one.name for one in fields(Entry) if one.name not in ("number", "digest")]))
def test_one_changed_field_is_found_at_its_entry(at, name):
    entries = chain(20)
    entries[at] = replace(entries[at], **{name: "diubah"})
    assert found(entries) == [Break(at + 1, Fault.CHANGED)]


@given(st.integers(0, 18))
def test_an_entry_that_was_exchanged_with_a_digest_that_fits_is_found_at_the_one_after_it(at):
    entries = chain(20)
    forged = replace(entries[at], subject="/unduh/lain.csv")
    entries[at] = replace(forged, digest=digest_of(forged))
    assert found(entries) == [Break(at + 2, Fault.DETACHED)]


@given(st.sets(st.integers(1, 19), min_size=1, max_size=19))
def test_removed_entries_are_named(numbers):
    left = [one for one in chain(20) if one.number not in numbers]
    assert found(left) == [Break(number, Fault.MISSING) for number in sorted(numbers)]


@given(st.integers(0, 18))
def test_entries_that_changed_places_are_both_found(at):
    entries = chain(20)
    first, second = entries[at], entries[at + 1]
    entries[at : at + 2] = [replace(second, number=first.number), replace(first, number=second.number)]
    assert found(entries)[:2] == [Break(at + 1, Fault.CHANGED), Break(at + 2, Fault.CHANGED)]


def test_a_chain_whose_end_was_cut_off_holds_by_itself_and_is_found_by_its_head():
    entries = chain(20)
    head = Head(20, entries[-1].digest)
    assert found(entries[:17]) == []
    assert found(entries[:17], head) == [Break(number, Fault.MISSING) for number in (18, 19, 20)]
    assert found([], Head(1, entries[0].digest)) == [Break(1, Fault.MISSING)]


def test_a_chain_that_was_made_anew_holds_by_itself_and_is_found_by_its_head():
    entries = chain(20)
    anew, last = [], None
    for one in entries:
        event = Event("Orang lain", Role.OPERATOR, Action.EXPORT, one.subject, {})
        anew.append(chained(event, BEGIN, last))
        last = Head(anew[-1].number, anew[-1].digest)
    assert found(anew) == []
    assert found(anew, Head(11, entries[10].digest)) == [Break(11, Fault.REPLACED)]


def test_a_head_is_read_as_it_is_printed():
    head = Head(41, chain(1)[0].digest)
    assert head_from(f" {head}\n") == head


@pytest.mark.parametrize("text", ["", "41", "41:abc", "x:" + "0" * 64, "-1:" + "0" * 64, "²:" + "0" * 64])
def test_what_is_no_head_is_refused(text):
    with pytest.raises(ValueError, match="expected NUMBER:DIGEST"):
        head_from(text)
