"""Proposals live and ballots of every kind."""

import sqlalchemy as sa
from alembic import op

from commons.base.database import Json, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Proposals live and ballots of every kind."""
    op.create_table(
        "theme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("names", Json, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_theme")),
        sa.UniqueConstraint("code", name=op.f("uq_theme_code")),
    )
    op.create_table(
        "proposal_step",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "role IN ('author', 'coauthor', 'officer', 'moderator', 'resident', 'city')",
            name=op.f("ck_proposal_step_role"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_proposal_step_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_proposal_step")),
    )
    op.create_table(
        "public_draw",
        sa.Column("vote_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entered_by_id"],
            ["person.id"],
            name=op.f("fk_public_draw_entered_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["vote_id"], ["vote.phase_id"], name=op.f("fk_public_draw_vote_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("vote_id", name=op.f("pk_public_draw")),
    )
    op.create_index(
        op.f("ix_public_draw_entered_by_id"), "public_draw", ["entered_by_id"], unique=False
    )
    op.create_table(
        "vote_annulment",
        sa.Column("vote_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_vote_annulment_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["vote_id"],
            ["vote.phase_id"],
            name=op.f("fk_vote_annulment_vote_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("vote_id", name=op.f("pk_vote_annulment")),
    )
    op.create_index(op.f("ix_vote_annulment_by_id"), "vote_annulment", ["by_id"], unique=False)
    op.create_table(
        "vote_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("facts", Json, nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('incident', 'counted_again')", name=op.f("ck_vote_note_kind")),
        sa.CheckConstraint("role IN ('officer', 'observer')", name=op.f("ck_vote_note_role")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_vote_note_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["vote_id"], ["vote.phase_id"], name=op.f("fk_vote_note_vote_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_note")),
    )
    op.create_index(op.f("ix_vote_note_by_id"), "vote_note", ["by_id"], unique=False)
    op.create_index("ix_vote_note_vote_id_id", "vote_note", ["vote_id", "id"], unique=False)
    op.create_table(
        "vote_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("remarks", sa.String(length=2000), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("signed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_vote_signature_person_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["vote_id"],
            ["vote.phase_id"],
            name=op.f("fk_vote_signature_vote_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote_signature")),
        sa.UniqueConstraint("vote_id", "person_id", name=op.f("uq_vote_signature_vote_id")),
    )
    op.create_index(
        op.f("ix_vote_signature_person_id"), "vote_signature", ["person_id"], unique=False
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("draft_key", sa.String(length=64), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("decorative", sa.Boolean(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("hidden_at", UtcDateTime(), nullable=True),
        sa.Column("hidden_reason", sa.String(length=20), nullable=True),
        sa.Column("hidden_statement", sa.Text(), nullable=False),
        sa.Column("hidden_language", sa.String(length=20), nullable=False),
        sa.Column("hidden_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('picture', 'paper')", name=op.f("ck_attachment_kind")),
        sa.CheckConstraint(
            "(contribution_id IS NULL) <> (draft_key IS NULL)", name=op.f("ck_attachment_one_home")
        ),
        sa.CheckConstraint(
            "(hidden_at IS NULL) = (hidden_reason IS NULL)", name=op.f("ck_attachment_hidden")
        ),
        sa.CheckConstraint("place BETWEEN 1 AND 5", name=op.f("ck_attachment_place")),
        sa.ForeignKeyConstraint(
            ["added_by_id"],
            ["person.id"],
            name=op.f("fk_attachment_added_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_attachment_contribution_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["hidden_by_id"],
            ["person.id"],
            name=op.f("fk_attachment_hidden_by_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("contribution_id", "place", name=op.f("uq_attachment_contribution_id")),
        sa.UniqueConstraint("draft_key", "place", name=op.f("uq_attachment_draft_key")),
        sa.UniqueConstraint("key", name=op.f("uq_attachment_key")),
    )
    op.create_index(op.f("ix_attachment_added_by_id"), "attachment", ["added_by_id"], unique=False)
    op.create_index(
        op.f("ix_attachment_contribution_id"), "attachment", ["contribution_id"], unique=False
    )
    op.create_index(op.f("ix_attachment_digest"), "attachment", ["digest"], unique=False)
    op.create_index(op.f("ix_attachment_draft_key"), "attachment", ["draft_key"], unique=False)
    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("base_revision", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("made_revision", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(status = 'accepted') = (made_revision IS NOT NULL)", name=op.f("ck_amendment_made")
        ),
        sa.CheckConstraint(
            "(status = 'open') = (decided_at IS NULL)", name=op.f("ck_amendment_decided")
        ),
        sa.CheckConstraint(
            "status IN ('open', 'accepted', 'declined')", name=op.f("ck_amendment_status")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["person.id"],
            name=op.f("fk_amendment_decided_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["id"], ["contribution.id"], name=op.f("fk_amendment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposal.id"],
            name=op.f("fk_amendment_proposal_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
        sa.UniqueConstraint("proposal_id", "made_revision", name="uq_amendment_made_revision"),
    )
    op.create_index(
        op.f("ix_amendment_decided_by_id"), "amendment", ["decided_by_id"], unique=False
    )
    op.create_index("ix_amendment_proposal_id_id", "amendment", ["proposal_id", "id"], unique=False)
    op.create_table(
        "coauthor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("shown_as", sa.String(length=20), nullable=False),
        sa.Column("shown_district_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "(state = 'accepted') = (place IS NOT NULL)", name=op.f("ck_coauthor_accepted")
        ),
        sa.CheckConstraint(
            "state IN ('invited', 'accepted', 'declined', 'left', 'removed')",
            name=op.f("ck_coauthor_state"),
        ),
        sa.CheckConstraint("place BETWEEN 1 AND 9", name=op.f("ck_coauthor_place")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_coauthor_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposal.id"],
            name=op.f("fk_coauthor_proposal_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["shown_district_id"], ["district.id"], name=op.f("fk_coauthor_shown_district_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coauthor")),
        sa.UniqueConstraint("proposal_id", "person_id", name=op.f("uq_coauthor_proposal_id")),
        sa.UniqueConstraint("proposal_id", "place", name="uq_coauthor_place"),
        sa.UniqueConstraint("token_hash", name=op.f("uq_coauthor_token_hash")),
    )
    op.create_index(op.f("ix_coauthor_changed_at"), "coauthor", ["changed_at"], unique=False)
    op.create_index(op.f("ix_coauthor_person_id"), "coauthor", ["person_id"], unique=False)
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('planned', 'under way', 'done', 'dropped')", name=op.f("ck_commitment_state")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposal.id"],
            name=op.f("fk_commitment_proposal_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sa.UniqueConstraint("proposal_id", "number", name=op.f("uq_commitment_proposal_id")),
    )
    op.create_table(
        "difference",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_difference_reason")),
        sa.CheckConstraint("proposal_id <> other_id", name=op.f("ck_difference_other")),
        sa.ForeignKeyConstraint(
            ["other_id"], ["proposal.id"], name=op.f("fk_difference_other_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposal.id"],
            name=op.f("fk_difference_proposal_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("proposal_id", "other_id", name=op.f("pk_difference")),
    )
    op.create_index(op.f("ix_difference_other_id"), "difference", ["other_id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("visitor_mark", sa.String(length=64), nullable=True),
        sa.Column("phase_id", sa.Integer(), nullable=False),
        sa.Column("values", Json, nullable=False),
        sa.Column("changed", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("beside_id", sa.Integer(), nullable=True),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("kept_until", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["beside_id"], ["draft.id"], name=op.f("fk_draft_beside_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_draft_owner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["phase_id"], ["phase.id"], name=op.f("fk_draft_phase_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_draft_proposal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("key", name=op.f("uq_draft_key")),
    )
    op.create_index(op.f("ix_draft_beside_id"), "draft", ["beside_id"], unique=False)
    op.create_index(op.f("ix_draft_kept_until"), "draft", ["kept_until"], unique=False)
    op.create_index(op.f("ix_draft_owner_id"), "draft", ["owner_id"], unique=False)
    op.create_index(op.f("ix_draft_phase_id"), "draft", ["phase_id"], unique=False)
    op.create_index(op.f("ix_draft_proposal_id"), "draft", ["proposal_id"], unique=False)
    op.create_index(op.f("ix_draft_visitor_mark"), "draft", ["visitor_mark"], unique=False)
    op.create_table(
        "mention",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("typed", sa.String(length=120), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_mention_comment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_mention_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("comment_id", "person_id", name=op.f("pk_mention")),
    )
    op.create_index(op.f("ix_mention_person_id"), "mention", ["person_id"], unique=False)
    op.create_table(
        "proposal_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(state = 'asked') = (settled_at IS NULL)", name=op.f("ck_proposal_merge_settled")
        ),
        sa.CheckConstraint(
            "state IN ('asked', 'done', 'refused', 'taken back')",
            name=op.f("ck_proposal_merge_state"),
        ),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["proposal.id"], name=op.f("fk_proposal_merge_kept_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["person.id"],
            name=op.f("fk_proposal_merge_officer_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_merge")),
    )
    op.create_index(op.f("ix_proposal_merge_kept_id"), "proposal_merge", ["kept_id"], unique=False)
    op.create_index(
        op.f("ix_proposal_merge_officer_id"), "proposal_merge", ["officer_id"], unique=False
    )
    op.create_index(op.f("ix_proposal_merge_state"), "proposal_merge", ["state"], unique=False)
    op.create_table(
        "proposal_split",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reason_language", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("made_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(state = 'asked') = (settled_at IS NULL)", name=op.f("ck_proposal_split_settled")
        ),
        sa.CheckConstraint(
            "state IN ('asked', 'done', 'refused', 'taken back')",
            name=op.f("ck_proposal_split_state"),
        ),
        sa.ForeignKeyConstraint(
            ["made_id"],
            ["proposal.id"],
            name=op.f("fk_proposal_split_made_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["person.id"],
            name=op.f("fk_proposal_split_officer_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposal.id"],
            name=op.f("fk_proposal_split_proposal_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_split")),
    )
    op.create_index(
        op.f("ix_proposal_split_officer_id"), "proposal_split", ["officer_id"], unique=False
    )
    op.create_index(
        "ix_proposal_split_open",
        "proposal_split",
        ["proposal_id"],
        unique=True,
        sqlite_where=sa.text("state = 'asked'"),
        postgresql_where=sa.text("state = 'asked'"),
    )
    op.create_table(
        "commitment_text",
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_commitment_text_text")),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_commitment_text_commitment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("commitment_id", "language", name=op.f("pk_commitment_text")),
    )
    op.create_table(
        "commitment_update",
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state <> 'dropped' OR length(note) > 0", name=op.f("ck_commitment_update_reason")
        ),
        sa.CheckConstraint(
            "state IN ('planned', 'under way', 'done', 'dropped')",
            name=op.f("ck_commitment_update_state"),
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitment.id"],
            name=op.f("fk_commitment_update_commitment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["person.id"],
            name=op.f("fk_commitment_update_officer_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("commitment_id", "number", name=op.f("pk_commitment_update")),
    )
    op.create_index(
        op.f("ix_commitment_update_officer_id"), "commitment_update", ["officer_id"], unique=False
    )
    op.create_table(
        "proposal_merge_consent",
        sa.Column("merge_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merge_id"],
            ["proposal_merge.id"],
            name=op.f("fk_proposal_merge_consent_merge_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_proposal_merge_consent_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("merge_id", "person_id", name=op.f("pk_proposal_merge_consent")),
    )
    op.create_index(
        op.f("ix_proposal_merge_consent_person_id"),
        "proposal_merge_consent",
        ["person_id"],
        unique=False,
    )
    op.create_table(
        "proposal_merge_part",
        sa.Column("merge_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("support_then", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merge_id"],
            ["proposal_merge.id"],
            name=op.f("fk_proposal_merge_part_merge_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposal.id"],
            name=op.f("fk_proposal_merge_part_proposal_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("merge_id", "proposal_id", name=op.f("pk_proposal_merge_part")),
    )
    op.create_index(
        "ix_proposal_merge_part_open",
        "proposal_merge_part",
        ["proposal_id"],
        unique=True,
        sqlite_where=sa.text("open = 1"),
        postgresql_where=sa.text("open"),
    )
    op.create_index(
        op.f("ix_proposal_merge_part_proposal_id"),
        "proposal_merge_part",
        ["proposal_id"],
        unique=False,
    )
    op.add_column("ballot_box", sa.Column("strata", sa.String(length=60), nullable=True))
    op.execute(
        "ALTER TABLE ballot_roll ADD COLUMN district_id INTEGER "
        "CONSTRAINT fk_ballot_roll_district_id REFERENCES district (id) ON DELETE SET NULL"
    )
    op.add_column("city", sa.Column("centre_latitude", sa.Double(), nullable=True))
    op.add_column("city", sa.Column("centre_longitude", sa.Double(), nullable=True))
    op.add_column("city", sa.Column("zoom", sa.Integer(), nullable=True))
    op.add_column(
        "comment", sa.Column("city_answers", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "contribution", sa.Column("file_count", sa.Integer(), server_default="0", nullable=False)
    )
    op.execute(
        "ALTER TABLE proposal ADD COLUMN theme_id INTEGER "
        "CONSTRAINT fk_proposal_theme_id REFERENCES theme (id) ON DELETE SET NULL"
    )
    op.add_column("proposal", sa.Column("latitude", sa.Double(), nullable=True))
    op.add_column("proposal", sa.Column("longitude", sa.Double(), nullable=True))
    op.add_column(
        "proposal", sa.Column("joint_writers", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "proposal", sa.Column("amendment_count", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column("proposal", sa.Column("admission", sa.String(length=20), nullable=True))
    op.add_column("proposal", sa.Column("admission_at", UtcDateTime(), nullable=True))
    op.add_column("proposal", sa.Column("review_since", UtcDateTime(), nullable=True))
    op.add_column("proposal", sa.Column("review_until", sa.Date(), nullable=True))
    op.execute(
        "ALTER TABLE proposal ADD COLUMN merged_into_id INTEGER "
        "CONSTRAINT fk_proposal_merged_into_id REFERENCES proposal (id) ON DELETE SET NULL"
    )
    op.execute(
        "ALTER TABLE proposal ADD COLUMN split_from_id INTEGER "
        "CONSTRAINT fk_proposal_split_from_id REFERENCES proposal (id) ON DELETE SET NULL"
    )
    op.add_column(
        "proposal", sa.Column("kin_count", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "proposal", sa.Column("commitment_count", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column("proposal", sa.Column("draw", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "proposal",
        sa.Column("listed_state", sa.String(length=20), server_default="visible", nullable=False),
    )
    op.add_column(
        "proposal",
        sa.Column("listed_language", sa.String(length=20), server_default="", nullable=False),
    )
    op.add_column(
        "proposal",
        sa.Column("listed_voice", sa.String(length=20), server_default="resident", nullable=False),
    )
    op.add_column(
        "proposal", sa.Column("listed_support", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "proposal", sa.Column("listed_comments", sa.Integer(), server_default="0", nullable=False)
    )
    op.create_index(
        "ix_proposal_comments",
        "proposal",
        [
            "listed_comments",
            "id",
            "district_id",
            "theme_id",
            "status",
            "listed_state",
            "listed_language",
            "listed_voice",
        ],
        unique=False,
    )
    op.create_index(
        "ix_proposal_draw",
        "proposal",
        [
            "draw",
            "id",
            "district_id",
            "theme_id",
            "status",
            "listed_state",
            "listed_language",
            "listed_voice",
        ],
        unique=False,
    )
    op.create_index(
        op.f("ix_proposal_merged_into_id"), "proposal", ["merged_into_id"], unique=False
    )
    op.create_index(
        "ix_proposal_phase_comments",
        "proposal",
        [
            "phase_id",
            "listed_comments",
            "id",
            "district_id",
            "theme_id",
            "status",
            "listed_state",
            "listed_language",
            "listed_voice",
        ],
        unique=False,
    )
    op.create_index(
        "ix_proposal_phase_draw",
        "proposal",
        [
            "phase_id",
            "draw",
            "id",
            "district_id",
            "theme_id",
            "status",
            "listed_state",
            "listed_language",
            "listed_voice",
        ],
        unique=False,
    )
    op.create_index(
        "ix_proposal_phase_newest",
        "proposal",
        [
            "phase_id",
            "id",
            "district_id",
            "theme_id",
            "status",
            "listed_state",
            "listed_language",
            "listed_voice",
        ],
        unique=False,
    )
    op.create_index(
        "ix_proposal_phase_support",
        "proposal",
        [
            "phase_id",
            "listed_support",
            "id",
            "district_id",
            "theme_id",
            "status",
            "listed_state",
            "listed_language",
            "listed_voice",
        ],
        unique=False,
    )
    op.create_index(
        "ix_proposal_placed",
        "proposal",
        ["latitude", "longitude"],
        unique=False,
        sqlite_where=sa.text("latitude IS NOT NULL"),
        postgresql_where=sa.text("latitude IS NOT NULL"),
    )
    op.create_index(op.f("ix_proposal_split_from_id"), "proposal", ["split_from_id"], unique=False)
    op.create_index(
        "ix_proposal_support",
        "proposal",
        [
            "listed_support",
            "id",
            "district_id",
            "theme_id",
            "status",
            "listed_state",
            "listed_language",
            "listed_voice",
        ],
        unique=False,
    )
    op.create_index(op.f("ix_proposal_theme_id"), "proposal", ["theme_id"], unique=False)
    op.add_column(
        "sheet_batch",
        sa.Column("way", sa.String(length=20), server_default="paper", nullable=False),
    )


def downgrade() -> None:
    """Take them away again."""
    op.drop_column("sheet_batch", "way")
    op.drop_index(op.f("ix_proposal_theme_id"), table_name="proposal")
    op.drop_index("ix_proposal_support", table_name="proposal")
    op.drop_index(op.f("ix_proposal_split_from_id"), table_name="proposal")
    op.drop_index(
        "ix_proposal_placed",
        table_name="proposal",
        sqlite_where=sa.text("latitude IS NOT NULL"),
        postgresql_where=sa.text("latitude IS NOT NULL"),
    )
    op.drop_index("ix_proposal_phase_support", table_name="proposal")
    op.drop_index("ix_proposal_phase_newest", table_name="proposal")
    op.drop_index("ix_proposal_phase_draw", table_name="proposal")
    op.drop_index("ix_proposal_phase_comments", table_name="proposal")
    op.drop_index(op.f("ix_proposal_merged_into_id"), table_name="proposal")
    op.drop_index("ix_proposal_draw", table_name="proposal")
    op.drop_index("ix_proposal_comments", table_name="proposal")
    op.drop_column("proposal", "listed_comments")
    op.drop_column("proposal", "listed_support")
    op.drop_column("proposal", "listed_voice")
    op.drop_column("proposal", "listed_language")
    op.drop_column("proposal", "listed_state")
    op.drop_column("proposal", "draw")
    op.drop_column("proposal", "commitment_count")
    op.drop_column("proposal", "kin_count")
    op.drop_column("proposal", "split_from_id")
    op.drop_column("proposal", "merged_into_id")
    op.drop_column("proposal", "review_until")
    op.drop_column("proposal", "review_since")
    op.drop_column("proposal", "admission_at")
    op.drop_column("proposal", "admission")
    op.drop_column("proposal", "amendment_count")
    op.drop_column("proposal", "joint_writers")
    op.drop_column("proposal", "longitude")
    op.drop_column("proposal", "latitude")
    op.drop_column("proposal", "theme_id")
    op.drop_column("contribution", "file_count")
    op.drop_column("comment", "city_answers")
    op.drop_column("city", "zoom")
    op.drop_column("city", "centre_longitude")
    op.drop_column("city", "centre_latitude")
    op.drop_column("ballot_roll", "district_id")
    op.drop_column("ballot_box", "strata")
    op.drop_index(op.f("ix_proposal_merge_part_proposal_id"), table_name="proposal_merge_part")
    op.drop_index(
        "ix_proposal_merge_part_open",
        table_name="proposal_merge_part",
        sqlite_where=sa.text("open = 1"),
        postgresql_where=sa.text("open"),
    )
    op.drop_table("proposal_merge_part")
    op.drop_index(op.f("ix_proposal_merge_consent_person_id"), table_name="proposal_merge_consent")
    op.drop_table("proposal_merge_consent")
    op.drop_index(op.f("ix_commitment_update_officer_id"), table_name="commitment_update")
    op.drop_table("commitment_update")
    op.drop_table("commitment_text")
    op.drop_index(
        "ix_proposal_split_open",
        table_name="proposal_split",
        sqlite_where=sa.text("state = 'asked'"),
        postgresql_where=sa.text("state = 'asked'"),
    )
    op.drop_index(op.f("ix_proposal_split_officer_id"), table_name="proposal_split")
    op.drop_table("proposal_split")
    op.drop_index(op.f("ix_proposal_merge_state"), table_name="proposal_merge")
    op.drop_index(op.f("ix_proposal_merge_officer_id"), table_name="proposal_merge")
    op.drop_index(op.f("ix_proposal_merge_kept_id"), table_name="proposal_merge")
    op.drop_table("proposal_merge")
    op.drop_index(op.f("ix_mention_person_id"), table_name="mention")
    op.drop_table("mention")
    op.drop_index(op.f("ix_draft_visitor_mark"), table_name="draft")
    op.drop_index(op.f("ix_draft_proposal_id"), table_name="draft")
    op.drop_index(op.f("ix_draft_phase_id"), table_name="draft")
    op.drop_index(op.f("ix_draft_owner_id"), table_name="draft")
    op.drop_index(op.f("ix_draft_kept_until"), table_name="draft")
    op.drop_index(op.f("ix_draft_beside_id"), table_name="draft")
    op.drop_table("draft")
    op.drop_index(op.f("ix_difference_other_id"), table_name="difference")
    op.drop_table("difference")
    op.drop_table("commitment")
    op.drop_index(op.f("ix_coauthor_person_id"), table_name="coauthor")
    op.drop_index(op.f("ix_coauthor_changed_at"), table_name="coauthor")
    op.drop_table("coauthor")
    op.drop_index("ix_amendment_proposal_id_id", table_name="amendment")
    op.drop_index(op.f("ix_amendment_decided_by_id"), table_name="amendment")
    op.drop_table("amendment")
    op.drop_index(op.f("ix_attachment_draft_key"), table_name="attachment")
    op.drop_index(op.f("ix_attachment_digest"), table_name="attachment")
    op.drop_index(op.f("ix_attachment_contribution_id"), table_name="attachment")
    op.drop_index(op.f("ix_attachment_added_by_id"), table_name="attachment")
    op.drop_table("attachment")
    op.drop_index(op.f("ix_vote_signature_person_id"), table_name="vote_signature")
    op.drop_table("vote_signature")
    op.drop_index("ix_vote_note_vote_id_id", table_name="vote_note")
    op.drop_index(op.f("ix_vote_note_by_id"), table_name="vote_note")
    op.drop_table("vote_note")
    op.drop_index(op.f("ix_vote_annulment_by_id"), table_name="vote_annulment")
    op.drop_table("vote_annulment")
    op.drop_index(op.f("ix_public_draw_entered_by_id"), table_name="public_draw")
    op.drop_table("public_draw")
    op.drop_table("proposal_step")
    op.drop_table("theme")
