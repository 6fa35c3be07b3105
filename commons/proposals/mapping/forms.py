"""The two numbers of a point, for any form that asks where something is."""

from wtforms import Field, ValidationError

from commons.base.web.forms import Form, LineField, at_most
from commons.cities.points import NotAPoint, Point, read_point
from commons.i18n.catalogue import lazy_gettext as _l
from commons.proposals.mapping.here import city_centre

_NUMERIC = {"inputmode": "decimal", "autocomplete": "off", "size": "12"}


class PointForm(Form):
    """Where something is; both numbers can be left empty."""

    latitude = LineField(
        _l("Latitude (the first number)"), validators=[at_most(60)], render_kw=_NUMERIC
    )
    longitude = LineField(
        _l("Longitude (the second number)"), validators=[at_most(60)], render_kw=_NUMERIC
    )

    def validate_latitude(self, _field: Field) -> None:
        """Both make a point together."""
        try:
            self.point()
        except NotAPoint as problem:
            raise ValidationError(str(problem)) from problem

    def point(self) -> Point | None:
        """The point; None where none was given. Raises NotAPoint."""
        return read_point(self.latitude.data or "", self.longitude.data or "", centre=city_centre())
