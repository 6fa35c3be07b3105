"""Talk."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Talk."""
    op.execute(
        "ALTER TABLE comment ADD COLUMN thread_id INTEGER "
        "CONSTRAINT fk_comment_thread_id REFERENCES comment (id) ON DELETE CASCADE"
    )
    op.add_column("comment", sa.Column("position", sa.Integer(), nullable=True))
    op.add_column(
        "comment", sa.Column("answer_count", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "comment", sa.Column("helpful_for", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "comment", sa.Column("helpful_other", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "comment", sa.Column("bridging", sa.BigInteger(), server_default="1", nullable=False)
    )
    op.create_index(
        "ix_comment_bridging",
        "comment",
        ["subject_id", "bridging", "id"],
        unique=False,
        sqlite_where=sa.text("thread_id IS NULL"),
        postgresql_where=sa.text("thread_id IS NULL"),
    )
    op.create_index(
        "ix_comment_first",
        "comment",
        ["subject_id", "id"],
        unique=False,
        sqlite_where=sa.text("thread_id IS NULL"),
        postgresql_where=sa.text("thread_id IS NULL"),
    )
    op.create_index("ix_comment_position", "comment", ["thread_id", "position"], unique=True)
    op.add_column(
        "contribution",
        sa.Column("official", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    """Take them away again."""
    op.drop_column("contribution", "official")
    op.drop_index("ix_comment_position", table_name="comment")
    op.drop_index(
        "ix_comment_first",
        table_name="comment",
        sqlite_where=sa.text("thread_id IS NULL"),
        postgresql_where=sa.text("thread_id IS NULL"),
    )
    op.drop_index(
        "ix_comment_bridging",
        table_name="comment",
        sqlite_where=sa.text("thread_id IS NULL"),
        postgresql_where=sa.text("thread_id IS NULL"),
    )
    op.drop_column("comment", "bridging")
    op.drop_column("comment", "helpful_other")
    op.drop_column("comment", "helpful_for")
    op.drop_column("comment", "answer_count")
    op.drop_column("comment", "position")
    op.drop_column("comment", "thread_id")
