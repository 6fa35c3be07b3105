"""How anyone can check a vote: its chain while it goes on, its signed package at the end."""

from flask import Response, current_app, render_template, request, send_file

from commons.base.errors import NotFound
from commons.base.web.limits import DOWNLOAD_LIMIT, limiter
from commons.base.web.paging import number_after
from commons.i18n.catalogue import gettext as _
from commons.people.permissions import requires
from commons.voting.anchors import packaging, queries
from commons.voting.views.blueprint import Answer, blueprint, setting_of, to_vote
from commons.voting.views.checking_words import checking_words

SCRIPTS = (
    *("sha256", "exact", "zip", "chain"),
    *("election", "tally", "rules", "money", "equal-shares", "ranked", "transferable"),
    *("copies", "package"),
)
"""What counts on the reader's device, each built on those before it."""


@blueprint.get("/votes/<int:phase_id>/check")
@requires("read")
def check_vote(phase_id: int) -> Answer:
    """The fingerprint of the rules, the anchors to save, the key, the package."""
    setting = setting_of(phase_id)
    if setting.vote is None:
        return to_vote(phase_id)
    return render_template(
        "voting/check.html",
        setting=setting,
        vote=setting.vote,
        page=queries.anchors_of(phase_id, number_after(request.args.get("before"))),
        accepted=queries.accepted(phase_id),
        key=packaging.public_key(),
        file_name=_file_name(setting.consultation.slug, phase_id),
        ready=setting.phase.outcome_published_at is not None,
    )


@blueprint.get("/votes/<int:phase_id>/check/package")
@requires("read")
def check_package(phase_id: int) -> Answer:
    """Check a package and count it again on the reader's own device."""
    setting = setting_of(phase_id)
    if setting.vote is None:
        return to_vote(phase_id)
    assets = current_app.extensions["commons.assets"]
    return render_template(
        "voting/check_package.html",
        setting=setting,
        scripts=[assets.url(f"js/check/{name}.js") for name in SCRIPTS],
        words=checking_words(),
        key=packaging.public_key(),
        file_name=_file_name(setting.consultation.slug, phase_id),
        ready=setting.phase.outcome_published_at is not None,
    )


def _file_name(slug: str, phase_id: int) -> str:
    return f"{slug}-{phase_id}.zip"


@blueprint.get("/votes/<int:phase_id>/package.zip")
@requires("download")
@limiter.limit(DOWNLOAD_LIMIT)
def package(phase_id: int) -> Response:
    """The signed package, for anyone to count the vote again."""
    setting = setting_of(phase_id, with_result=True)
    vote = setting.vote
    if vote is None or vote.sealed_at is None or setting.phase.outcome_published_at is None:
        raise NotFound(_("There is no such file yet. It comes with the result."))
    return send_file(
        packaging.package_of(vote, setting.consultation.primary_language),
        mimetype="application/zip",
        as_attachment=True,
        download_name=_file_name(setting.consultation.slug, phase_id),
    )
