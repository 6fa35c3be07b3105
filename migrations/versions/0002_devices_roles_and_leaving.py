"""Devices, roles and leaving."""

import sqlalchemy as sa
from alembic import op

from commons.base.database import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Devices, roles and leaving."""
    op.add_column("person", sa.Column("left_at", UtcDateTime(), nullable=True))
    op.add_column("person", sa.Column("left_address_hash", sa.String(length=64), nullable=True))
    op.create_index(
        op.f("ix_person_left_address_hash"), "person", ["left_address_hash"], unique=True
    )
    op.execute(
        "ALTER TABLE role_grant ADD COLUMN ended_by_id INTEGER "
        "CONSTRAINT fk_role_grant_ended_by_id REFERENCES person (id) ON DELETE SET NULL"
    )
    op.add_column("role_grant", sa.Column("end_reason", sa.String(length=300), nullable=True))
    op.add_column(
        "sign_in_session",
        sa.Column("shared", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    """Take them away again."""
    op.drop_column("sign_in_session", "shared")
    op.drop_column("role_grant", "end_reason")
    op.drop_column("role_grant", "ended_by_id")
    op.drop_index(op.f("ix_person_left_address_hash"), table_name="person")
    op.drop_column("person", "left_address_hash")
    op.drop_column("person", "left_at")
