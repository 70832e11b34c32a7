"""A DNS server that knows one name."""

import socket
import struct
import threading


class NameServer:
    """Answers on port 53 of `address` that `name` is 127.0.0.1, and that there is no other name."""

    def __init__(self, address, name):
        self.question = b"".join(bytes([len(word)]) + word.encode() for word in name.split(".")) + b"\0"
        self.asked = []
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((address, 53))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                query, client = self.socket.recvfrom(512)
            except OSError:
                return  # closed
            end = query.index(b"\0", 12) + 1
            name, kind = query[12:end].lower(), struct.unpack(">H", query[end : end + 2])[0]
            self.asked.append(name)
            known = name == self.question
            records = b""
            if known and kind == 1:  # A
                records = b"\xc0\x0c" + struct.pack(">HHIH", 1, 1, 1, 4) + socket.inet_aton("127.0.0.1")
            flags = 0x8580 if known else 0x8583  # an authoritative answer, or NXDOMAIN
            header = query[:2] + struct.pack(">HHHHH", flags, 1, bool(records), 0, 0)
            self.socket.sendto(header + query[12 : end + 4] + records, client)

    def close(self):
        self.socket.close()
