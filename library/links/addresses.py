"""Which machine an address leads to, and whether we may knock there (protection against requests into our own network)."""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

# What websites live on; anything else is more likely somebody's inner service.
PORTS = {80, 443, 8080, 8443}
SCHEMES = {"http": 80, "https": 443}


class NotForUs(Exception):
    """An address we do not knock at; its text is the reason for an editor."""


class NoSuchHost(Exception):
    """There is no machine with this name."""


@dataclass(frozen=True)
class Target:
    """A checked place to connect to: the numeric address, so that no second look-up can lead elsewhere."""

    scheme: str
    host: str
    port: int
    ip: str
    path: str


def resolve(url, *, allow_private=False):
    """Return the Target of `url`.

    Raises NotForUs for other schemes and ports, for names and passwords inside the address, and where any of the
    machine's addresses is not on the open internet (our own machine, inner networks, link-local, multicast);
    NoSuchHost where the name does not exist; OSError where the name servers do not answer.
    `allow_private` is for tests, whose server is this very machine.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or SCHEMES.get(parts.scheme)
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError) as error:
        raise NotForUs("адрес написан с ошибкой") from error
    if parts.scheme not in SCHEMES or not host:
        raise NotForUs("это не адрес сайта")
    if parts.username is not None or (port not in PORTS and not allow_private):
        raise NotForUs("необычный адрес: с паролем или особым портом")
    ips = _addresses_of(host, port)
    if not allow_private and not all(map(is_open, ips)):
        raise NotForUs("адрес ведёт во внутреннюю сеть")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, ips[0], path)


def is_open(ip):
    """Tell whether the numeric address `ip` is on the open internet, in whatever form it is wrapped."""
    address = ipaddress.ip_address(ip.split("%")[0])
    if address.version == 6:
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        # 64:ff9b::/96 carries an IPv4 address in its last four bytes.
        if address in ipaddress.ip_network("64:ff9b::/96"):
            wrapped = ipaddress.ip_address(int(address) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_open(str(wrapped))
    return address.is_global and not address.is_multicast and not address.is_reserved


def _addresses_of(host, port):
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
            raise NoSuchHost(host) from error
        raise
    except UnicodeError as error:
        raise NotForUs("адрес написан с ошибкой") from error
    return [address[0] for _family, _type, _proto, _name, address in found]
