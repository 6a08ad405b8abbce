"""gunicorn's thread worker, patient with slow clients: no thread waits for headers, and bodies must keep coming.

Headers are gathered by the event loop; a thread gets the connection when they are whole. A body may pause for a few
seconds and must come at a least speed. Connections that end are drained by the event loop as well, so that a client
which does not hang up delays nobody.
"""

from __future__ import annotations

import errno
import selectors
import socket
import struct
import time
from collections import deque
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

HEAD_SECONDS = 10.0
PAUSE_SECONDS = 5.0
BODY_SECONDS = 8.0
LEAST_BYTES_A_SECOND = 500.0
SEND_SECONDS = 60
LINGER_SECONDS = 2.0
STOP_SECONDS = 2.0
MOST_HEAD_BYTES = 65_536
END_OF_HEAD = b"\r\n\r\n"


class PatientSocket:
    """A socket whose reads end with TimeoutError when the other side pauses too long or is too slow altogether.

    A send waits at most SEND_SECONDS, so that a client which does not read holds no thread for ever.
    """

    def __init__(self, sock: socket.socket) -> None:
        # The kernel bounds each wait to send: a timeout of Python's would cost a poll for every piece sent.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", SEND_SECONDS, 0))
        self._sock = sock
        self.setblocking, self.settimeout, self.gettimeout = sock.setblocking, sock.settimeout, sock.gettimeout
        self.sendall, self.fileno = sock.sendall, sock.fileno
        self._until = 0.0
        self._received = 0
        self.request: Any = None

    def end_after_reply(self) -> None:
        """Tell the client in the reply that the connection ends with it: what it still sends is not read."""
        if self.request is not None:
            self.request.force_close()

    def expect(self, seconds: float) -> None:
        """Start to wait for a head or a body: `seconds` from now, and more as bytes arrive."""
        self._until = time.monotonic() + seconds
        self._received = 0

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Some bytes, b"" at the end of the stream."""
        if self._sock.gettimeout() == 0.0:
            return self._sock.recv(size, flags)
        left = self._until + self._received / LEAST_BYTES_A_SECOND - time.monotonic()
        if left <= 0:
            raise TimeoutError("too slow")
        self._sock.settimeout(min(PAUSE_SECONDS, left))
        try:
            data = self._sock.recv(size, flags)
        finally:
            self._sock.settimeout(None)
        self._received += len(data)
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class Connection(TConn):  # type: ignore[misc]
    """A client's connection and as much of a head as has come."""

    def __init__(self, cfg: Any, sock: PatientSocket, client: Any, server: Any) -> None:
        super().__init__(cfg, sock, client, server)
        self.head = bytearray()
        self.drained = 0


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """A thread worker whose threads only meet requests with whole heads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lingering: deque[Connection] = deque()
        self.stopping_since: float | None = None

    def accept(self, listener: socket.socket) -> None:
        """Take a new connection; its head is gathered here, in the event loop."""
        try:
            sock, address = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        self._gather(Connection(self.cfg, PatientSocket(sock), address, listener.getsockname()))

    def on_client_socket_readable(self, conn: Connection, client: PatientSocket) -> None:
        """The next request of a kept connection begins."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._gather(conn)

    def _gather(self, conn: Connection) -> None:
        """Wait for a whole head, without a thread."""
        conn.head.clear()
        if self._read_head(conn):
            conn.timeout = time.monotonic() + HEAD_SECONDS
            self.pending_conns.append(conn)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._on_head, conn))

    def _on_head(self, conn: Connection, sock: PatientSocket) -> None:
        """More of a head that was waited for is here."""
        if not self._read_head(conn):
            self.poller.unregister(sock)
            self.pending_conns.remove(conn)

    def _read_head(self, conn: Connection) -> bool:
        """Read what is here; true while more is to be waited for, else the connection has gone its way."""
        try:
            data = conn.sock.recv(MOST_HEAD_BYTES)
        except (BlockingIOError, InterruptedError):
            return True
        except OSError:
            data = b""
        seen = max(0, len(conn.head) - len(END_OF_HEAD))
        conn.head += data
        if not data or not _begins_a_request(conn.head[0]):
            self._close(conn)
            return False
        if conn.head.find(END_OF_HEAD, seen) < 0 and len(conn.head) < MOST_HEAD_BYTES:
            return True
        conn.data_ready = True
        conn.init()
        conn.sock.expect(HEAD_SECONDS)
        conn.parser.unreader.unread(bytes(conn.head))
        conn.head.clear()
        self.enqueue_req(conn)
        return False

    def handle_request(self, req: Any, conn: Connection) -> Any:
        """Answer a request whose head is read; from now on its body is awaited."""
        conn.sock.expect(BODY_SECONDS)
        conn.sock.request = req
        return super().handle_request(req, conn)

    def _keepalive_after(self, conn: Connection, keepalive: Any) -> bool:
        """Whether the connection takes another request; what never had a body needs none to be read off."""
        reader = getattr(conn.parser.mesg.body, "reader", None)
        return bool(keepalive) if getattr(reader, "length", None) == 0 else super()._keepalive_after(conn, keepalive)

    def finish_request(self, conn: Connection, fs: Any) -> None:
        """A thread is done with a connection: keep it for the next request, or end it without waiting for anybody."""
        if not fs.cancelled() and fs.exception() is None and fs.result():
            super().finish_request(conn, fs)
        else:
            self._linger(conn)

    def _linger(self, conn: Connection) -> None:
        """Say that nothing more is sent, and drop what still comes for a moment: a reset would lose the reply."""
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
            conn.timeout = time.monotonic() + LINGER_SECONDS
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._drain, conn))
        except (OSError, ValueError, KeyError):
            self._close(conn)
            return
        self.lingering.append(conn)

    def _drain(self, conn: Connection, sock: PatientSocket) -> None:
        try:
            data = sock.recv(MOST_HEAD_BYTES)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data = b""
        conn.drained += len(data)
        if not data or conn.drained > 64 * MOST_HEAD_BYTES:
            self.lingering.remove(conn)
            self.poller.unregister(sock)
            self._close(conn)

    def _close(self, conn: Connection) -> None:
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        """End what waits too long: heads that do not come, connections that are drained. Sooner when stopping."""
        now = time.monotonic()
        if not self.alive:
            if self.stopping_since is None:
                self.stopping_since = now
            for conn in self.pending_conns:
                conn.timeout = min(conn.timeout, self.stopping_since + STOP_SECONDS)
        super().murder_pending()
        while self.lingering and (self.lingering[0].timeout <= now or not self.alive):
            conn = self.lingering.popleft()
            self.poller.unregister(conn.sock)
            self._close(conn)


def _begins_a_request(byte: int) -> bool:
    """Whether a request can begin with this byte: TLS and other protocols are turned away at once."""
    return 0x20 < byte < 0x7F or byte in b"\r\n"
