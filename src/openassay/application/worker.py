"""One release is read in one child process, with bounds on memory, time and files.

The child is forked, so it starts in milliseconds with everything imported. It may write no file (pipes are none), hold no more
memory than `RELEASE_MEMORY` beyond what Python had before, and run no longer than `RELEASE_SECONDS`. What it says comes back over
a pipe as plain bytes and text; nothing is unpickled. When the parent goes away, so does the child.

What the child needs from elsewhere it asks the parent for, which has the network and the cache, and its own limits for both.

Where there is no fork (Windows) the task runs in the process itself, without bounds on memory and time.
"""

import gc
import json
import os
import select
import shutil
import signal
import struct
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn, Protocol

from openassay.sources.target_error import TargetError
from openassay.vocabulary.findings import Unreadable
from openassay.vocabulary.limits import MIB, RELEASE_MEMORY, RELEASE_SECONDS
from openassay.vocabulary.text import shown

Progress = Callable[[str], None]
"""Takes one line that tells a waiting person what is being done."""


class Elsewhere(Protocol):
    """What the parent gives to the child that does not lie on this disk."""

    def serve(self, question: bytes) -> bytes:
        """Answer one question of the child; called in the parent."""

    def ask_through(self, ask: Callable[[bytes], bytes]) -> None:
        """From now on ask the parent; called in the child."""


_FRAME = struct.Struct("!cQ")
_LENGTH = struct.Struct("!Q")
_RESULT, _PROGRESS, _QUESTION, _REFUSAL, _UNREADABLE, _FAULT, _MEMORY = b"r", b"p", b"q", b"t", b"u", b"f", b"m"
_OUT_OF_MEMORY = 3
"""The status of a child that ran out of memory and could not even say so."""
_FILES = 512
_SPARE = 16 * MIB
"""Memory that the child may use besides, to say that it has run out."""
_LINE = 1000


class WorkerError(Exception):
    """The child did not come to a result.

    `code` is `limit:release-memory`, `limit:release-seconds` or `error:internal`; `because` is one sentence; `detail` is the
    traceback of a fault of ours, empty otherwise.
    """

    def __init__(self, code: str, because: str, detail: str = "") -> None:
        super().__init__(f"{because} ({code})")
        self.code = code
        self.because = because
        self.detail = detail


class Fault(Exception):  # noqa: N818
    """A fault of ours whose message says in which part of openassay it happened."""


def run_in_worker(
    task: Callable[[Progress], bytes],
    progress: Progress | None = None,
    *,
    seconds: float = RELEASE_SECONDS.value,
    memory: int = RELEASE_MEMORY.value,
    elsewhere: Elsewhere | None = None,
) -> bytes:
    """Run `task` in a child and return what it returns.

    `progress` and `elsewhere.serve` are called in this process. `seconds` bounds the time by the clock, `memory` the bytes that
    the child may add to what this process holds. `TargetError` and `Unreadable` pass through as they are; everything else that
    ends the child early is a `WorkerError`. No process and no temporary file is left behind, also when this raises
    `KeyboardInterrupt`.
    """
    say = progress or _say_nothing
    if not hasattr(os, "fork"):
        return task(say)
    place = _temporary_folder()
    try:
        return _Parent(say, seconds, elsewhere).run(task, memory, place)
    finally:
        if place:
            shutil.rmtree(place, ignore_errors=True)


