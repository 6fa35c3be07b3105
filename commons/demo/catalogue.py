"""The cities of the demo."""

from commons.demo.bristol import BRISTOL
from commons.demo.gdansk import GDANSK
from commons.demo.kandahar import KANDAHAR
from commons.demo.warszawa import WARSZAWA

CITIES = (GDANSK, WARSZAWA, BRISTOL, KANDAHAR)
"""Those whose mayors chaired the session on inclusive cities (GPM, 2017)."""
