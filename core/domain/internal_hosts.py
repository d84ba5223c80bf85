"""Which addresses are no source's (this machine, the LAN, clouds' metadata), and which of them config opens.

Source: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates). Written out here, because
what `ipaddress` calls private or global differs between patch levels of Python.
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
LOCALHOST = "localhost"


class Kind(Enum):
    """What sort of address it is, when it is not a public one. The value is what the log says."""

    LOOPBACK = "this machine itself"
    PRIVATE = "an internal network"
    LINK_LOCAL = "the link of this machine"
    METADATA = "the metadata service of a cloud"
    MULTICAST = "many machines at once"
    TUNNEL = "a tunnel into IPv4 (6to4, Teredo)"
    RESERVED = "a reserved range"

    @property
    def words(self) -> str:
        """Return what people read, in Indonesian."""
        return _WORDS[self]


_WORDS = {
    Kind.LOOPBACK: "komputer dasbor ini sendiri",
    Kind.PRIVATE: "jaringan dalam",
    Kind.LINK_LOCAL: "sambungan setempat komputer dasbor",
    Kind.METADATA: "layanan metadata komputasi awan",
    Kind.MULTICAST: "alamat siar ke banyak komputer",
    Kind.TUNNEL: "alamat terowongan IPv6",
    Kind.RESERVED: "alamat cadangan",
}
_METADATA = frozenset(
    ipaddress.ip_address(one)
    for one in (
        *("169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192"),
        *("fd00:ec2::254", "fd20:ce::254"),
    )
)
_RANGES: dict[Kind, tuple[Network, ...]] = {
    kind: tuple(ipaddress.ip_network(one) for one in written.split())
    for kind, written in {
        Kind.LOOPBACK: "127.0.0.0/8 ::1/128",
        Kind.PRIVATE: "10.0.0.0/8 100.64.0.0/10 172.16.0.0/12 192.168.0.0/16 fc00::/7",
        Kind.LINK_LOCAL: "169.254.0.0/16 fe80::/10",
        Kind.MULTICAST: "224.0.0.0/4 ff00::/8",
        Kind.TUNNEL: "2001::/32 2002::/16 192.88.99.0/24",
        Kind.RESERVED: "0.0.0.0/8 192.0.0.0/24 192.0.2.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 "
        "2001::/23 2001:db8::/32 3fff::/20",
    }.items()
}
_OPENABLE = (Kind.LOOPBACK, Kind.PRIVATE, Kind.LINK_LOCAL)
_GLOBAL = ipaddress.IPv6Network("2000::/3")  # the only part of IPv6 that is handed out
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_COMPATIBLE = ipaddress.IPv6Network("::/96")


def parse_address(written: str) -> Address:
    """Return an address; one that only wraps an IPv4 address (mapped, compatible, NAT64) as that one.

    Raises:
        ValueError: If it is none.
    """
    address = ipaddress.ip_address(written.strip("[]").split("%", 1)[0])
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def kind_of(address: Address) -> Kind | None:
    """Return what sort of address it is; None for a public one, which any source may have."""
    if address in _METADATA:
        return Kind.METADATA
    for kind, ranges in _RANGES.items():
        if any(address in one for one in ranges if one.version == address.version):
            return kind
    return Kind.RESERVED if isinstance(address, ipaddress.IPv6Address) and address not in _GLOBAL else None


@dataclass(frozen=True, slots=True)
class InternalHosts:
    """What `[collect] internal_hosts` opens. Nothing is open unless it is named.

    Attributes:
        names: Host names that may lead into an internal network; to this machine only the name localhost may.
        networks: Addresses and networks in figures; any host may lead there.
    """

    names: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    def refused(self, host: str, address: str) -> Kind | None:
        """Return why a host may not stand at an address; None when it may.

        Args:
            host: As config.toml or a redirect names it.
            address: What is about to be connected to, in figures.

        Raises:
            ValueError: If the address is none.
        """
        found = parse_address(address)
        kind = kind_of(found)
        if kind in _OPENABLE and any(found in one for one in self.networks if one.version == found.version):
            return None
        name = plain_name(host)
        by_name = Kind.LOOPBACK if name == LOCALHOST else Kind.PRIVATE
        return None if kind is by_name and name in self.names else kind


NOTHING_INTERNAL = InternalHosts()


def parse_internal_hosts(entries: Iterable[str]) -> InternalHosts:
    """Return what the entries of config.toml open: host names, addresses, networks in CIDR.

    Raises:
        ValueError: Naming the entry: neither of them, not internal, or a metadata service of a cloud.
    """
    names, networks = set(), []
    for entry in entries:
        if network := _network(entry):
            _need_internal(entry, network)
            networks.append(network)
        else:
            names.add(_name(entry))
    return InternalHosts(frozenset(names), tuple(networks))


def entry_for(host: str, address: str, kind: Kind) -> str:
    """Return the narrowest entry of internal_hosts that opens a refused address to a host; "" where none can."""
    if kind is Kind.PRIVATE and not is_literal(host):
        return plain_name(host)
    if kind is Kind.LOOPBACK and plain_name(host) == LOCALHOST:
        return LOCALHOST
    return str(parse_address(address)) if kind in _OPENABLE else ""


def plain_name(host: str) -> str:
    """Return a host name as names are compared."""
    return host.strip("[]").rstrip(".").lower()


def is_literal(host: str) -> bool:
    """Return whether a host is written as an address in figures."""
    try:
        parse_address(host)
    except ValueError:
        return False
    return True


def _network(entry: str) -> Network | None:
    try:
        return ipaddress.ip_network(entry if "/" in entry else str(parse_address(entry)))
    except ValueError as error:
        if "/" in entry:
            raise ValueError(f"internal_hosts {entry!r} is no network in CIDR ({error})") from None
        return None


def _need_internal(entry: str, network: Network) -> None:
    ranges = [one for kind in _OPENABLE for one in _RANGES[kind]]
    if not any(one.version == network.version and network.subnet_of(one) for one in ranges):  # type: ignore[arg-type]
        raise ValueError(
            f"internal_hosts {entry!r} is not within an internal range; a public address needs no entry, and a network "
            "must lie in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, 127.0.0.0/8, fc00::/7 or be smaller"
        )
    if network.num_addresses == 1 and network.network_address in _METADATA:
        raise ValueError(f"internal_hosts {entry!r} is the metadata service of a cloud, which holds keys: never opened")


def _name(entry: str) -> str:
    name = plain_name(entry)
    labels = name.split(".")
    if len(name) > 253 or not all(label and label.replace("-", "").replace("_", "").isalnum() for label in labels):
        raise ValueError(f"internal_hosts {entry!r} is neither host name nor address: no scheme, port, path or *")
    if all(label.isdigit() for label in labels):
        raise ValueError(f"internal_hosts {entry!r} is no address: write it as 10.12.0.5 or 10.12.0.0/16")
    return name
