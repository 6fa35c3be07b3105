"""The first tables."""

import sqlalchemy as sa
from alembic import op

from commons.base.audit import APPEND_ONLY
from commons.base.database import Json, UtcDateTime
from commons.voting.frozen import FROZEN, FUNCTIONS

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and the triggers that keep the audit log and opened votes as they are."""
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("data", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
    )
    op.create_index(op.f("ix_audit_entry_act"), "audit_entry", ["act"], unique=False)
    op.create_index(op.f("ix_audit_entry_subject"), "audit_entry", ["subject"], unique=False)
    op.create_table(
        "city",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("languages", Json, nullable=False),
        sa.Column("accent", sa.String(length=20), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_city_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city")),
    )
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("primary_language", sa.String(length=20), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("state IN ('draft', 'published')", name=op.f("ck_consultation_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint("slug", name=op.f("uq_consultation_slug")),
    )
    op.create_table(
        "district",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_district")),
        sa.UniqueConstraint("code", name=op.f("uq_district_code")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("happened_at", UtcDateTime(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("consultation_id", sa.Integer(), nullable=True),
        sa.Column("data", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_consultation_id"), "event", ["consultation_id"], unique=False)
    op.create_index(op.f("ix_event_contribution_id"), "event", ["contribution_id"], unique=False)
    op.create_index(op.f("ix_event_kind"), "event", ["kind"], unique=False)
    op.create_table(
        "event_reader",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("last_event_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_event_reader")),
    )
    op.create_table(
        "outbox_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("recipient", sa.String(length=320), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_mail")),
    )
    op.create_table(
        "sign_in_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("link_hash", sa.String(length=64), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_code")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_sign_in_code_link_hash")),
    )
    op.create_index(op.f("ix_sign_in_code_address"), "sign_in_code", ["address"], unique=False)
    op.create_table(
        "consultation_answer",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_answer_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("consultation_id", "language", name=op.f("pk_consultation_answer")),
    )
    op.create_table(
        "consultation_text",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("summary", sa.String(length=400), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_text_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("consultation_id", "language", name=op.f("pk_consultation_text")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("display_name", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_person_district_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "phase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("opens_at", UtcDateTime(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("outcome_published_at", UtcDateTime(), nullable=True),
        sa.Column("settings", Json, nullable=False),
        sa.Column("dates_note", sa.String(length=300), nullable=False),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_phase_opens_before_it_closes")),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_phase_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phase")),
        sa.UniqueConstraint("consultation_id", "position", name=op.f("uq_phase_consultation_id")),
    )
    op.create_index("ix_phase_due", "phase", ["settled_at", "closes_at"], unique=False)
    op.create_index("ix_phase_opens_at", "phase", ["opens_at"], unique=False)
    op.create_table(
        "contribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("support_count", sa.Integer(), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("state_changed_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "state IN ('visible', 'hidden', 'withdrawn')", name=op.f("ck_contribution_state")
        ),
        sa.CheckConstraint("comment_count >= 0", name=op.f("ck_contribution_comment_count")),
        sa.CheckConstraint("support_count >= 0", name=op.f("ck_contribution_support_count")),
        sa.ForeignKeyConstraint(
            ["author_id"],
            ["person.id"],
            name=op.f("fk_contribution_author_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
    )
    op.create_index(op.f("ix_contribution_author_id"), "contribution", ["author_id"], unique=False)
    op.create_index("ix_contribution_state", "contribution", ["state"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_delivery_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_delivery_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "person_id", name=op.f("pk_delivery")),
    )
    op.create_index(op.f("ix_delivery_next_try_at"), "delivery", ["next_try_at"], unique=False)
    op.create_table(
        "email_address",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_email_address_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_email_address")),
        sa.UniqueConstraint("address", name=op.f("uq_email_address_address")),
    )
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("granted_by_id", sa.Integer(), nullable=True),
        sa.Column("granted_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["granted_by_id"],
            ["person.id"],
            name=op.f("fk_role_grant_granted_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    op.create_index(op.f("ix_role_grant_person_id"), "role_grant", ["person_id"], unique=False)
    op.create_table(
        "sign_in_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_sign_in_session_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in_session")),
    )
    op.create_index(
        op.f("ix_sign_in_session_person_id"), "sign_in_session", ["person_id"], unique=False
    )
    op.create_table(
        "verification",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("verified_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_verification_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "method", name=op.f("pk_verification")),
    )
    op.create_table(
        "vote",
        sa.Column("phase_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ballot_kind", sa.String(length=20), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("rule_options", Json, nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=False),
        sa.Column("min_choices", sa.Integer(), nullable=False),
        sa.Column("max_choices", sa.Integer(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("config", Json, nullable=False),
        sa.Column("config_hash", sa.String(length=64), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=True),
        sa.Column("sealed_at", UtcDateTime(), nullable=True),
        sa.Column("swept_at", UtcDateTime(), nullable=True),
        sa.Column("ballots", sa.Integer(), nullable=True),
        sa.Column("blank", sa.Integer(), nullable=True),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("comparison", Json, nullable=False),
        sa.Column("source", Json, nullable=False),
        sa.CheckConstraint(
            "ballot_kind IN ('approval', 'knapsack', 'choose-1', 'cumulative', 'scoring', 'ordinal')",
            name=op.f("ck_vote_ballot_kind"),
        ),
        sa.CheckConstraint(
            "(sealed_at IS NULL) = (result IS NULL)", name=op.f("ck_vote_sealed_with_result")
        ),
        sa.CheckConstraint("budget >= 0", name=op.f("ck_vote_budget")),
        sa.ForeignKeyConstraint(
            ["phase_id"], ["phase.id"], name=op.f("fk_vote_phase_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("phase_id", name=op.f("pk_vote")),
    )
    op.create_table(
        "ballot_box",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(length=16), nullable=False),
        sa.Column("pseudonym", sa.String(length=64), nullable=True),
        sa.Column("choices", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["vote_id"], ["vote.phase_id"], name=op.f("fk_ballot_box_vote_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("vote_id", "receipt", name=op.f("pk_ballot_box")),
        sa.UniqueConstraint("vote_id", "pseudonym", name=op.f("uq_ballot_box_vote_id")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "ballot_option",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("titles", Json, nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("extras", Json, nullable=False),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_ballot_option_cost")),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_ballot_option_contribution_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_ballot_option_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["vote_id"],
            ["vote.phase_id"],
            name=op.f("fk_ballot_option_vote_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("vote_id", "code", name=op.f("pk_ballot_option")),
        sa.UniqueConstraint("vote_id", "position", name=op.f("uq_ballot_option_vote_id")),
    )
    op.create_index(
        op.f("ix_ballot_option_contribution_id"), "ballot_option", ["contribution_id"], unique=False
    )
    op.create_table(
        "ballot_roll",
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_ballot_roll_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["vote_id"], ["vote.phase_id"], name=op.f("fk_ballot_roll_vote_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("vote_id", "person_id", name=op.f("pk_ballot_roll")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_ballot_roll_person_id"), "ballot_roll", ["person_id"], unique=False)
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("alignment", sa.String(length=20), nullable=False),
        sa.CheckConstraint(
            "alignment IN ('for', 'against', 'question', 'idea')", name=op.f("ck_comment_alignment")
        ),
        sa.ForeignKeyConstraint(
            ["id"], ["contribution.id"], name=op.f("fk_comment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["subject_id"],
            ["contribution.id"],
            name=op.f("fk_comment_subject_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    op.create_index("ix_comment_subject_id_id", "comment", ["subject_id", "id"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("state_before", sa.String(length=20), nullable=False),
        sa.Column("moderator_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("act IN ('hide', 'restore', 'keep')", name=op.f("ck_decision_act")),
        sa.CheckConstraint(
            "reason IN ('hate', 'threat', 'personal_data', 'spam', 'off_topic', 'illegal', 'other', 'within_rules')",
            name=op.f("ck_decision_reason"),
        ),
        sa.CheckConstraint("length(statement) > 0", name=op.f("ck_decision_statement")),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_decision_contribution_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["moderator_id"],
            ["person.id"],
            name=op.f("fk_decision_moderator_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("contribution_id", "number", name=op.f("uq_decision_contribution_id")),
    )
    op.create_index(
        op.f("ix_decision_contribution_id"), "decision", ["contribution_id"], unique=False
    )
    op.create_table(
        "outcome_item",
        sa.Column("phase_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=400), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column("facts", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_outcome_item_contribution_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["phase_id"], ["phase.id"], name=op.f("fk_outcome_item_phase_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("phase_id", "position", name=op.f("pk_outcome_item")),
    )
    op.create_index(
        op.f("ix_outcome_item_contribution_id"), "outcome_item", ["contribution_id"], unique=False
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phase_id", sa.Integer(), nullable=True),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("answer_number", sa.Integer(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(status = 'open') = (answer_number = 0)", name=op.f("ck_proposal_answered")
        ),
        sa.CheckConstraint(
            "status IN ('open', 'accepted', 'partly', 'rejected')", name=op.f("ck_proposal_status")
        ),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_proposal_cost")),
        sa.ForeignKeyConstraint(
            ["district_id"],
            ["district.id"],
            name=op.f("fk_proposal_district_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["id"], ["contribution.id"], name=op.f("fk_proposal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["phase_id"], ["phase.id"], name=op.f("fk_proposal_phase_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    op.create_index(op.f("ix_proposal_district_id"), "proposal", ["district_id"], unique=False)
    op.create_index(op.f("ix_proposal_phase_id"), "proposal", ["phase_id"], unique=False)
    op.create_table(
        "revision",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_revision_contribution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contribution_id", "number", name=op.f("pk_revision")),
    )
    op.create_table(
        "support",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_support_contribution_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_support_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contribution_id", "person_id", name=op.f("pk_support")),
    )
    op.create_index(op.f("ix_support_person_id"), "support", ["person_id"], unique=False)
    op.create_table(
        "translation",
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("translator", sa.String(length=100), nullable=False),
        sa.Column("translated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_translation_contribution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contribution_id", "language", name=op.f("pk_translation")),
    )
    op.create_table(
        "appeal",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["decision.id"], name=op.f("fk_appeal_answer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_appeal_decision_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_appeal")),
    )
    op.create_index(op.f("ix_appeal_answer_id"), "appeal", ["answer_id"], unique=False)
    op.create_table(
        "official_answer",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "decision IN ('accepted', 'partly', 'rejected')",
            name=op.f("ck_official_answer_decision"),
        ),
        sa.CheckConstraint("length(text) > 0", name=op.f("ck_official_answer_text")),
        sa.ForeignKeyConstraint(
            ["officer_id"],
            ["person.id"],
            name=op.f("fk_official_answer_officer_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposal.id"],
            name=op.f("fk_official_answer_proposal_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "proposal_id", "number", "language", name=op.f("pk_official_answer")
        ),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contribution_id", sa.Integer(), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("reported_at", UtcDateTime(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "reason IN ('hate', 'threat', 'personal_data', 'spam', 'off_topic', 'illegal', 'other')",
            name=op.f("ck_report_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_report_contribution_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_report_decision_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["person.id"], name=op.f("fk_report_reporter_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    op.create_index(op.f("ix_report_contribution_id"), "report", ["contribution_id"], unique=False)
    op.create_index(op.f("ix_report_decision_id"), "report", ["decision_id"], unique=False)
    op.create_index(
        "uq_report_waiting",
        "report",
        ["contribution_id", "reporter_id"],
        unique=True,
        sqlite_where=sa.text("decision_id IS NULL"),
        postgresql_where=sa.text("decision_id IS NULL"),
    )
    dialect = op.get_bind().dialect.name
    for statement in (*APPEND_ONLY[dialect], *FROZEN[dialect]):
        op.execute(statement)


def downgrade() -> None:
    """Remove it all."""
    op.drop_index(
        "uq_report_waiting",
        table_name="report",
        sqlite_where=sa.text("decision_id IS NULL"),
        postgresql_where=sa.text("decision_id IS NULL"),
    )
    op.drop_index(op.f("ix_report_decision_id"), table_name="report")
    op.drop_index(op.f("ix_report_contribution_id"), table_name="report")
    op.drop_table("report")
    op.drop_table("official_answer")
    op.drop_index(op.f("ix_appeal_answer_id"), table_name="appeal")
    op.drop_table("appeal")
    op.drop_table("translation")
    op.drop_index(op.f("ix_support_person_id"), table_name="support")
    op.drop_table("support")
    op.drop_table("revision")
    op.drop_index(op.f("ix_proposal_phase_id"), table_name="proposal")
    op.drop_index(op.f("ix_proposal_district_id"), table_name="proposal")
    op.drop_table("proposal")
    op.drop_index(op.f("ix_outcome_item_contribution_id"), table_name="outcome_item")
    op.drop_table("outcome_item")
    op.drop_index(op.f("ix_decision_contribution_id"), table_name="decision")
    op.drop_table("decision")
    op.drop_index("ix_comment_subject_id_id", table_name="comment")
    op.drop_table("comment")
    op.drop_index(op.f("ix_ballot_roll_person_id"), table_name="ballot_roll")
    op.drop_table("ballot_roll")
    op.drop_index(op.f("ix_ballot_option_contribution_id"), table_name="ballot_option")
    op.drop_table("ballot_option")
    op.drop_table("ballot_box")
    op.drop_table("vote")
    op.drop_table("verification")
    op.drop_index(op.f("ix_sign_in_session_person_id"), table_name="sign_in_session")
    op.drop_table("sign_in_session")
    op.drop_index(op.f("ix_role_grant_person_id"), table_name="role_grant")
    op.drop_table("role_grant")
    op.drop_table("email_address")
    op.drop_index(op.f("ix_delivery_next_try_at"), table_name="delivery")
    op.drop_table("delivery")
    op.drop_index("ix_contribution_state", table_name="contribution")
    op.drop_index(op.f("ix_contribution_author_id"), table_name="contribution")
    op.drop_table("contribution")
    op.drop_index("ix_phase_opens_at", table_name="phase")
    op.drop_index("ix_phase_due", table_name="phase")
    op.drop_table("phase")
    op.drop_table("person")
    op.drop_table("consultation_text")
    op.drop_table("consultation_answer")
    op.drop_index(op.f("ix_sign_in_code_address"), table_name="sign_in_code")
    op.drop_table("sign_in_code")
    op.drop_table("outbox_mail")
    op.drop_table("event_reader")
    op.drop_index(op.f("ix_event_kind"), table_name="event")
    op.drop_index(op.f("ix_event_contribution_id"), table_name="event")
    op.drop_index(op.f("ix_event_consultation_id"), table_name="event")
    op.drop_table("event")
    op.drop_table("district")
    op.drop_table("consultation")
    op.drop_table("city")
    op.drop_index(op.f("ix_audit_entry_subject"), table_name="audit_entry")
    op.drop_index(op.f("ix_audit_entry_act"), table_name="audit_entry")
    op.drop_table("audit_entry")
    if op.get_bind().dialect.name == "postgresql":
        for function in ("refuse_audit_change", *FUNCTIONS):
            op.execute(f"DROP FUNCTION {function}()")
