"""HTTP of the notices package: one's notices, what one follows, how one is told, the outbox."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from commons.base.database import writing
from commons.base.errors import NotFound
from commons.base.settings import Settings
from commons.base.web.limits import WRITING_LIMIT, limiter
from commons.base.web.paging import number_after
from commons.contributions.rules import LARGEST_ID
from commons.i18n.catalogue import gettext as _
from commons.notices import actions, queries, rules, tokens
from commons.notices.actions.choosing import ways_of
from commons.notices.forms import NoticesForm
from commons.notices.topics import topic_title
from commons.people.current import signed_in_person
from commons.people.permissions import requires
from commons.people.queries import address_of

blueprint = Blueprint("notices", __name__, template_folder="templates")


@blueprint.get("/outbox")
@requires("read")
def outbox() -> str:
    """The demo's mails, which go nowhere else. Raises NotFound wherever mail is really sent."""
    settings: Settings = current_app.extensions["commons.settings"]
    if not settings.demo or settings.smtp_url is not None:
        raise NotFound
    page = queries.outbox(number_after(request.args.get("before")))
    return render_template("notices/outbox.html", page=page)


@blueprint.get("/notices")
@requires("manage own account")
def inbox() -> str:
    """What the reader heard of; what is new is marked, and not new any more the next time."""
    person = signed_in_person()
    page = queries.inbox(person, number_after(request.args.get("before")))
    person.new_notices = 0  # the reader is looking at them
    html = render_template("notices/inbox.html", page=page, topic_title=topic_title)
    if page.newest is not None:
        with writing():
            actions.mark_seen(person, page.newest)
    return html


@blueprint.route("/account/notices", methods=["GET", "POST"])
@requires("manage own account")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def choices() -> str | Response | tuple[str, int]:
    """How the reader wants to be told; what they follow."""
    person = signed_in_person()
    present, address = ways_of(person.id), address_of(person.id)
    form = NoticesForm(data=present)
    form.offer(by_mail=address is not None)
    if request.method == "POST" and form.validate():
        actions.choose(person, form.chosen(present))
        flash(_("Saved. This is how we tell you from now on."), "success")
        return redirect(url_for("notices.choices"), code=303)
    page = render_template(
        "notices/choices.html",
        form=form,
        address=address,
        followed=queries.followed(person),
        most=queries.FOLLOWED_SHOWN,
    )
    return (page, 422) if request.method == "POST" else page


@blueprint.post(f"/follow/<any(consultation,contribution):name>/<int(max={LARGEST_ID}):number>")
@requires("manage own account")
@limiter.limit(WRITING_LIMIT)
def follow(name: str, number: int) -> str | Response:
    """Follow something, or no longer."""
    person, key = signed_in_person(), (name, number)
    following = request.form.get("follow") != "no"
    thing = (actions.follow if following else actions.unfollow)(person, key)
    said = (
        _("You follow this now. We tell you what happens.")
        if following
        else _("You no longer follow this.")
    )
    if "HX-Request" in request.headers:
        return render_template(
            "notices/_follow.html", follow_key=key, following=following, announce=said
        )
    flash(said, "success")
    if request.form.get("back") == "choices":
        return redirect(url_for("notices.choices") + "#followed", code=303)
    return redirect(thing.place.url, code=303)


@blueprint.route("/notices/stop/<token>", methods=["GET", "POST"])
@requires("read")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def stop(token: str) -> str:
    """Get fewer mails of a sort, or none, without signing in.

    Opening it changes nothing: programs that look through mails open every link. A mail program's
    own button posts here without a page (RFC 8058), so no form token is asked for.
    """
    meant = tokens.read(token)
    if meant is None:
        raise NotFound(_("This link does not work any more. Sign in to choose how we tell you."))
    done = None
    if request.method == "POST":
        asked = request.form.get("how")
        done = asked if asked in rules.COLLECTED else rules.NEVER
        actions.stop(token, done)
    collected = meant.topic == tokens.COLLECTED
    return render_template(
        "notices/stop.html",
        token=token,
        title=_("Mails that collect what is new") if collected else topic_title(meant.topic),
        offered=[how for how in rules.COLLECTED if how != done],
        done=done,
        collected=collected,
    )
