"""The living page of all components, in the demo only. Its samples are not translated."""

from flask import Blueprint, render_template
from wtforms import (
    BooleanField,
    DateField,
    RadioField,
    SelectField,
    SelectMultipleField,
    widgets,
)
from wtforms.validators import Optional

from commons.base.web.forms import Form, LineField, TextField, at_most
from commons.people.permissions import requires

blueprint = Blueprint("styleguide", __name__)


class SampleForm(Form):
    """One field of each kind."""

    title = LineField("Title", description="Say in a few words what should change.")
    body = TextField("What should change, and why?", validators=[at_most(5000)])
    district = SelectField("District", choices={"": "Whole city", "oliwa": "Oliwa"})
    theme = RadioField("Theme", choices={"green": "Green places", "roads": "Roads and paths"})
    languages = SelectMultipleField(
        "Languages you read",
        choices={"pl": "Polski", "ar": "العربية"},
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
    )
    day = DateField("Day", validators=[Optional()])
    email = LineField("E-mail address", render_kw={"type": "email"})
    agree = BooleanField("I live in this city")
    query = LineField("Search")
    state = SelectField("State", choices={"": "All", "open": "Open"})


@blueprint.get("/styleguide")
@requires("read")
def show() -> str:
    """Every component with sample content."""
    broken = SampleForm(prefix="broken-")
    broken.title.errors = ["Please fill this in."]
    broken.theme.errors = ["Please choose one of the answers."]
    broken.agree.errors = ["Please tick the box."]
    return render_template("base/styleguide.html", sample=SampleForm(), broken=broken)
