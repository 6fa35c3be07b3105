"""What a person fills in to add a file or to describe one."""

from flask_wtf.file import FileField
from wtforms import BooleanField

from commons.base.web.forms import Form, LineField, at_most
from commons.contributions.files.rules import WORDS_LENGTH
from commons.i18n.catalogue import lazy_gettext as _l


class WordsForm(Form):
    """What a file shows."""

    words = LineField(
        _l("What can be seen in it?"),
        validators=[at_most(WORDS_LENGTH)],
        render_kw={"autocomplete": "off"},
    )
    decorative = BooleanField(_l("It is only for decoration and shows nothing one must know"))


class FileForm(WordsForm):
    """A file to add, with its words."""

    file = FileField(
        _l("A picture or a PDF"),
        render_kw={"accept": "image/jpeg,image/png,image/webp,image/gif,application/pdf"},
    )
