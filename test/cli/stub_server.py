"""Servers that are not up: a port on which something goes wrong, and in the end, where wanted, all is well."""
import contextlib
import socket
import struct
import threading

ASKS_FOR_ENCRYPTION = (80877103, 80877104)


def read_exactly(client, size):
    data = b""
    while len(data) < size:
        part = client.recv(size - len(data))
        if not part:
            raise ConnectionError("the client has left")
        data += part
    return data


def read_startup(client):
    """The first message of the protocol; who asks for TLS is told that there is none."""
    while True:
        size, code = struct.unpack("!ii", read_exactly(client, 8))
        if code not in ASKS_FOR_ENCRYPTION:
            return read_exactly(client, size - 8)
        client.sendall(b"N")


def message(kind, *parts):
    body = b"".join(parts)
    return kind + struct.pack("!i", len(body) + 4) + body


def fatal(code, text):
    fields = [(b"S", "FATAL"), (b"V", "FATAL"), (b"C", code), (b"M", text), (b"F", "postmaster.c")]
    return message(b"E", *(kind + value.encode() + b"\0" for kind, value in fields), b"\0")


def refuse(code, text):
    """A server that takes nobody: with SQLSTATE and text, as PostgreSQL says so."""

    def answer(client):
        read_startup(client)
        client.sendall(fatal(code, text))

    return answer


def pooling(reply):
    """A pooler that takes everybody; what is asked of the server behind it gets this reply, or none."""

    def answer(client):
        read_startup(client)
        client.sendall(
            message(b"R", struct.pack("!i", 0))
            + message(b"S", b"server_version\0" b"15.0\0")
            + message(b"K", struct.pack("!ii", 1, 1))
            + message(b"Z", b"I")
        )
        client.recv(4096)
        if reply:
            client.sendall(reply)
        else:
            silent(client)

    return answer


starting_up = refuse("57P03", "the database system is starting up")


def without_tls(client):
    read_startup(client)


def closing(client):
    client.recv(1)


def silent(client):
    while client.recv(4096):  # until it gives up
        pass


def speaks_http(client):
    client.recv(8)
    client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")


def passes_to(host, port):
    """The real server, behind this port."""

    def pump(source, target):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)

    def answer(client):
        with socket.create_connection((host, port)) as server:
            back = threading.Thread(target=pump, args=(server, client), daemon=True)
            back.start()
            pump(client, server)
            back.join()

    return answer


class Stub:
    """Refuses every connection until it listens; then each is given to `answer`, which may be changed."""

    def __init__(self, answer=silent, listening=True):
        self.answer = answer
        self.served = 0
        self.clients = []
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        if listening:
            self.listen()

    def listen(self):
        self.socket.listen(16)
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        with contextlib.suppress(OSError):  # closed
            while True:
                client, _ = self.socket.accept()
                self.served += 1
                self.clients.append(client)
                threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with client, contextlib.suppress(OSError):
            self.answer(client)

    def cut(self):
        """Every connection there is; not those that are made meanwhile."""
        for client in list(self.clients):
            with contextlib.suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)

    def after(self, seconds, what):
        timer = threading.Timer(seconds, what)
        timer.daemon = True
        timer.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


@contextlib.contextmanager
def dropping_packets():
    """A port whose queue is full: the kernel drops whoever asks, as a firewall does."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            client = stack.enter_context(socket.socket())
            client.setblocking(False)
            client.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]
