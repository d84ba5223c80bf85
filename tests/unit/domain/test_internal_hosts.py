"""Which addresses no source may have, and what an entry of internal_hosts opens: that and nothing beside it."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.internal_hosts import (
    InternalHosts,
    Kind,
    entry_for,
    is_literal,
    kind_of,
    parse_address,
    parse_internal_hosts,
)

NOTHING = InternalHosts()
REFUSED = {
    Kind.LOOPBACK: ["127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1"],
    Kind.PRIVATE: [
        *("10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.127.255.255"),
        *("fc00::1", "fd12:3456::1", "::ffff:10.1.2.3", "::ffff:a01:203", "64:ff9b::a01:203"),
    ],
    Kind.LINK_LOCAL: ["169.254.1.1", "fe80::1", "fe80::1%eth0", "::ffff:169.254.1.1"],
    Kind.METADATA: [
        *("169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192"),
        *("fd00:ec2::254", "fd20:ce::254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"),
    ],
    Kind.MULTICAST: ["224.0.0.1", "239.255.255.255", "ff02::1", "::ffff:224.0.0.1"],
    Kind.TUNNEL: ["2002:7f00:1::", "2002:a01:203::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "192.88.99.1"],
    Kind.RESERVED: [
        *("0.0.0.0", "0.1.2.3", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "240.0.0.1"),
        *("255.255.255.255", "::", "2001:db8::1", "100::1", "fec0::1", "4000::1", "::1234:0:0:0:1", "3fff::1"),
        *("64:ff9b:1::1", "5f00::1", "2001:10::1"),
    ],
}
PUBLIC = [
    *(
        "103.1.2.3",
        "8.8.8.8",
        "172.15.255.255",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "192.167.1.1",
        "11.0.0.1",
    ),
    *("2606:4700::1111", "2400:cb00::1", "::ffff:8.8.8.8", "64:ff9b::808:808"),
]


@pytest.mark.parametrize(("kind", "address"), [(kind, one) for kind, many in REFUSED.items() for one in many])
def test_no_source_stands_at_such_an_address_unless_it_is_named(kind, address):
    assert NOTHING.refused("portal.go.id", address) is kind
    assert NOTHING.refused(address, address) is kind  # also when it is written in figures


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_free(address):
    assert NOTHING.refused("portal.go.id", address) is None


@given(st.ip_addresses())
def test_what_python_calls_local_is_never_free(address):
    local = address.is_loopback or address.is_link_local or address.is_multicast or address.is_unspecified
    if local or (address.version == 4 and address.is_private):
        assert kind_of(parse_address(str(address))) is not None


def test_a_name_opens_the_internal_network_for_itself_alone():
    hosts = parse_internal_hosts(["Simpel.PaserKab.go.id."])
    assert hosts.refused("simpel.paserkab.go.id", "10.12.3.4") is None
    assert hosts.refused("SIMPEL.paserkab.go.id.", "fd12::1") is None
    assert hosts.refused("lain.paserkab.go.id", "10.12.3.4") is Kind.PRIVATE
    assert hosts.refused("a.simpel.paserkab.go.id", "10.12.3.4") is Kind.PRIVATE
    assert hosts.refused("10.12.3.4", "10.12.3.4") is Kind.PRIVATE


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("127.0.0.1", Kind.LOOPBACK),
        ("::1", Kind.LOOPBACK),
        ("169.254.1.1", Kind.LINK_LOCAL),
        ("169.254.169.254", Kind.METADATA),
        ("2002:a01:203::1", Kind.TUNNEL),
        ("224.0.0.1", Kind.MULTICAST),
    ],
)
def test_a_name_opens_neither_this_machine_nor_a_cloud(address, kind):
    assert parse_internal_hosts(["simpel.paserkab.go.id"]).refused("simpel.paserkab.go.id", address) is kind


def test_localhost_is_the_one_name_of_this_machine():
    hosts = parse_internal_hosts(["localhost"])
    assert hosts.refused("localhost", "127.0.0.1") is None
    assert hosts.refused("localhost", "::1") is None
    assert hosts.refused("localhost", "10.1.1.1") is Kind.PRIVATE
    assert hosts.refused("portal.go.id", "127.0.0.1") is Kind.LOOPBACK


def test_a_network_opens_its_addresses_to_any_host():
    hosts = parse_internal_hosts(["10.12.0.0/16", "127.0.0.1", "fd12::/32", "[fe80::7]"])
    for address in ("10.12.0.1", "10.12.255.255", "::ffff:10.12.1.1", "127.0.0.1", "fd12:0:1::1", "fe80::7%eth0"):
        assert hosts.refused("portal.go.id", address) is None
    for address in ("10.13.0.1", "10.11.255.255", "127.0.0.2", "fd13::1", "fe80::8"):
        assert hosts.refused("portal.go.id", address) is not None


def test_a_network_around_a_metadata_service_does_not_open_it():
    hosts = parse_internal_hosts(["169.254.0.0/16", "100.64.0.0/10", "fd00::/8"])
    assert hosts.refused("portal.go.id", "169.254.1.1") is None
    for address in ("169.254.169.254", "100.100.100.200", "fd00:ec2::254"):
        assert hosts.refused("portal.go.id", address) is Kind.METADATA


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ("0.0.0.0/0", "not within an internal range"),
        ("::/0", "not within an internal range"),
        ("10.0.0.0/7", "not within an internal range"),
        ("8.8.8.8", "a public address needs no entry"),
        ("169.254.169.254", "metadata"),
        ("224.0.0.1", "not within an internal range"),
        ("10.12.0.1/16", "no network in CIDR"),
        ("10.12.0.0/99", "no network in CIDR"),
        ("http://simpel.paserkab.go.id", "no network in CIDR"),
        ("simpel.paserkab.go.id:8080", "neither host name nor address"),
        ("*.paserkab.go.id", "neither host name nor address"),
        ("", "neither host name nor address"),
        ("a b", "neither host name nor address"),
        ("10.12", "no address"),
        ("2130706433", "no address"),
    ],
)
def test_an_entry_that_is_none_is_named_with_its_fault(entry, why):
    with pytest.raises(ValueError, match=why) as caught:
        parse_internal_hosts(["simpel.paserkab.go.id", entry])
    assert repr(entry) in str(caught.value)


@pytest.mark.parametrize(
    ("host", "address", "entry"),
    [
        ("simpel.paserkab.go.id", "10.12.3.4", "simpel.paserkab.go.id"),
        ("10.12.3.4", "10.12.3.4", "10.12.3.4"),
        ("localhost", "127.0.0.1", "localhost"),
        ("portal.go.id", "127.0.0.1", "127.0.0.1"),
        ("portal.go.id", "::ffff:127.0.0.1", "127.0.0.1"),
        ("portal.go.id", "169.254.169.254", ""),
        ("portal.go.id", "224.0.0.1", ""),
    ],
)
def test_the_entry_that_is_proposed_is_one_that_opens_just_this(host, address, entry):
    kind = NOTHING.refused(host, address)
    assert kind is not None
    assert entry_for(host, address, kind) == entry
    if entry:
        assert parse_internal_hosts([entry]).refused(host, address) is None


@pytest.mark.parametrize(
    ("host", "literal"),
    [("10.1.2.3", True), ("[::1]", True), ("fe80::1%eth0", True), ("localhost", False), ("", False)],
)
def test_a_host_in_figures_is_told_from_a_name(host, literal):
    assert is_literal(host) is literal


def test_every_kind_has_words_for_people():
    assert len({kind.words for kind in Kind}) == len(Kind)
    assert ipaddress.ip_address("127.0.0.1") == parse_address("[::ffff:127.0.0.1]")
