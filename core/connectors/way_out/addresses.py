"""Which IP addresses are the internet's, and which are ways back inside."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

IPAddress = IPv4Address | IPv6Address

# What Python calls global, and is not somebody else's server.
NOT_SERVERS_4 = (
    IPv4Network("100.64.0.0/10"),  # behind a provider's own translation
    IPv4Network("192.0.0.0/24"),  # protocols, and the metadata of one cloud
    IPv4Network("192.88.99.0/24"),  # relays of 6to4
    IPv4Network("168.63.129.16/32"),  # the host below the virtual machines of one cloud
)
UNICAST_6 = IPv6Network("2000::/3")
# Mapped, translated (64:ff9b::/96) and local addresses lie outside 2000::/3 altogether.
NOT_SERVERS_6 = (
    IPv6Network("2001::/23"),  # protocols, Teredo among them, which holds an IPv4 address
    IPv6Network("2001:db8::/32"),
    IPv6Network("2002::/16"),  # 6to4, which holds an IPv4 address
    IPv6Network("3fff::/20"),
)


def is_public(address: IPAddress) -> bool:
    """Whether an address is that of one server in the internet."""
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if isinstance(address, IPv4Address):
        return not any(address in network for network in NOT_SERVERS_4)
    return address in UNICAST_6 and not any(address in network for network in NOT_SERVERS_6)
