"""Sends real packets through a packet filter, and tells which of them passed.

Run as root in a network namespace of its own. Reads a JSON list of rounds from standard input,
  [{"rules": "*filter…", "packets": [{…}]}]
and prints for each round null where its rules would not load, or else a list of true and false. Arguments: the address family, and
the program that loads rules.

eth0 and wg0 are TUN devices: what is read from them has left the machine, what is written to them has come in.
"""

import ctypes
import fcntl
import json
import os
import select
import socket
import struct
import subprocess
import sys
import time

FAMILY = int(sys.argv[1])
RESTORE = sys.argv[2]
AF = socket.AF_INET6 if FAMILY == 6 else socket.AF_INET
ADDRESSES = {"eth0": ("198.51.100.4", "2001:db8:51::4"), "wg0": ("10.9.0.2", "fd00:9::2")}
OPEN = {
    table: "".join(f":{chain} ACCEPT\n" for chain in chains.split())
    for table, chains in {
        "raw": "PREROUTING OUTPUT",
        "mangle": "PREROUTING INPUT FORWARD OUTPUT POSTROUTING",
        "filter": "INPUT FORWARD OUTPUT",
        "security": "INPUT FORWARD OUTPUT",
    }.items()
}
FOLLOWED = """table inet followed {
  chain going { type filter hook output priority 300; ct state new accept; }
  chain coming { type filter hook input priority 300; ct state new accept; }
}"""
TCP, UDP, ICMP, ICMPV6 = 6, 17, 1, 58
libc = ctypes.CDLL(None)


def run(*argv, text=None):
    return subprocess.run(argv, input=text, capture_output=True, text=True)


def tun(name):
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    # TUNSETIFF; IFF_TUN | IFF_NO_PI
    fcntl.ioctl(device, 0x400454CA, struct.pack("16sH", name.encode(), 0x1001))
    for address, length in zip(ADDRESSES[name], (24, 64)):
        run("ip", "address", "add", f"{address}/{length}", "dev", name, *(["nodad"] if ":" in address else []))
    run("ip", "link", "set", name, "up")
    return device


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def body_of(packet):
    """What follows the IP header, the packet's own number at its end."""
    protocol = packet["protocol"]
    ports = struct.pack("!HH", packet["sourcePort"], packet["destinationPort"])
    about = whole(packet["about"]) if "about" in packet else b""
    tag = about + struct.pack("!I", packet["tag"])
    if protocol == TCP:
        acknowledged = 1 if packet["flags"] & 16 else 0
        body = ports + struct.pack("!IIBBHHH", 1, acknowledged, 5 << 4, packet["flags"], 1024, 0, 0) + tag
        place = 16
    elif protocol == UDP:
        body, place = ports + struct.pack("!HH", 8 + len(tag), 0) + tag, 6
    elif protocol in (ICMP, ICMPV6):
        rest = b"\0\0\0\0" if about else struct.pack("!HH", packet["tag"] & 0xFFFF, 7)
        body, place = struct.pack("!BBH", packet["icmp"] >> 8, packet["icmp"] & 255, 0) + rest + tag, 2
    else:
        return ports + b"\0" * 8 + tag
    pseudo = b""
    if protocol != ICMP:
        ends = socket.inet_pton(AF, packet["source"]) + socket.inet_pton(AF, packet["destination"])
        tail = struct.pack("!II", len(body), protocol) if FAMILY == 6 else struct.pack("!BBH", 0, protocol, len(body))
        pseudo = ends + tail
    return body[:place] + struct.pack("!H", checksum(pseudo + body)) + body[place + 2 :]


def whole(packet):
    body = body_of(packet)
    ends = socket.inet_pton(AF, packet["source"]) + socket.inet_pton(AF, packet["destination"])
    if FAMILY == 6:
        return struct.pack("!IHBB", 6 << 28, len(body), packet["protocol"], 64) + ends + body
    head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(body), packet["tag"] & 0xFFFF, 0, 64, packet["protocol"], 0) + ends
    return head[:10] + struct.pack("!H", checksum(head)) + head[12:] + body


def sender_of(account):
    """A raw socket that belongs to an account: net/netfilter/xt_owner.c asks for the file system user at its making."""
    libc.setfsuid(account)
    made = socket.socket(AF, socket.SOCK_RAW, socket.IPPROTO_RAW)
    libc.setfsuid(0)
    if FAMILY == 6:
        made.setsockopt(socket.IPPROTO_IPV6, 36, 1)  # IPV6_HDRINCL
    return made


def send(packet, devices, senders):
    if packet["way"] == "in":
        os.write(devices[packet["in"]], whole(packet))
        return
    if packet["account"] not in senders:
        senders[packet["account"]] = sender_of(packet["account"])
    sender = senders[packet["account"]]
    sender.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, packet["out"].encode())
    sender.setsockopt(socket.SOL_SOCKET, socket.SO_MARK, packet["mark"])
    try:
        sender.sendto(whole(packet), (packet["destination"], 0))
    except PermissionError:
        pass  # a packet that is dropped on its way out


def drain(sources):
    """Everything that has arrived within a moment, by where it arrived."""
    found = []
    while True:
        ready, _, _ = select.select(list(sources), [], [], 0.03)
        if not ready:
            return found
        for source in ready:
            try:
                data = os.read(source, 65536) if isinstance(source, int) else source.recv(65536)
            except BlockingIOError:
                continue
            found.append((sources[source], data))


def passed(packet, arrived):
    """Whether a packet passed, or for one that the kernel answers by itself whether that answer did."""
    if not packet.get("answered"):
        return any(way == packet["way"] and data.endswith(body_of(packet)) for way, data in arrived)
    there = socket.inet_pton(AF, packet["source"])
    return any(way == "out" and data[16:20] == there for way, data in arrived)


def main():
    run("ip", "link", "set", "lo", "up")
    for name in ("all", "default"):
        with open(f"/proc/sys/net/ipv4/conf/{name}/rp_filter", "w") as setting:
            setting.write("0")
    devices = {name: tun(name) for name in ADDRESSES}
    run("ip", "route", "add", "default", "dev", "eth0")
    for metric, name in enumerate(ADDRESSES, start=100):
        run("ip", "-6", "route", "add", "default", "dev", name, "metric", str(metric))
    # Connections are followed whether the rules ask for them or not.
    run("nft", "-f", "-", text=FOLLOWED).check_returncode()
    sources = {device: "out" for device in devices.values()}
    for protocol in (TCP, UDP, ICMPV6 if FAMILY == 6 else ICMP, 50):
        sources[socket.socket(AF, socket.SOCK_RAW, protocol)] = "in"
    senders, empty = {}, "".join(f"*{table}\n{policies}COMMIT\n" for table, policies in OPEN.items())
    answers = []
    for one in json.load(sys.stdin):
        run(RESTORE, text=empty).check_returncode()
        for packet in one["packets"]:
            for earlier in packet.get("prelude", []):
                send(earlier, devices, senders)
                time.sleep(0.001)
        loaded = run(RESTORE, text=one["rules"])
        if loaded.returncode != 0:
            print(loaded.stderr, file=sys.stderr)
            answers.append(None)
            continue
        drain(sources)
        for packet in one["packets"]:
            send(packet, devices, senders)
        arrived = drain(sources)
        answers.append([passed(packet, arrived) for packet in one["packets"]])
    print(json.dumps(answers))


main()
