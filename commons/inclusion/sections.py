"""What this package adds to a consultation's pages."""

from flask import render_template
from markupsafe import Markup

from commons.consultations.additions import Addition
from commons.consultations.models import Consultation
from commons.inclusion import queries, words


class InclusionSection(Addition):
    """Who took part, in short; and for officers the way to what is asked."""

    name = "inclusion"

    def public(self, consultation: Consultation) -> Markup:
        """Who is missing, with a link to all figures; nothing where nothing is asked."""
        profile = queries.profile_of(consultation.id)
        if profile is None:
            return Markup()
        return Markup(  # noqa: S704  (rendered by a template, which escapes)
            render_template(
                "inclusion/_section.html",
                consultation=consultation,
                profile=profile,
                missing=words.missing(profile),
            )
        )

    def office(self, consultation: Consultation) -> Markup:
        """A link to the questions."""
        return Markup(  # noqa: S704
            render_template(
                "inclusion/_office.html",
                consultation=consultation,
                survey=queries.survey_of(consultation.id),
            )
        )
