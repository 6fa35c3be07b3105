"""Saying where a proposal is."""

from commons.base.database import transaction
from commons.cities.points import Point
from commons.people.models import Person
from commons.people.permissions import demand
from commons.proposals.actions.writing import changeable
from commons.proposals.mapping.here import check_place


@transaction
def place_proposal(person: Person, proposal_id: int, point: Point | None) -> None:
    """Put one's own proposal at a point, or (None) at none.

    Raises NotFound, NotAllowed, or Refused where it can no longer be changed or the point lies
    far from the city.
    """
    demand(person, "propose")
    proposal = changeable(person, proposal_id)
    check_place(point)
    proposal.latitude = point.latitude if point else None
    proposal.longitude = point.longitude if point else None