class _Parent:
    """The parent's side of one child."""

    def __init__(self, progress: Progress, seconds: float, elsewhere: Elsewhere | None) -> None:
        self._progress = progress
        self._seconds = seconds
        self._elsewhere = elsewhere

    def run(self, task: Callable[[Progress], bytes], memory: int, place: str | None) -> bytes:
        """Fork, listen, and leave nothing behind."""
        answers, say = os.pipe()
        lives, hold = os.pipe()
        told, tell = os.pipe()
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))  # no interrupt between the fork and the try
        child = _fork()
        if not child:
            os.close(answers)
            os.close(hold)
            os.close(tell)
            _Child(say, told, self._elsewhere).run(task, self._seconds, memory, place, lives)
        status: int | None = None
        answer: tuple[bytes, bytes] | None = None
        try:
            os.close(say)
            os.close(lives)
            os.close(told)
            with suppress(OSError):
                os.setpgid(child, child)
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
            os.set_blocking(tell, False)
            answer = self._listen(answers, tell)
            if answer is None:
                status = os.waitpid(child, 0)[1]
        finally:
            _end(child, reaped=status is not None)
            os.close(hold)
            os.close(answers)
            os.close(tell)
        return _settle(answer, status)

    def _listen(self, answers: int, tell: int) -> tuple[bytes, bytes] | None:
        """Wait for the last frame, which is the answer; None where the child ended without one."""
        end = time.monotonic() + self._seconds
        waiting = select.poll()
        waiting.register(answers, select.POLLIN)
        buffer = bytearray()
        while True:
            while (frame := _cut(buffer)) is not None:
                if frame[0] == _PROGRESS:
                    self._progress(frame[1].decode("utf-8", "replace"))
                elif frame[0] == _QUESTION and self._elsewhere is not None:
                    _answer(tell, self._elsewhere.serve(frame[1]), end)
                else:
                    return frame
            left = end - time.monotonic()
            if left <= 0 or not waiting.poll(left * 1000):
                said = f"Reading the release took longer than {self._seconds:g} seconds."
                raise WorkerError(RELEASE_SECONDS.code, said)
            data = os.read(answers, MIB)
            if not data:
                return None
            buffer += data


class _Child:
    """The child's side. It never returns."""

    def __init__(self, say: int, told: int, elsewhere: Elsewhere | None) -> None:
        self._say = say
        self._told = told
        self._elsewhere = elsewhere

    def run(self, task: Callable[[Progress], bytes], seconds: float, memory: int, place: str | None, lives: int) -> NoReturn:
        """Do the task under its bounds, tell how it went, and exit."""
        status = 1
        try:
            _settle_in(place, lives)
            _bound(seconds, memory)
            if self._elsewhere is not None:
                self._elsewhere.ask_through(self._ask)
            self._send(_RESULT, task(self._tell))
            status = 0
        except MemoryError:
            status = _OUT_OF_MEMORY
            _use_spare()
            self._send(_MEMORY, b"")
        except TargetError as error:
            self._send(_REFUSAL, json.dumps([str(error), error.undecidable]).encode())
        except Unreadable as error:
            self._send(_UNREADABLE, json.dumps([error.code, error.because]).encode())
        except BaseException as error:
            what = str(error) if isinstance(error, Fault) else traceback.format_exception_only(error)[-1].strip()
            self._send(_FAULT, json.dumps([what, traceback.format_exc()]).encode())
        finally:
            os._exit(status)

    def _tell(self, line: str) -> None:
        self._send(_PROGRESS, line[:_LINE].encode("utf-8", "backslashreplace"))

    def _ask(self, question: bytes) -> bytes:
        """Ask the parent, and wait for its answer."""
        self._send(_QUESTION, question)
        (length,) = _LENGTH.unpack(self._receive(_LENGTH.size))
        return self._receive(length)

    def _receive(self, length: int) -> bytes:
        parts = bytearray()
        while len(parts) < length:
            part = os.read(self._told, min(MIB, length - len(parts)))
            if not part:
                raise EOFError("the parent went away")
            parts += part
        return bytes(parts)

    def _send(self, kind: bytes, payload: bytes) -> None:
        for part in (_FRAME.pack(kind, len(payload)), payload):
            view = memoryview(part)
            while view:
                view = view[os.write(self._say, view) :]


def _answer(tell: int, payload: bytes, end: float) -> None:
    """Send an answer to the child; one that has ended, or takes none, is found out by whoever listens to it."""
    waiting = select.poll()
    waiting.register(tell, select.POLLOUT)
    view = memoryview(_LENGTH.pack(len(payload)) + payload)
    with suppress(OSError):
        while view:
            left = end - time.monotonic()
            if left <= 0 or not waiting.poll(left * 1000):
                return
            view = view[os.write(tell, view[:MIB]) :]


