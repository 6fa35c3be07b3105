"""How long a mediator helps, and what they may do for another person."""

from datetime import timedelta

ONLINE = "online"
"""People act for themselves."""
ASSISTED = "assisted"
"""A mediator enters it for them."""

IDLE = timedelta(minutes=15)
"""Helping ends by itself when nothing was done for so long."""
STEP = timedelta(minutes=1)
"""The end is moved on at most this often: what is used is not written each time."""
