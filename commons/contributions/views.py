"""HTTP of the contributions package: support, comments, and the way to any contribution."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base import clock
from commons.base.errors import NotFound, Refused
from commons.base.markup import to_plain
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.base.web.paging import number_after
from commons.contributions import actions
from commons.contributions.bylines import byline_of
from commons.contributions.drafts import come_back_to, drop_draft, keep_draft
from commons.contributions.forms import CommentEditForm, CommentForm, comment_form
from commons.contributions.gates import demand_readable
from commons.contributions.mentions.showing import marked
from commons.contributions.models import VISIBLE, Comment, Contribution
from commons.contributions.places import place_of
from commons.contributions.queries import (
    as_written,
    comment_of,
    contribution_of,
    readable,
    support_standing,
    wordings,
)
from commons.contributions.rules import LARGEST_ID, changed_openly, word_difference
from commons.i18n.catalogue import current_language, ngettext
from commons.i18n.catalogue import gettext as _
from commons.people.current import current_person, signed_in_person
from commons.people.permissions import requires

blueprint = Blueprint("contributions", __name__, template_folder="templates")
blueprint.add_app_template_filter(marked, "marked")
blueprint.add_app_template_filter(to_plain, "plain")
ONE = f"/contributions/<int(max={LARGEST_ID}):contribution_id>"
WORDINGS = 10
blueprint.add_app_template_global(byline_of)


def _address(contribution: Contribution) -> str:
    """Where a contribution is shown."""
    return place_of(contribution.id, contribution.kind).url


@blueprint.get(ONE)
@requires("read")
def show(contribution_id: int) -> Response:
    """Lead to where a contribution is shown, whatever kind it is."""
    return redirect(_address(contribution_of(contribution_id)))


@blueprint.post(f"{ONE}/support")
@requires("read")
@limiter.limit(WRITING_LIMIT)
def support(contribution_id: int) -> str | Response:
    """Support a contribution, or take that back."""
    person = current_person()
    if person is None:
        return _sign_in_first(_address(contribution_of(contribution_id)))
    if request.form.get("support") == "no":
        actions.remove_support(person, contribution_id)
    else:
        actions.add_support(person, contribution_id)
    standing = support_standing(contribution_id, person)
    if "HX-Request" not in request.headers:
        return redirect(_back_to_button(contribution_id, standing.kind), code=303)
    if standing.kind == "comment":
        said = _("Marked as helpful.") if standing.supported else _("The mark is taken back.")
        return render_template("contributions/_helpful.html", standing=standing, announce=said)
    people = ngettext(
        "%(num)s person supports this.", "%(num)s people support this.", standing.count
    )
    said = _("You support this now.") if standing.supported else _("You took your support back.")
    return render_template(
        "contributions/_support.html", standing=standing, announce=f"{said} {people}"
    )


def _back_to_button(contribution_id: int, kind: str) -> str:
    """The page where the button was pressed, as the reader had it: its order, its place."""
    page = urlsplit(place_of(contribution_id, kind).url)
    try:
        came_from = urlsplit(request.referrer or "")
    except ValueError:  # "http://[": whatever a program says it came from
        came_from = urlsplit("")
    if (came_from.netloc, came_from.path) == (request.host, page.path):
        page = page._replace(query=came_from.query)
    return page._replace(fragment=f"support-{contribution_id}").geturl()


def _sign_in_first(back: str) -> Response:
    """Ask to sign in, then lead back; htmx is told to change the whole page for it."""
    come_back_to(back)
    flash(_("Please sign in first. Then you come back to this page."), "info")
    if "HX-Request" in request.headers:
        return Response(status=204, headers={"HX-Redirect": url_for("people.sign_in")})
    return redirect(url_for("people.sign_in"), code=303)


@blueprint.route(f"{ONE}/comments", methods=["GET", "POST"])
@requires("read")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def comments(contribution_id: int) -> str | Response | tuple[str, int]:
    """Comment on a contribution, or answer a comment; a page with the form alone."""
    subject = contribution_of(contribution_id)
    if subject.state != VISIBLE:
        raise NotFound(_("This cannot be commented on."))
    demand_readable(subject)
    form = comment_form(contribution_id, answers=isinstance(subject, Comment))
    errors: list[str] = []
    if request.method == "POST" and form.validate():
        try:
            answer = _post_comment(subject, form)
        except Refused as refusal:
            errors.append(str(refusal))
        else:
            if answer is not None:
                return answer
            errors.append(
                _(
                    "Please sign in first. Your comment is too long to be carried along, "
                    "so copy it before you sign in."
                )
            )
    page = render_template(
        "contributions/comment.html",
        form=form,
        errors=errors,
        subject=subject,
        subject_text=readable([subject], current_language().code)[subject.id],
        subject_url=_address(subject),
    )
    return (page, 422) if request.method == "POST" else page


def _post_comment(subject: Contribution, form: CommentForm) -> Response | None:
    """Post a valid comment, or keep it and ask to sign in; None where it is too long for that."""
    name, page = f"comment:{subject.id}", _address(subject)
    if isinstance(subject, Comment):
        page = url_for("contributions.comments", contribution_id=subject.id)
    person = current_person()
    if person is None:
        return _sign_in_first(f"{page}#comment-form") if keep_draft(name, form.typed()) else None
    body, language, voice = form.body.data or "", form.language.data, form.voice.data
    if isinstance(subject, Comment):
        posted = actions.answer(person, subject.id, body, language, voice=voice)
    else:
        posted = actions.comment(
            person, subject.id, body, form.alignment.data, language, voice=voice
        )
    drop_draft(name)
    flash(_("Your comment is posted."), "success")
    return redirect(_address(posted), code=303)


@blueprint.route(f"{ONE}/edit", methods=["GET", "POST"])
@requires("comment")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def edit(contribution_id: int) -> str | Response | tuple[str, int]:
    """Change the wording of one's own comment."""
    comment = _own_comment(contribution_id)
    form = CommentEditForm(data={"body": comment.body})
    openly = changed_openly(comment.created_at, clock.now())
    errors: list[str] = []
    if request.method == "POST" and form.validate():
        try:
            actions.edit_comment(signed_in_person(), contribution_id, form.body.data or "")
        except Refused as refusal:
            errors.append(str(refusal))
        else:
            said = _("Your comment is changed.")
            if openly:
                said = _("Your comment is changed. The earlier wording can still be read.")
            flash(said, "success")
            return redirect(_address(comment), code=303)
    page = render_template(
        "contributions/edit.html",
        form=form,
        errors=errors,
        comment=comment,
        openly=openly,
        text=as_written(comment),
        back_url=_address(comment),
    )
    return (page, 422) if request.method == "POST" else page


