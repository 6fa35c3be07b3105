"""``python -m commons`` is the command line."""

from commons.cli import main

main()
