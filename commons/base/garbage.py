"""Looking for garbage less often: what was imported stays, and there is a lot of it.

Python looks through all objects again and again for such as only refer to each other. Modules,
tables, templates and catalogues are some hundred thousand that never go; looking through them takes
up to a third of the time of a page. See ``gc.freeze`` in Python's manual.
"""

import gc

NEW, YOUNG, OLD = 50_000, 20, 50
"""How many objects must be new before the new are looked through; how many such rounds before the
young ones are, and so on. Python's own 700, 10, 10 are made for small programs."""


def look_for_garbage_less_often() -> None:
    """Take what there is now for what stays. To be called once all is loaded."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW, YOUNG, OLD)