def _own_comment(contribution_id: int) -> Comment:
    comment = comment_of(contribution_id)
    if comment.author_id != signed_in_person().id or comment.state != VISIBLE:
        raise NotFound(_("There is no such comment of yours."))
    return comment


@blueprint.post(f"{ONE}/withdraw")
@requires("comment")
@limiter.limit(WRITING_LIMIT)
def withdraw(contribution_id: int) -> Response:
    """Take one's own comment back."""
    comment = _own_comment(contribution_id)
    actions.withdraw_comment(signed_in_person(), contribution_id)
    flash(_("Your comment is withdrawn."), "success")
    return redirect(_address(comment), code=303)


@blueprint.get(f"{ONE}/history")
@requires("read")
def history(contribution_id: int) -> str:
    """The wordings of a contribution, and what changed between them."""
    contribution = contribution_of(contribution_id)
    demand_readable(contribution)
    return history_page(contribution)


def history_page(
    contribution: Contribution, origins: Mapping[int, tuple[str, str]] | None = None
) -> str:
    """The page that compares wordings. Raises NotFound for what is no longer shown.

    ``origins`` has where some wordings came from, by their number: a sentence, and an address.
    """
    if contribution.state != VISIBLE:
        raise NotFound(_("This text is no longer shown, so its earlier wordings are not either."))
    before = number_after(request.args.get("before"))
    found = wordings(
        contribution,
        before=before if before is None or before <= LARGEST_ID else None,
        size=WORDINGS,
    )
    steps = [
        {
            "revision": revision,
            "title": word_difference(earlier.title if earlier else revision.title, revision.title),
            "body": word_difference(earlier.body if earlier else revision.body, revision.body),
        }
        for revision, earlier in zip(found, [*found[1:], None], strict=True)
    ][:WORDINGS]
    return render_template(
        "contributions/history.html",
        contribution=contribution,
        text=as_written(contribution),
        steps=steps,
        origins=origins or {},
        back_url=_address(contribution),
        next_before=found[WORDINGS - 1].number if len(found) > WORDINGS else None,
    )
