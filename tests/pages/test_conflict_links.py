"""Wherever the mark of a contradicted value can be a link it leads to its conflict, and that is there."""

from urllib.parse import urlsplit

import pytest
from html_tree import parse

LANDFILL, AREA = "sumber_LH-05_64.01_2024-02", "sumber_DM-02_64.01_2024"


def marks(client, address):
    return parse(client.get(address).data).all("small", "contradicted")


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("/indikator/LH-05?periode=2024-02", LANDFILL),
        ("/opd/DLH?periode=2024-02", LANDFILL),
        ("/dimensi/tangguh?periode=2024-02", LANDFILL),
        ("/peta?indikator=LH-05&periode=2024-02", LANDFILL),
        ("/indikator/DM-02?periode=2024", AREA),
    ],
)
def test_the_mark_leads_to_its_conflict_on_every_page(client, address, key):
    links = [one.one("a").get("href") for one in marks(client, address)]
    assert links
    targets = [urlsplit(one) for one in links]
    assert key in {one.fragment for one in targets}
    for one, link in zip(targets, links, strict=True):
        assert one.path == "/konflik"
        assert parse(client.get(link).data).all("article", id=one.fragment)


def test_no_mark_that_can_be_a_link_is_left_without_one(site):
    found = [mark for tree in site.values() for mark in tree.all("small", "contradicted")]
    open_marks = [one for one in found if not one.within("a") and not one.within("section", "slide")]
    assert open_marks
    assert all(one.all("a") for one in open_marks)


def test_the_wall_has_no_link_to_follow(client):
    wall = parse(client.get("/layar?periode=2024-02").data)
    assert not [one for one in wall.all("small", "contradicted") if one.all("a")]
