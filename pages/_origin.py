"""Addresses of /asal and /asal/tempat that keep what the page shows."""

from functools import cache

from components.origin import Links
from components.shell import address, place_address
from core.domain.figure import View
from core.domain.lineage import Fact, Step


def links_of(view: View) -> Links:
    """Return the addresses that keep a view, for the chain of a figure."""

    def place(step: Step, fact: Fact) -> str:
        given = (fact.provenance.source_id, fact.provenance.revision)
        return place_address(view, step.indicator.code, step.area.code, step.period.text, given)

    @cache  # a sum of 144 desa names the same source 144 times
    def page(path: str) -> str:
        return address(path, view)

    return Links(page=page, place=place)
