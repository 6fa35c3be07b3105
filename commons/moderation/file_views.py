"""HTTP of single files, for moderators."""

import re

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import Field, RadioField, ValidationError

from commons.base.errors import NotFound
from commons.base.web.forms import Form, TextField, at_least, at_most, needed
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.contributions.files.models import Attachment
from commons.contributions.files.queries import file_by_key
from commons.i18n.catalogue import gettext as _
from commons.i18n.catalogue import lazy_gettext as _l
from commons.moderation import files, rules
from commons.moderation.models import REASONS
from commons.people.current import signed_in_person
from commons.people.permissions import requires

blueprint = Blueprint("moderated_files", __name__, template_folder="templates")
ONE = "/moderation/files/<key>"
_KEY = re.compile(r"[0-9a-f]{32}")


class HideFileForm(Form):
    """Why one file is hidden."""

    reason = RadioField(_l("Why?"), validators=[], validate_choice=False)
    statement = TextField(
        _l("Your reasons, for the author and for everyone"),
        validators=[
            needed(lambda: _("Please give your reasons: the author reads them.")),
            at_least(rules.STATEMENT_LEAST),
            at_most(rules.STATEMENT_MOST),
        ],
    )

    def validate_reason(self, field: Field) -> None:
        """One of the rules that can be broken."""
        if field.data not in REASONS:
            raise ValidationError(_("To hide a file, please choose the rule that it breaks."))


def _file(key: str) -> Attachment:
    """A file on a text that is posted. Raises NotFound."""
    file = file_by_key(key) if _KEY.fullmatch(key) else None
    if file is None or file.contribution_id is None:
        raise NotFound(_("There is no such file."))
    return file


@blueprint.route(ONE, methods=["GET", "POST"])
@requires("moderate")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def decide(key: str) -> str | Response | tuple[str, int]:
    """One file: hide it, with a reason, and leave the text."""
    file = _file(key)
    form = HideFileForm()
    form.reason.choices = [(reason, rules.reason_words(reason)) for reason in REASONS]
    if request.method == "POST" and form.validate():
        files.hide_file(
            signed_in_person(), key, reason=form.reason.data, statement=form.statement.data or ""
        )
        flash(_("The file is hidden. Its author is told, with your reasons."), "success")
        return redirect(url_for("moderated_files.decide", key=key), code=303)
    page = render_template("moderation/file.html", form=form, file=file)
    return (page, 422) if form.errors else page


@blueprint.post(f"{ONE}/show")
@requires("moderate")
@limiter.limit(WRITING_LIMIT)
def show(key: str) -> Response:
    """Show a hidden file again."""
    _file(key)
    files.show_file(signed_in_person(), key)
    flash(_("The file is shown again. Its author is told."), "success")
    return redirect(url_for("moderated_files.decide", key=key), code=303)
