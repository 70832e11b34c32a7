"""A network between Gander and its server that can be cut, at any moment or at a chosen word."""
import socket
import struct
import threading


class Proxy:
    """Passes on what it is given, until it is told to cut. New connections are welcome again afterwards."""

    def __init__(self, to_port, cut_at=None, swallow=False, times=1, after=0):
        self.to_port = to_port
        self.cut_at = cut_at  # bytes: once they pass by, the connection is cut before the answer
        self.swallow = swallow  # true: they do not even reach the server
        self.times = times
        self.after = after  # how often they may pass by before
        self.open = True
        self.pairs = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if not self.open:
                reset(client)
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self.to_port))
            except OSError:
                reset(client)
                continue
            self.pairs.append((client, server))
            threading.Thread(target=self.pump, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self.pump, args=(server, client, False), daemon=True).start()

    def pump(self, source, sink, from_client):
        try:
            while data := source.recv(65536):
                found = from_client and self.cut_at and self.cut_at in data
                if found and self.after:
                    self.after -= 1
                elif found:
                    self.times -= 1
                    self.cut_at = self.cut_at if self.times else None
                    reset(source)  # first: no answer can reach it now
                    if not self.swallow:
                        sink.sendall(data)
                    sink.shutdown(socket.SHUT_WR)
                    return
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        pairs, self.pairs = self.pairs, []
        for pair in pairs:
            for end in pair:
                reset(end)

    def close(self):
        self.open = False
        self.listener.close()
        self.cut()


def reset(connection):
    """Closes so that the other side gets an RST, as from a machine that knows nothing of it."""
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    connection.close()
