"""Work that is done while other work goes on, in a second process that knows everything that this one knew.

A copy of the process is the only way in which two processors can work on one register: threads take turns, and to hand
a large register to a process that does not have it takes longer than the work. Where the system has no safe way to copy
a process, the work is done here, before the other.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Generic, NoReturn, TypeVar

T = TypeVar("T")

#: Seconds between two calls of who waits.
_POLL_S = 0.1


class Aside(Generic[T]):
    """Work that is under way; leaving the context ends it, wherever it stands.

    Args:
        work: returns something that can be pickled. What else it changes in memory is lost, what it writes is not. What
            it reads has to be in memory: the copy must not touch a connection to a database.
        apart: do it in a second process, which `can_copy` has to allow; otherwise it is done at once.
    """

    def __init__(self, work: Callable[[], T], *, apart: bool) -> None:
        self._pid, self._reading = _begun(work) if apart else (0, -1)
        # What is done already is only handed on.
        self._work = work if self._pid else partial(_same, work())

    def result(self, waiting: Callable[[], None]) -> T:
        """Return what the work returns; `waiting` is called now and then until it is there.

        Work that failed in the second process, for whatever reason, is done once more in this one: then it either
        succeeds, or raises here what it raised there.
        """
        if not self._pid:
            return self._work()
        with open(self._reading, "rb", closefd=False) as stream:
            while not select.select([stream], [], [], _POLL_S)[0]:
                waiting()
            found = stream.read()
        with suppress(EOFError, pickle.UnpicklingError):
            answer: T = pickle.loads(found)  # noqa: S301 - from a copy of this very process
            return answer
        return self._work()

    def __enter__(self) -> Aside[T]:
        return self

    def __exit__(self, *_: object) -> None:
        """End the second process, and wait until it is gone."""
        if self._pid:
            os.close(self._reading)
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)


def can_copy() -> bool:
    """Tell whether a copy of this process would work: threads are not copied, but the locks that they hold are."""
    return hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1


def _same(value: T) -> T:
    return value


def _begun(work: Callable[[], object]) -> tuple[int, int]:
    """Return the id of a second process that does the work, and where its answer comes; 0 where there is no room."""
    reading, writing = os.pipe()
    # The second process never sees an interrupt: the first one does, and ends it.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        pid = os.fork()
        if not pid:
            _answer_and_end(work, writing)
    except OSError:
        os.close(reading)
        return 0, -1
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.close(writing)
    return pid, reading


def _answer_and_end(work: Callable[[], object], writing: int) -> NoReturn:
    """Send what the work returns, and end without a word and without whatever the first process does at its end."""
    try:
        with open(writing, "wb", closefd=False) as stream:
            stream.write(pickle.dumps(work()))
    finally:
        os._exit(0)
