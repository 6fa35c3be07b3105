"""How addresses are read."""

from werkzeug.routing import IntegerConverter, Map

from commons.base.web.paging import GREATEST_KEY


class RowNumber(IntegerConverter):
    """A row's key in an address. A number that no row has is no page."""

    def __init__(
        self,
        map: Map,  # noqa: A002  (Werkzeug's word for it)
        fixed_digits: int = 0,
        min: int | None = None,  # noqa: A002
        max: int | None = GREATEST_KEY,  # noqa: A002
        signed: bool = False,
    ) -> None:
        super().__init__(map, fixed_digits, min, max, signed)
