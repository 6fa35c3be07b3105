"""HTTP of files: to add, describe and remove them, and to read them."""

import re

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from commons.base import storage
from commons.base.database import current_database, writing
from commons.base.errors import NotAllowed, NotFound, Refused
from commons.base.pictures import LARGEST_FILE, NotTaken
from commons.base.web.limits import DOWNLOAD_LIMIT, WRITING_LIMIT, limiter
from commons.base.web.requests import takes_files
from commons.contributions.files import actions
from commons.contributions.files.forms import FileForm, WordsForm
from commons.contributions.files.homes import Home, drafts
from commons.contributions.files.models import MOST, PAPER, Attachment
from commons.contributions.files.queries import (
    file_by_key,
    files_at,
    files_by,
    files_of,
    readable_file,
)
from commons.contributions.files.rules import WORDS_LENGTH, Taken, take, why_not
from commons.contributions.files.takeaway import archive_of
from commons.contributions.rules import LARGEST_ID
from commons.i18n.catalogue import gettext as _
from commons.people.current import current_person, signed_in_person
from commons.people.permissions import requires

blueprint = Blueprint("files", __name__, template_folder="templates")

Answer = str | AnyResponse | tuple[str, int]
_LARGEST_BODY = 2 * LARGEST_FILE
"""Up to there, a file that is too large gets a message of its own, with the page."""
_KEY = re.compile(r"[0-9a-f]{32}")
_DRAFT_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
_POLICY = "default-src 'none'; sandbox"
_FOR_EVER = "private, max-age=31536000, immutable"
"""A file never changes under its address; no shared cache keeps what may be hidden later."""
MEGABYTES = LARGEST_FILE // 2**20


@blueprint.app_template_global("files_on")
def files_on(contribution_id: int) -> list[Attachment]:
    """The files on a text, for its page: one statement."""
    return [file for file in files_of([contribution_id]).get(contribution_id, []) if file.ready]


@blueprint.app_template_global("draft_files")
def draft_files(key: str) -> dict[str, object]:
    """What the files part of a draft's page needs: one statement."""
    return _managing(Home(draft_key=key), FileForm(formdata=None))


@blueprint.app_template_global("file_url")
def file_url(file: Attachment, *, small: bool = False) -> str:
    """The address of a file, or of a picture's preview."""
    ending = "pdf" if file.kind == PAPER else "small.webp" if small else "webp"
    return url_for("files.content", key=file.key, name=f"{file.digest[:16]}.{ending}")


@blueprint.route(
    f"/contributions/<int(max={LARGEST_ID}):contribution_id>/files", methods=["GET", "POST"]
)
@requires("propose")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
@takes_files(_LARGEST_BODY)
def of_text(contribution_id: int) -> Answer:
    """The files on a text of one's own."""
    here = url_for("files.of_text", contribution_id=contribution_id)
    return _edit(Home(contribution_id=contribution_id), then=here)


@blueprint.route("/files/on-draft/<key>", methods=["GET", "POST"])
@requires("propose")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
@takes_files(_LARGEST_BODY)
def of_draft(key: str) -> Answer:
    """The files on a draft of one's own. Who goes on takes along the file that was chosen."""
    if not _DRAFT_KEY.fullmatch(key):
        raise NotFound(_("There is no such draft."))
    home = Home(draft_key=key)
    home.demand_own(signed_in_person())
    if "onward" not in request.form:
        return _edit(home, then=f"{home.address()}#files")
    onward = drafts().onward(key)
    return _edit(home, then=onward) if request.files.get("file") else redirect(onward, code=303)


def _edit(home: Home, *, then: str) -> Answer:
    home.demand_own(signed_in_person())
    form = FileForm()
    if request.method == "GET":
        return _page(home, form)
    upload: FileStorage | None = form.file.data
    if form.validate() and upload is not None:
        taken = _taken(form, upload)
        if taken is not None:
            return _keep(home, form, taken, upload.filename or "", then)
    elif upload is None:
        form.file.errors = [_("Please choose a picture or a PDF first.")]
    return _page(home, form), 422


def _taken(form: FileForm, upload: FileStorage) -> Taken | None:
    """The file, checked; None with a message on the form where it cannot be taken."""
    try:
        return take(upload.stream.read(LARGEST_FILE + 1))
    except NotTaken as problem:
        form.file.errors = [why_not(problem)]
        return None


