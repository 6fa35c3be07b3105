"""Proposals are found: the list's columns are kept by the database, old ones filled in."""

from alembic import op

from commons.proposals.finding.tables import MAKE, REMOVE

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Fill the list's columns in, and keep them."""
    for statement in MAKE[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Keep them no more."""
    for statement in REMOVE[op.get_bind().dialect.name]:
        op.execute(statement)
