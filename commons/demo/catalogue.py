"""The cities of the demo."""

from commons.demo.bristol import BRISTOL
from commons.demo.gdansk import GDANSK
from commons.demo.kandahar import KANDAHAR
from commons.demo.warszawa import WARSZAWA

CITIES = (GDANSK, WARSZAWA, BRISTOL, KANDAHAR)
"""As the chairs of the mayors' session on inclusive cities came from them."""
