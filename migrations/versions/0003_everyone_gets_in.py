"""Everyone gets in."""

import sqlalchemy as sa
from alembic import op

from commons.base.database import Json, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Everyone gets in."""
    op.create_table(
        "census_list",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("fields", Json, nullable=False),
        sa.Column("ages", Json, nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_census_list")),
    )
    op.create_table(
        "inclusion_reference",
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("people", Json, nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("question", name=op.f("pk_inclusion_reference")),
    )
    op.create_table(
        "letter_home",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_home")),
    )
    op.create_index(op.f("ix_letter_home_asked_on"), "letter_home", ["asked_on"], unique=False)
    op.create_index(op.f("ix_letter_home_mark"), "letter_home", ["mark"], unique=False)
    op.create_table(
        "verification_tries",
        sa.Column("hour", UtcDateTime(), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hour", "who", name=op.f("pk_verification_tries")),
    )
    op.create_table(
        "verification_way",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_verification_way")),
    )
    op.create_table(
        "wrong_card_tries",
        sa.Column("hour", UtcDateTime(), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hour", "sender", name=op.f("pk_wrong_card_tries")),
    )
    op.create_table(
        "inclusion_survey",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("questions", Json, nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.Column("figures", Json, nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("swept", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_inclusion_survey_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_inclusion_survey")),
    )
    op.create_table(
        "card_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("printed_at", UtcDateTime(), nullable=True),
        sa.Column("form_mark", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_card_batch_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["person.id"],
            name=op.f("fk_card_batch_made_by_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card_batch")),
        sa.UniqueConstraint("form_mark", name=op.f("uq_card_batch_form_mark")),
    )
    op.create_table(
        "census_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("at_least_age", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_census_entry_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_census_entry_person_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_census_entry")),
        sa.UniqueConstraint("person_id", name=op.f("uq_census_entry_person_id")),
    )
    op.create_index(op.f("ix_census_entry_mark"), "census_entry", ["mark"], unique=False)
    op.create_table(
        "follow",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_follow_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "subject", name=op.f("pk_follow")),
    )
    op.create_index("ix_follow_subject", "follow", ["subject", "person_id"], unique=False)
    op.create_table(
        "inclusion_answer",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("pseudonym", sa.String(length=64), nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["inclusion_survey.consultation_id"],
            name=op.f("fk_inclusion_answer_consultation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("consultation_id", "pseudonym", name=op.f("pk_inclusion_answer")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "letter_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("district_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("printed_at", UtcDateTime(), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_letter_request_district_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_letter_request_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_request")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_letter_request_code_hash")),
        sa.UniqueConstraint("person_id", name=op.f("uq_letter_request_person_id")),
    )
    op.create_table(
        "notice",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_notice_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "person_id", name=op.f("pk_notice")),
    )
    op.create_index(
        "ix_notice_person_id_event_id", "notice", ["person_id", "event_id"], unique=False
    )
    op.create_index(
        "ix_notice_unseen",
        "notice",
        ["person_id"],
        unique=False,
        sqlite_where=sa.text("seen_at IS NULL"),
        postgresql_where=sa.text("seen_at IS NULL"),
    )
    op.create_index("ix_notice_written_at", "notice", ["written_at"], unique=False)
    op.create_table(
        "notice_choice",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "how IN ('now', 'daily', 'weekly', 'never')", name=op.f("ck_notice_choice_how")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_notice_choice_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "topic", name=op.f("pk_notice_choice")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_skeleton", sa.String(length=400), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("accredited", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("end_reason", sa.String(length=300), nullable=True),
        sa.CheckConstraint(
            "kind IN ('association', 'international body', 'school', 'company', 'public body')",
            name=op.f("ck_organisation_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"],
            ["person.id"],
            name=op.f("fk_organisation_ended_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["person.id"],
            name=op.f("fk_organisation_made_by_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name_skeleton", name=op.f("uq_organisation_name_skeleton")),
    )
    op.create_table(
        "other_address",
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_other_address_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("address_hash", name=op.f("pk_other_address")),
    )
    op.create_index(
        op.f("ix_other_address_person_id"), "other_address", ["person_id"], unique=False
    )
    op.create_table(
        "pairing_code",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_pairing_code_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_pairing_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_pairing_code_code_hash")),
    )
    op.create_table(
        "passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("credential", sa.String(length=1400), nullable=False),
        sa.Column("handle", sa.String(length=64), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("host", sa.String(length=253), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_passkey_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential", name=op.f("uq_passkey_credential")),
    )
    op.create_index(op.f("ix_passkey_person_id"), "passkey", ["person_id"], unique=False)
    op.create_table(
        "passkey_challenge",
        sa.Column("challenge_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_passkey_challenge_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("challenge_hash", name=op.f("pk_passkey_challenge")),
    )
    op.create_index(
        op.f("ix_passkey_challenge_person_id"), "passkey_challenge", ["person_id"], unique=False
    )
    op.create_table(
        "sso_identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("identity_hash", sa.String(length=64), nullable=False),
        sa.Column("connected_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sso_identity_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sso_identity")),
        sa.UniqueConstraint("identity_hash", name=op.f("uq_sso_identity_identity_hash")),
    )
    op.create_index(op.f("ix_sso_identity_person_id"), "sso_identity", ["person_id"], unique=False)
    op.create_table(
        "vouch_request",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_vouch_request_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_vouch_request")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_vouch_request_token_hash")),
    )
    op.create_table(
        "access_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("first_used_on", sa.Date(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("end_reason", sa.String(length=300), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["card_batch.id"], name=op.f("fk_access_card_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_access_card_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_card")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_access_card_code_hash")),
        sa.UniqueConstraint("number", name=op.f("uq_access_card_number")),
    )
    op.create_index(op.f("ix_access_card_batch_id"), "access_card", ["batch_id"], unique=False)
    op.create_index(op.f("ix_access_card_person_id"), "access_card", ["person_id"], unique=False)
    op.create_table(
        "helping",
        sa.Column("device", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("card_number", sa.String(length=20), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["device"],
            ["sign_in_session.token_hash"],
            name=op.f("fk_helping_device"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_helping_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("device", name=op.f("pk_helping")),
    )
    op.create_index(op.f("ix_helping_person_id"), "helping", ["person_id"], unique=False)
    op.create_table(
        "organisation_speaker",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"],
            ["person.id"],
            name=op.f("fk_organisation_speaker_added_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_speaker_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_organisation_speaker_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "organisation_id", "person_id", name=op.f("pk_organisation_speaker")
        ),
    )
    op.create_index(
        op.f("ix_organisation_speaker_person_id"),
        "organisation_speaker",
        ["person_id"],
        unique=False,
    )
    op.create_table(
        "sheet_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vote_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("first_by_id", sa.Integer(), nullable=True),
        sa.Column("second_by_id", sa.Integer(), nullable=True),
        sa.Column("first_done", sa.Boolean(), nullable=False),
        sa.Column("second_done", sa.Boolean(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=True),
        sa.Column("reasons", Json, nullable=False),
        sa.Column("refused", Json, nullable=False),
        sa.CheckConstraint(
            "state IN ('entering', 'comparing', 'counted', 'withdrawn', 'late')",
            name=op.f("ck_sheet_batch_state"),
        ),
        sa.CheckConstraint("expected > 0", name=op.f("ck_sheet_batch_expected")),
        sa.CheckConstraint("first_by_id <> second_by_id", name=op.f("ck_sheet_batch_two_people")),
        sa.ForeignKeyConstraint(
            ["first_by_id"],
            ["person.id"],
            name=op.f("fk_sheet_batch_first_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"],
            ["person.id"],
            name=op.f("fk_sheet_batch_made_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["second_by_id"],
            ["person.id"],
            name=op.f("fk_sheet_batch_second_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["vote_id"], ["vote.phase_id"], name=op.f("fk_sheet_batch_vote_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_batch")),
    )
    op.create_index(
        op.f("ix_sheet_batch_first_by_id"), "sheet_batch", ["first_by_id"], unique=False
    )
    op.create_index(op.f("ix_sheet_batch_made_by_id"), "sheet_batch", ["made_by_id"], unique=False)
    op.create_index(
        op.f("ix_sheet_batch_second_by_id"), "sheet_batch", ["second_by_id"], unique=False
    )
    op.create_index(op.f("ix_sheet_batch_vote_id"), "sheet_batch", ["vote_id"], unique=False)
    op.create_table(
        "vouch",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("voucher_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("vouched_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_vouch_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_vouch_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["voucher_id"], ["person.id"], name=op.f("fk_vouch_voucher_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "voucher_id", name=op.f("pk_vouch")),
    )
    op.create_index(op.f("ix_vouch_voucher_id"), "vouch", ["voucher_id"], unique=False)
    op.create_table(
        "paper_sheet",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("contents", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["sheet_batch.id"],
            name=op.f("fk_paper_sheet_batch_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("batch_id", "entry", "position", name=op.f("pk_paper_sheet")),
        sqlite_with_rowid=False,
    )
    op.add_column(
        "ballot_box",
        sa.Column("channel", sa.String(length=20), server_default="online", nullable=True),
    )
    op.add_column(
        "contribution",
        sa.Column("shown_as", sa.String(length=20), server_default="name", nullable=False),
    )
    op.execute(
        "ALTER TABLE contribution ADD COLUMN shown_district_id INTEGER "
        "CONSTRAINT fk_contribution_shown_district_id REFERENCES district (id)"
    )
    op.execute(
        "ALTER TABLE contribution ADD COLUMN organisation_id INTEGER "
        "CONSTRAINT fk_contribution_organisation_id REFERENCES organisation (id)"
    )
    op.add_column(
        "contribution",
        sa.Column("channel", sa.String(length=20), server_default="online", nullable=False),
    )
    op.create_index(
        op.f("ix_contribution_organisation_id"), "contribution", ["organisation_id"], unique=False
    )
    op.add_column(
        "delivery", sa.Column("how", sa.String(length=10), server_default="now", nullable=False)
    )
    op.create_index(op.f("ix_delivery_person_id"), "delivery", ["person_id"], unique=False)
    op.add_column("person", sa.Column("name_skeleton", sa.String(length=255), nullable=True))
    op.add_column(
        "person", sa.Column("shown_as", sa.String(length=20), server_default="name", nullable=False)
    )
    op.create_index(op.f("ix_person_name_skeleton"), "person", ["name_skeleton"], unique=True)
    op.add_column("phase", sa.Column("reminded_at", UtcDateTime(), nullable=True))
    op.execute(
        "ALTER TABLE verification ADD COLUMN district_id INTEGER "
        "CONSTRAINT fk_verification_district_id REFERENCES district (id)"
    )
    op.add_column("verification", sa.Column("at_least_age", sa.Integer(), nullable=True))
    # The roll's own way was called web before there were others.
    op.execute("UPDATE ballot_roll SET channel = 'online' WHERE channel = 'web'")


def downgrade() -> None:
    """Take them away again."""
    op.drop_column("verification", "at_least_age")
    op.drop_column("verification", "district_id")
    op.drop_column("phase", "reminded_at")
    op.drop_index(op.f("ix_person_name_skeleton"), table_name="person")
    op.drop_column("person", "shown_as")
    op.drop_column("person", "name_skeleton")
    op.drop_index(op.f("ix_delivery_person_id"), table_name="delivery")
    op.drop_column("delivery", "how")
    op.drop_index(op.f("ix_contribution_organisation_id"), table_name="contribution")
    op.drop_column("contribution", "channel")
    op.drop_column("contribution", "organisation_id")
    op.drop_column("contribution", "shown_district_id")
    op.drop_column("contribution", "shown_as")
    op.drop_column("ballot_box", "channel")
    op.drop_table("paper_sheet")
    op.drop_index(op.f("ix_vouch_voucher_id"), table_name="vouch")
    op.drop_table("vouch")
    op.drop_index(op.f("ix_sheet_batch_vote_id"), table_name="sheet_batch")
    op.drop_index(op.f("ix_sheet_batch_second_by_id"), table_name="sheet_batch")
    op.drop_index(op.f("ix_sheet_batch_made_by_id"), table_name="sheet_batch")
    op.drop_index(op.f("ix_sheet_batch_first_by_id"), table_name="sheet_batch")
    op.drop_table("sheet_batch")
    op.drop_index(op.f("ix_organisation_speaker_person_id"), table_name="organisation_speaker")
    op.drop_table("organisation_speaker")
    op.drop_index(op.f("ix_helping_person_id"), table_name="helping")
    op.drop_table("helping")
    op.drop_index(op.f("ix_access_card_person_id"), table_name="access_card")
    op.drop_index(op.f("ix_access_card_batch_id"), table_name="access_card")
    op.drop_table("access_card")
    op.drop_table("vouch_request")
    op.drop_index(op.f("ix_sso_identity_person_id"), table_name="sso_identity")
    op.drop_table("sso_identity")
    op.drop_index(op.f("ix_passkey_challenge_person_id"), table_name="passkey_challenge")
    op.drop_table("passkey_challenge")
    op.drop_index(op.f("ix_passkey_person_id"), table_name="passkey")
    op.drop_table("passkey")
    op.drop_table("pairing_code")
    op.drop_index(op.f("ix_other_address_person_id"), table_name="other_address")
    op.drop_table("other_address")
    op.drop_table("organisation")
    op.drop_table("notice_choice")
    op.drop_index("ix_notice_written_at", table_name="notice")
    op.drop_index(
        "ix_notice_unseen",
        table_name="notice",
        sqlite_where=sa.text("seen_at IS NULL"),
        postgresql_where=sa.text("seen_at IS NULL"),
    )
    op.drop_index("ix_notice_person_id_event_id", table_name="notice")
    op.drop_table("notice")
    op.drop_table("letter_request")
    op.drop_table("inclusion_answer")
    op.drop_index("ix_follow_subject", table_name="follow")
    op.drop_table("follow")
    op.drop_index(op.f("ix_census_entry_mark"), table_name="census_entry")
    op.drop_table("census_entry")
    op.drop_table("card_batch")
    op.drop_table("inclusion_survey")
    op.drop_table("wrong_card_tries")
    op.drop_table("verification_way")
    op.drop_table("verification_tries")
    op.drop_index(op.f("ix_letter_home_mark"), table_name="letter_home")
    op.drop_index(op.f("ix_letter_home_asked_on"), table_name="letter_home")
    op.drop_table("letter_home")
    op.drop_table("inclusion_reference")
    op.drop_table("census_list")
