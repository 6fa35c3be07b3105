"""Votes may show how they stand."""

import sqlalchemy as sa
from alembic import op

from commons.base.database import Json

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Votes may show how they stand."""
    op.create_table(
        "interim_count",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("anchor", sa.Integer(), nullable=False),
        sa.Column("ballots", sa.Integer(), nullable=False),
        sa.Column("blank", sa.Integer(), nullable=False),
        sa.Column("counts", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["vote_id"],
            ["vote.phase_id"],
            name=op.f("fk_interim_count_vote_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("vote_id", name=op.f("pk_interim_count")),
    )


def downgrade() -> None:
    """Take them away again."""
    op.drop_table("interim_count")
