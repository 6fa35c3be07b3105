"""HTTP of the map: the list as a map, its points as GeoJSON, and the place of one proposal."""

import json
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from commons.base.errors import NotFound, Refused
from commons.base.web.limits import API_LIMIT, WRITING_LIMIT, limiter
from commons.cities.points import Box, Point
from commons.i18n.catalogue import current_language
from commons.i18n.catalogue import gettext as _
from commons.people.current import signed_in_person
from commons.people.permissions import requires
from commons.proposals.finding.forms import FilterForm, filter_form
from commons.proposals.mapping.actions import place_proposal
from commons.proposals.mapping.drawing import draw
from commons.proposals.mapping.forms import PointForm
from commons.proposals.mapping.here import map_here, map_to_choose, where_words
from commons.proposals.mapping.queries import MOST, Placed, placed
from commons.proposals.models import Proposal
from commons.proposals.queries import proposal_of, proposal_phases
from commons.proposals.views.blueprint import ONE

blueprint = Blueprint("map", __name__, template_folder="templates")
blueprint.add_app_template_global(map_here)
blueprint.add_app_template_global(map_to_choose)
blueprint.add_app_template_global(where_words)
blueprint.add_app_template_global(Point, "point_at")
blueprint.add_app_template_global(Box, "box_of")


def _form() -> FilterForm:
    """The same filters as the list's."""
    return filter_form(proposal_phases(current_language().code))


def _asked(form: FilterForm, **more: str | None) -> dict[str, Any]:
    """The filters as an address holds them, for another view of the same proposals."""
    return {**form.kept(), **more}


@blueprint.get("/proposals/map")
@requires("read")
def index() -> str:
    """Proposals on a map that is drawn here, or on one with pictures where somebody wants it."""
    form, box = _form(), Box.read(request.args.get("bbox"))
    found = placed(form.wanted(), current_language().code, box)
    return render_template(
        "places/index.html",
        form=form,
        found=found,
        most=MOST,
        drawn=draw(found.items, box),
        closer=lambda near: url_for("map.index", **_asked(form, bbox=str(near))),
        whole_url=url_for("map.index", **_asked(form)) if box else None,
        list_url=url_for("proposals.index", **_asked(form)),
        points_url=url_for("map.points", **_asked(form, bbox=str(box) if box else None)),
        filtered=form.narrows(),
    )


@blueprint.get("/proposals/map.geojson")
@limiter.limit(API_LIMIT)
@requires("read")
def points() -> Response:
    """The same proposals as GeoJSON (RFC 7946), at most ``MOST``, the newest."""
    found = placed(_form().wanted(), current_language().code, Box.read(request.args.get("bbox")))
    collection = {
        "type": "FeatureCollection",
        "features": [_feature(one) for one in found.items],
        "more": found.more,
    }
    response = Response(json.dumps(collection, ensure_ascii=False), mimetype="application/geo+json")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _feature(one: Placed) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": one.id,
        "geometry": {
            "type": "Point",
            "coordinates": [one.point.longitude, one.point.latitude],
        },
        "properties": {
            "title": one.title,
            "language": one.language,
            "status": one.status,
            "district": one.district,
            "url": url_for("proposals.show", proposal_id=one.id),
        },
    }


@blueprint.route(f"{ONE}/place", methods=["GET", "POST"])
@requires("propose")
@limiter.limit(WRITING_LIMIT, methods=["POST"])
def place(proposal_id: int) -> str | AnyResponse | tuple[str, int]:
    """Say where one's own proposal is."""
    proposal = _own(proposal_id)
    form = PointForm(
        data={"latitude": proposal.latitude or "", "longitude": proposal.longitude or ""}
    )
    errors: list[str] = []
    if request.method == "POST" and form.validate():
        try:
            place_proposal(signed_in_person(), proposal_id, form.point())
        except Refused as refusal:
            errors.append(str(refusal))
        else:
            flash(_("The place is saved."), "success")
            return redirect(url_for("proposals.show", proposal_id=proposal_id), code=303)
    page = render_template("places/edit.html", form=form, errors=errors, proposal=proposal)
    return (page, 422) if request.method == "POST" else page


def _own(proposal_id: int) -> Proposal:
    """A proposal of the person's. Raises NotFound for any other."""
    proposal, _supported = proposal_of(proposal_id)
    me = signed_in_person().id
    if proposal.author_id != me and all(each.person_id != me for each in proposal.coauthors):
        raise NotFound(_("There is no such proposal of yours."))
    return proposal
