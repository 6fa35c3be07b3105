"""Many things at the same moment, each in a thread of its own."""

import threading
from collections.abc import Callable, Sequence
from contextvars import copy_context

from flask import Flask

from commons.base.database import db
from commons.cities.context import city


def at_once(app: Flask, calls: Sequence[Callable[[], object]]) -> list[object]:
    """Do all of it at once, inside the city; gives what each gave, or the exception it raised."""
    barrier, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place: int, call: Callable[[], object]) -> None:
        with app.app_context(), city("gdansk"):
            barrier.wait()
            try:
                answers[place] = call()  # type: ignore[call-overload]
            except Exception as error:  # noqa: BLE001  (the tests look at it)
                answers[place] = error  # type: ignore[call-overload]
            finally:
                db.session.remove()

    threads = [
        threading.Thread(target=copy_context().run, args=(run, place, call))
        for place, call in enumerate(calls)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
