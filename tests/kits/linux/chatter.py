"""Sends what programs on a computer send, of every kind, round after round, until it is ended: by the way that the computer
would choose and past it, by the network card. What can't be sent (no route, refused) is tried again in the next round.

Called with the names of the network cards; each is used as long as it is there."""

import socket
import struct
import sys
import time

cards = sys.argv[1:]
TARGET4, TARGET6 = "198.51.100.130", "2001:db8:30::30"
SERVER4 = "198.51.100.20"
ROUTER4, ROUTER6 = "192.168.50.1", "fe80::1"
DNS_QUERY = struct.pack(">HHHHHH", 7, 0x0100, 1, 0, 0, 0) + b"\x05quiet\x07example\x00" + struct.pack(">HH", 1, 1)
ECHO4 = struct.pack(">BBHHH", 8, 0, 0xF7FE, 0, 1)


def checksum(data):
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def header4(protocol, length, destination, offset_and_flags):
    """RFC 791, 3.1; the kernel fills in source, checksum and identification where they are 0."""
    return struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + length, 77, offset_and_flags, 64, protocol, 0, bytes(4), socket.inet_aton(destination))


def plain(family, kind, protocol, card):
    one = socket.socket(family, kind, protocol)
    one.setblocking(False)
    if card is not None:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, card.encode())
    return one


def udp(address, port, payload=b"chatter", source_port=0, broadcast=False):
    def send(card):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with plain(family, socket.SOCK_DGRAM, 0, card) as one:
            if source_port:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                one.bind(("", source_port))
            if broadcast:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            one.sendto(payload, (address, port))

    return send


def multicast(address, port):
    def send(card):
        if card is None:
            return
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with plain(family, socket.SOCK_DGRAM, 0, card) as one:
            index = socket.if_nametoindex(card)
            if family == socket.AF_INET6:
                one.sendto(b"chatter", (address, port, 0, index))
            else:
                one.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, struct.pack("4s4si", bytes(4), bytes(4), index))
                one.sendto(b"chatter", (address, port))

    return send


connecting = []


def tcp(address, port):
    def send(card):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        one = plain(family, socket.SOCK_STREAM, 0, card)
        connecting.append(one)
        if len(connecting) > 60:
            connecting.pop(0).close()
        one.connect_ex((address, port))

    return send


def raw(protocol, address, payload):
    def send(card):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with plain(family, socket.SOCK_RAW, protocol, card) as one:
            one.sendto(payload, (address, 0))

    return send


def neighbour_solicitation(card):
    """To somewhere else than the link, which only a program sends that wants to get past a filter."""
    with plain(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6, card) as one:
        one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_UNICAST_HOPS, 255)
        one.sendto(struct.pack(">BBHI", 135, 0, 0, 0) + socket.inet_pton(socket.AF_INET6, TARGET6), (TARGET6, 0))


def fragments(address):
    """Two halves of a UDP datagram; the second one has no ports that a filter could see."""

    def send(card):
        whole = struct.pack(">HHHH", 4444, 51820, 8 + 32, 0) + bytes(32)
        with plain(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW, card) as one:
            one.sendto(header4(17, 24, address, 0x2000) + whole[:24], (address, 0))
            one.sendto(header4(17, 16, address, 3) + whole[24:], (address, 0))

    return send


KINDS = [
    udp(TARGET4, 9),
    udp(TARGET6, 9),
    udp(TARGET4, 123),
    udp(TARGET4, 443, b"\xc3" + bytes(1199)),
    udp(TARGET4, 53, DNS_QUERY),
    udp(TARGET6, 53, DNS_QUERY),
    udp(ROUTER4, 53, DNS_QUERY),
    udp(ROUTER4, 5351),
    udp(TARGET4, 9, bytes(3000)),
    udp(TARGET6, 9, bytes(3000)),
    udp(SERVER4, 51821),
    udp(TARGET4, 51820),
    udp(TARGET4, 67, source_port=68),
    udp("255.255.255.255", 9999, broadcast=True),
    udp("192.168.50.255", 137, broadcast=True),
    multicast("224.0.0.251", 5353),
    multicast("ff02::fb", 5353),
    multicast("239.255.255.250", 1900),
    multicast("ff02::c", 1900),
    tcp(TARGET4, 80),
    tcp(TARGET6, 80),
    tcp(TARGET4, 53),
    tcp(TARGET4, 853),
    tcp(TARGET6, 443),
    tcp(SERVER4, 51820),
    tcp(SERVER4, 22),
    raw(socket.IPPROTO_ICMP, TARGET4, ECHO4),
    raw(socket.IPPROTO_ICMP, ROUTER4, ECHO4),
    raw(socket.IPPROTO_ICMPV6, TARGET6, struct.pack(">BBHHH", 128, 0, 0, 0, 1)),
    raw(47, TARGET4, struct.pack(">HH", 0, 0x0800) + bytes(20)),
    raw(47, TARGET6, struct.pack(">HH", 0, 0x86DD) + bytes(40)),
    raw(132, TARGET4, struct.pack(">HHII", 5000, 5000, 0, 0) + struct.pack(">BBH", 1, 0, 20) + bytes(16)),
    raw(50, TARGET4, struct.pack(">II", 256, 1) + bytes(16)),
    raw(2, "224.0.0.22", struct.pack(">BBHHH", 0x22, 0, 0, 0, 0)),
    raw(253, TARGET6, bytes(16)),
    neighbour_solicitation,
    fragments(TARGET4),
    fragments(SERVER4),
]

# With the mark on WireGuard's packets another program's to the same place are known from them; without there is no telling.
if "--endpoint-too" in cards:
    cards.remove("--endpoint-too")
    KINDS.append(udp(SERVER4, 51820))


def connected_before():
    """A connection that is there before anything else happens; it says a letter each round, and never ends its line."""
    try:
        return socket.create_connection((TARGET4, 80), timeout=5)
    except OSError:
        return None


old = connected_before()
if old is not None:
    old.setblocking(False)

rounds = 0
while True:
    try:
        if old is not None:
            old.send(b"a")
    except OSError:
        pass
    for card in [None, *cards]:
        for send in KINDS:
            try:
                send(card)
            except OSError:
                pass
    # By which others know that all of it was said.
    rounds += 1
    with open("/run/chatter-rounds", "w") as told:
        told.write(str(rounds))
    time.sleep(0.08)
