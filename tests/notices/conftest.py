"""A real mail server of the tests, and an installation that uses it."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from commons.base.settings import Settings


@dataclass
class MailServer:
    """Takes mail over SMTP, except for what it was told to refuse."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    wires: list[bytes] = field(default_factory=list)
    """The mails as they came over the wire."""
    refuses: set[str] = field(default_factory=set)
    down: bool = False
    calls: int = 0

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's word for it)
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        self.calls += 1
        if self.down:
            return "451 try later"
        if address in self.refuses:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        self.wires.append(content)
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        """The mails that reached an address."""
        return [
            mail
            for mail, reached in zip(self.mails, self.recipients, strict=True)
            if address in reached
        ]


@pytest.fixture
def post_office() -> Iterator[MailServer]:
    """The mail server, listening."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        server = MailServer(port=free.getsockname()[1])
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    yield server
    controller.stop()


@pytest.fixture
def settings(settings: Settings, post_office: MailServer) -> Settings:
    """The settings of an installation that sends real mail."""
    return replace(
        settings,
        smtp_url=f"smtp://127.0.0.1:{post_office.port}",
        mail_from="Gdańsk razem <razem@gdansk.example>",
        public_url="https://commons.example",
    )
