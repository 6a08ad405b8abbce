"""Opening what people name on the command line: only plain files, only what the folder holds, never without bound."""

from __future__ import annotations

import glob
import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from service.errors import BadArticle, Fault

FORMS = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".csv": "csv",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
}
"""Ends of file names and the form of what is inside; each may end in .gz as well."""
UNPACKED_AT_LEAST = 100_000_000
"""Bytes any .gz may unpack to."""
MOST_UNPACKED = 200
"""Beyond that, so many times its packed size; text packs 3 to 20 times, a bomb a thousand times."""
STANDARD_INPUT = "-"
_GZIP_MAGIC = b"\x1f\x8b"
_SNIFF = 4096


class Unreadable(Exception):
    """A source that is refused as a whole, in words that name it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that may be opened, or why not: its name as told to people, its path, its form (None: look inside)."""

    name: str
    path: Path | None
    form: str | None
    refused: str | None = None


def sources(paths: Iterator[str] | list[str] | tuple[str, ...]) -> Iterator[Source]:
    """Files, folders (walked in order of name) and patterns to the files they stand for, one at a time.

    Refused, with the path named: `..` in a path, links out of a folder, devices, FIFOs and sockets, what is not there.
    """
    for name in paths:
        if name == STANDARD_INPUT:
            yield Source("standard input", None, None)
        elif ".." in Path(name).parts:
            yield Source(name, None, None, "a path with '..' is refused; name the place itself")
        elif os.path.lexists(name):
            yield from _existing(name)
        elif glob.has_magic(name):
            found = sorted(glob.iglob(name, recursive=True))
            if not found:
                yield Source(name, None, None, "no file has a name like this")
            for each in found:
                yield from _existing(each)
        else:
            yield Source(name, None, None, "no such file or folder")


def form_of(name: str) -> str | None:
    """The form of a file by its name, .gz aside; None where the name does not tell.

    >>> form_of("talks.ndjson.gz")
    'ndjson'
    """
    return FORMS.get(Path(name.lower().removesuffix(".gz")).suffix)


def _existing(name: str) -> Iterator[Source]:
    path = Path(name)
    if not path.is_dir():
        yield Source(name, path, form_of(name), _special(path))
        return
    empty = True
    for source in _walk(path):
        empty = False
        yield source
    if empty:
        yield Source(name, None, None, f"no articles in this folder ({', '.join(FORMS)}, or .gz of these)")


def _walk(folder: Path) -> Iterator[Source]:
    """Files of known form in a folder and its folders; hidden ones and other forms are passed over."""
    home = folder.resolve()
    closed: list[OSError] = []
    for where, folders, files in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if (Path(where) / name).is_symlink()]
        for name in sorted([*links, *files]):
            path = Path(where) / name
            if name.startswith("."):
                continue
            if path.is_symlink() and (reason := _leads_astray(path, home)):
                yield Source(str(path), None, None, reason)
            elif path.is_dir():
                continue
            elif reason := _special(path):
                yield Source(str(path), None, None, reason)
            elif form := form_of(name):
                yield Source(str(path), path, form)
    for error in closed:
        yield Source(str(error.filename), None, None, f"cannot be read: {error.strerror}")


def _leads_astray(link: Path, home: Path) -> str | None:
    """Why a link within `home` is not followed, or None: it leads out of it, or to itself and nowhere."""
    try:
        inside = link.resolve().is_relative_to(home)
        if inside:
            link.stat()
    except (OSError, RuntimeError) as error:  # a loop is the second before Python 3.13
        return f"cannot be read: {getattr(error, 'strerror', None) or 'the link leads round in a circle'}"
    return None if inside else "a link out of the folder is refused"


def _special(path: Path) -> str | None:
    """Why a path is no plain file, or None."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    kinds = (
        (stat.S_ISFIFO, "a FIFO"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
        (stat.S_ISSOCK, "a socket"),
    )
    for test, kind in kinds:
        if test(mode):
            return f"{kind} is refused; only plain files are read (use - for standard input)"
    return None


def opened(source: Source, stdin: IO[bytes] | None) -> IO[bytes]:
    """Open a source, unpacked if it is gzip by its first bytes. Raises Unreadable in words that fit behind its name."""
    if source.path is None:
        raw, size = stdin or io.BytesIO(), None
    else:
        try:
            # Opened without waiting and looked at again: what was a file a moment ago may be a FIFO now.
            handle = os.open(source.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
            info = os.fstat(handle)
            if not stat.S_ISREG(info.st_mode):
                os.close(handle)
                raise Unreadable("only plain files are read")
            raw, size = os.fdopen(handle, "rb"), info.st_size
        except OSError as error:
            raise Unreadable(f"cannot be read: {error.strerror}") from None
    buffered = raw if isinstance(raw, io.BufferedReader | io.BytesIO) else io.BufferedReader(raw)  # type: ignore[type-var]
    head = buffered.peek(2)[:2] if isinstance(buffered, io.BufferedReader) else buffered.getvalue()[:2]
    if head != _GZIP_MAGIC:
        return buffered
    most = UNPACKED_AT_LEAST if size is None else max(UNPACKED_AT_LEAST, MOST_UNPACKED * size)
    return io.BufferedReader(_Unpacked(buffered, most))


class _Unpacked(io.RawIOBase):
    """A gzip stream unpacked as it is read, that stops with Unreadable where it grows beyond `most` bytes."""

    def __init__(self, packed: IO[bytes], most: int) -> None:
        self._packed = packed
        self._stream = gzip.GzipFile(fileobj=packed)
        self._left = most
        self._most = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except (EOFError, OSError, zlib.error) as error:
            raise Unreadable(f"broken gzip: {error}") from None
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable(f"unpacks to more than {self._most} bytes, far more than text packs")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        self._packed.close()
        super().close()


def whole(stream: IO[bytes], most: int, what: str) -> bytes:
    """Read a stream to its end, at most `most` bytes; raises BadArticle beyond."""
    data = stream.read(most + 1)
    if len(data) > most:
        message = f"{what} is larger than {most} bytes"
        raise BadArticle(message, Fault("", "length", message))
    return data


def sniffed(stream: IO[bytes]) -> str:
    """The form of a stream whose name does not tell, by its first bytes."""
    head = stream.peek(_SNIFF)[:_SNIFF] if isinstance(stream, io.BufferedReader) else b""
    if isinstance(stream, io.BytesIO):
        head = stream.getvalue()[:_SNIFF]
    start = head.lstrip()
    if start.startswith(b"{"):
        return "ndjson" if start[1:].lstrip(b" \t").startswith((b'"', b"}")) else "json"
    if start.startswith(b"["):
        return "json"
    if start.startswith(b"<"):
        low = start[:1024].lower()
        return "feed" if b"<rss" in low or b"<feed" in low or b"<rdf:rdf" in low else "html"
    return "text"
