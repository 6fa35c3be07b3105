"""An index of words in every language, and the anchors of votes."""

import sqlalchemy as sa
from alembic import op

from commons.base.database import Json
from commons.contributions.search.tables import MAKE, REMOVE

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables. The worker's next round fills the index."""
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_search_entry_contribution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint(
            "contribution_id", "language", name=op.f("uq_search_entry_contribution_id")
        ),
    )
    op.create_table(
        "ballot_leaf",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("commitment", sa.String(length=64), nullable=False),
        sa.Column("anchor", sa.Integer(), nullable=True),
        sa.Column("replaced", sa.Boolean(), nullable=False),
        sa.Column("replaced_under", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["vote_id"],
            ["vote.phase_id"],
            name=op.f("fk_ballot_leaf_vote_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("vote_id", "commitment", name=op.f("pk_ballot_leaf")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ballot_leaf_anchor", "ballot_leaf", ["vote_id", "anchor"], unique=False)
    op.create_table(
        "vote_anchor",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("said", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["vote_id"],
            ["vote.phase_id"],
            name=op.f("fk_vote_anchor_vote_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("vote_id", "number", name=op.f("pk_vote_anchor")),
    )
    for statement in MAKE[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Remove them."""
    for statement in REMOVE[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_table("search_entry")
    op.drop_table("vote_anchor")
    op.drop_table("ballot_leaf")