def _fork() -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # said where threads run; the child waits for none of their locks
        return os.fork()


def _settle_in(place: str | None, lives: int) -> None:
    """Become a process group of its own, deaf to the handlers of the parent, that ends when the parent does."""
    import fcntl

    with suppress(OSError):
        os.setpgid(0, 0)
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    if hasattr(os, "O_ASYNC"):
        signal.signal(signal.SIGIO, signal.SIG_DFL)  # which ends the process
        fcntl.fcntl(lives, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(lives, fcntl.F_SETFL, fcntl.fcntl(lives, fcntl.F_GETFL) | os.O_NONBLOCK | os.O_ASYNC)
    tempfile.tempdir = place
    gc.freeze()


def _bound(seconds: float, memory: int) -> None:
    """Set the bounds of this process. What the system does not know of stays unbounded."""
    import resource

    _lower(resource.RLIMIT_CORE, 0, 0)
    _lower(resource.RLIMIT_FSIZE, 0, 0)
    _lower(resource.RLIMIT_NOFILE, _FILES, _FILES)
    whole = int(seconds) + 2
    _lower(resource.RLIMIT_CPU, whole, whole + 2)
    if held := _memory_held():
        _lower(resource.RLIMIT_DATA, held + memory, held + memory + _SPARE)


def _lower(kind: int, soft: int, hard: int) -> None:
    import resource

    most = resource.getrlimit(kind)[1]
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    with suppress(OSError, ValueError):
        resource.setrlimit(kind, (soft, hard))


def _memory_held() -> int:
    """Bytes of memory for data that this process has now, as Linux counts them for its limit; 0 where it does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - the shortest way in a fresh child
            return int(file.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _use_spare() -> None:
    """Let this process have the memory that was set aside for its last words."""
    import resource

    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))


def _cut(buffer: bytearray) -> tuple[bytes, bytes] | None:
    """Take the first whole frame out of what was read."""
    if len(buffer) < _FRAME.size:
        return None
    kind, length = _FRAME.unpack_from(buffer)
    if length > RELEASE_MEMORY.value:
        raise WorkerError("error:internal", "The reading process gave an answer that is too long.")
    end = _FRAME.size + length
    if len(buffer) < end:
        return None
    payload = bytes(buffer[_FRAME.size : end])
    del buffer[:end]
    return kind, payload


def _end(child: int, *, reaped: bool) -> None:
    """End the child and all that it started, and wait until it is gone."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    if not reaped:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(child, 0)


def _settle(answer: tuple[bytes, bytes] | None, status: int | None) -> bytes:
    """Return the result, or raise what stands in its place."""
    kind, payload = answer or (b"", b"")
    if kind == _RESULT:
        return payload
    if kind == _REFUSAL:
        message, undecidable = json.loads(payload)
        raise TargetError(message, undecidable=undecidable)
    if kind == _UNREADABLE:
        raise Unreadable(*json.loads(payload))
    if kind == _FAULT:
        what, detail = json.loads(payload)
        raise WorkerError("error:internal", f"A fault of openassay: {shown(what, _LINE)}.", detail)
    ended = 0 if status is None else os.waitstatus_to_exitcode(status)
    if kind == _MEMORY or ended in (_OUT_OF_MEMORY, -signal.SIGKILL):
        raise WorkerError(RELEASE_MEMORY.code, "Reading the release needs more memory than is allowed.")
    if ended == -signal.SIGXCPU:
        raise WorkerError(RELEASE_SECONDS.code, "Reading the release took more time than is allowed.")
    how = f"signal {-ended}" if ended < 0 else f"status {ended}"
    raise WorkerError("error:internal", f"The reading process ended with {how} before it had a result.")


def _temporary_folder() -> str | None:
    """A folder for what the child may make there; None where there is no place for one."""
    try:
        return tempfile.mkdtemp(prefix="openassay-")
    except OSError:
        return None


def _say_nothing(_: str) -> None:
    """Take a line and do nothing with it."""