def _keep(home: Home, form: FileForm, taken: Taken, name: str, then: str) -> Answer:
    try:
        with writing():
            file = actions.attach(
                signed_in_person(),
                home,
                taken,
                name=name,
                words=form.words.data or "",
                decorative=bool(form.decorative.data),
            )
    except Refused as refusal:
        return _page(home, form, str(refusal)), 422
    if file.ready:
        flash(_("The file is added."), "success")
        return redirect(then, code=303)
    flash(
        _("The picture is added. Please say what it shows: it is not shown before that."),
        "warning",
    )
    return redirect(_then(home), code=303)


def _managing(home: Home, form: FileForm, *, mending: str | None = None) -> dict[str, object]:
    files = files_at(home)
    add_url = (
        url_for("files.of_draft", key=home.draft_key)
        if home.draft_key
        else url_for("files.of_text", contribution_id=home.contribution_id)
    )
    return {
        "files": files,
        "form": form,
        "add_url": add_url,
        "room": MOST - len(files),
        "most": MOST,
        "megabytes": MEGABYTES,
        "words_length": WORDS_LENGTH,
        "mending": mending,
    }


def _page(home: Home, form: FileForm, *errors: str, mending: str | None = None) -> str:
    managed = _managing(home, form, mending=mending)
    if home.draft_key is not None:
        return drafts().page(home.draft_key, managed, errors)
    return render_template(
        "files/edit.html", managed=managed, form=form, errors=errors, back_url=home.address()
    )


def _own_file(key: str) -> Attachment:
    if not _KEY.fullmatch(key):
        raise NotFound(_("There is no such file."))
    return file_by_key(key)


def _then(home: Home) -> str:
    if home.draft_key is not None:
        return f"{home.address()}#files"
    return url_for("files.of_text", contribution_id=home.contribution_id)


@blueprint.post("/files/<key>/words")
@requires("propose")
@limiter.limit(WRITING_LIMIT)
def describe(key: str) -> Answer:
    """Say what a file of one's own shows."""
    home = Home.of(_own_file(key))
    form = WordsForm()  # how long its words may be is said by the action
    try:
        actions.describe(
            signed_in_person(),
            key,
            words=form.words.data or "",
            decorative=bool(form.decorative.data),
        )
    except (NotFound, NotAllowed):
        raise
    except Refused as refusal:
        return _page(home, FileForm(formdata=None), str(refusal), mending=key), 422
    flash(_("Saved."), "success")
    return redirect(_then(home), code=303)


@blueprint.post("/files/<key>/remove")
@requires("propose")
@limiter.limit(WRITING_LIMIT)
def remove(key: str) -> AnyResponse:
    """Take a file of one's own away."""
    home = Home.of(_own_file(key))
    actions.remove(signed_in_person(), key)
    flash(_("The file is removed and deleted."), "success")
    return redirect(_then(home), code=303)


@blueprint.get("/files/<key>/<name>")
@requires("read")
def content(key: str, name: str) -> Response:
    """A file itself: a picture to be seen, a PDF to be saved."""
    if not _KEY.fullmatch(key):
        raise NotFound(_("There is no such file."))
    found = readable_file(key, current_person())
    file = found.file
    names = {f"{file.digest[:16]}.{kept.partition('.')[2]}": kept for kept in file.stored}
    path = storage.path_of(names[name]) if name in names else None
    if path is None or not path.is_file():
        raise NotFound(_("There is no such file."))
    response = send_file(
        path,
        mimetype="application/pdf" if file.kind == PAPER else "image/webp",
        as_attachment=file.kind == PAPER,
        download_name=file.file_name,
        etag=f"{file.digest}{name[-10:]}",
        max_age=None,
    )
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = _FOR_EVER if found.by_all else "private, no-store"
    return response


@blueprint.get("/account/files.zip")
@limiter.limit(DOWNLOAD_LIMIT)
@requires("manage own account")
def mine() -> Response:
    """All the files one added, to take along."""
    response = send_file(
        archive_of(files_by(signed_in_person())),
        mimetype="application/zip",
        as_attachment=True,
        download_name=f"{current_database()}-my-files.zip",
    )
    response.headers["Cache-Control"] = "no-store"
    return response
