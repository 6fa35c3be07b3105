"""The index of the search knows longer beginnings of words by heart: frequent words are quick."""

from alembic import op

from commons.contributions.search.tables import AGAIN

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it anew; as many seconds as there are hundred thousands of texts."""
    for statement in AGAIN[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """The longer beginnings do no harm to what was before."""
