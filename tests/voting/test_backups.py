"""A backup that follows the operators' guide tells of no open vote whose a ballot is."""

import os
import re
import subprocess
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from commons.base.database import databases, db
from commons.base.engines import schema_of
from commons.base.settings import Settings
from commons.cities.context import city
from tests.factories.voting import cast_all, close_vote, open_vote

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "operators.md"


def commands() -> tuple[str, str]:
    """What the guide says to type: to back up, and to restore."""
    text = GUIDE.read_text().partition("## Backups")[2].partition("\n## ")[0]
    back_up, restore = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return back_up, restore


def type_in(script: str, url: str, folder: Path) -> None:
    """Run the guide's commands for the city in that database."""
    import pgserver  # once there is a folder for its lock: see ``postgresql_server``

    programs = Path(pgserver.__file__).parent / "pginstall" / "bin"
    plain = url.replace("postgresql+psycopg", "postgresql")
    subprocess.run(
        ["/bin/bash", "-euc", script.replace("SCHEMA", schema_of("gdansk"))],
        cwd=folder,
        env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "URL": plain},
        check=True,
        capture_output=True,
    )


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_a_dump_has_roll_box_and_leaves_each_in_an_order_of_its_own_and_comes_back(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    url = settings.database_url or ""
    with app.app_context(), city("gdansk"):
        cast_all(sealed := open_vote(), [["1"]] * 12)
        close_vote(sealed)
        receipts = cast_all(open_vote(), [["1"], ["2"], []] * 4)
        db.session.commit()
        databases().engine("gdansk").dispose()
    back_up, restore = commands()
    type_in(back_up, url, tmp_path)
    dump = (tmp_path / "city.sql").read_text()
    assert not [code for code in receipts if code in dump]
    lines = (tmp_path / "ballot_box.rows").read_text().splitlines()
    found = [code for code in (line.split("\t")[1] for line in lines) if code in receipts]
    assert found == sorted(receipts)
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'DROP SCHEMA "{schema_of("gdansk")}" CASCADE')
    engine.dispose()
    type_in(restore, url, tmp_path)
    with app.app_context(), city("gdansk"):
        for table, number in (("ballot_roll", 24), ("ballot_box", 24), ("ballot_leaf", 24)):
            assert db.session.scalar(sa.text(f"SELECT count(*) FROM {table}")) == number
