"""Mail: over SMTP where a server is set, into the demo's outbox page where none is."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate, make_msgid, parseaddr
from urllib.parse import unquote, urlsplit

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column

from commons.base import clock
from commons.base.database import Model, db
from commons.base.privacy import impersonal, personal
from commons.base.settings import Settings
from commons.i18n.catalogue import lazy_gettext as _l

TIMEOUT_SECONDS = 15
OUTBOX_DAYS = 30
"""How long a mail of the demo is kept; ``_KEPT`` says the same in words."""
_WHY = _l("This is a demo: its mails are shown on a page and go to nobody.")
_KEPT = _l("30 days.")


class OutboxMail(Model):
    """A mail of the demo, kept to be read on a page instead of being sent."""

    __tablename__ = "outbox_mail"
    __impersonal__ = impersonal("When, and in which language.", "id at language")

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    recipient: Mapped[str] = mapped_column(
        sa.String(320), info=personal(_l("Sent to"), purpose=_WHY, kept=_KEPT)
    )
    subject: Mapped[str] = mapped_column(
        sa.String(300), info=personal(_l("Subject"), purpose=_WHY, kept=_KEPT)
    )
    body: Mapped[str] = mapped_column(sa.Text, info=personal(_l("Text"), purpose=_WHY, kept=_KEPT))
    language: Mapped[str] = mapped_column(sa.String(20))


class MailNotSent(RuntimeError):
    """The mail could not be handed over. Its text says why, for the operator's log."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to one person, in their language."""

    recipient: str
    subject: str
    body: str
    language: str
    stop_url: str | None = None
    """Where its reader, or their mail program, ends mails of its sort: one POST does (RFC 8058).
    Its last part is a token that stands for the same by mail."""


def send_mail(mail: Mail) -> None:
    """Send a mail now. Raises MailNotSent when the server does not take it."""
    settings: Settings = current_app.extensions["commons.settings"]
    if settings.smtp_url is not None:
        _send_by_smtp(settings, mail)
    elif settings.demo:
        db.session.add(
            OutboxMail(
                at=clock.now(),
                recipient=mail.recipient,
                subject=mail.subject,
                body=mail.body,
                language=mail.language,
            )
        )
        db.session.commit()
    else:
        raise MailNotSent("no mail server is set: see COMMONS_SMTP_URL")


class _Policy(EmailPolicy):
    """How headers are written: addresses of pages whole.

    Python folds a word that is too long for its line into encoded words, which no mail program
    reads in a List-Unsubscribe header.
    """

    def fold_binary(self, name: str, value: str) -> bytes:
        """A header as it goes over the wire."""
        if name.lower().startswith("list-"):
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


_POLICY = _Policy(linesep="\r\n")


def compose(settings: Settings, mail: Mail) -> EmailMessage:
    """The mail as it goes over the wire. Line breaks in a header raise ValueError."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = settings.mail_from
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Date"] = formatdate(clock.now().timestamp())
    message["Message-ID"] = make_msgid(domain=parseaddr(settings.mail_from)[1].rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    if mail.stop_url is not None:
        _say_how_to_stop(message, mail.stop_url, settings.unsubscribe_address)
    message.set_content(mail.body)
    message["Content-Language"] = mail.language  # setting the content clears what was set before
    return message


def _say_how_to_stop(message: EmailMessage, url: str, address: str | None) -> None:
    """The headers behind a mail program's own "unsubscribe" button (RFC 2369, RFC 8058)."""
    if not url.isascii():
        return  # a host that is not written as the protocol wants it; the link is in the foot, too
    ways = [f"<{url}>"]
    if address is not None:
        ways.append(f"<mailto:{address}?subject={url.rpartition('/')[2]}>")
    message["List-Unsubscribe"] = ", ".join(ways)
    # The standard has one click by https only: else the token would go over the wire in clear.
    if url.startswith("https://"):
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def _send_by_smtp(settings: Settings, mail: Mail) -> None:
    """``smtp://user:password@host:port`` (STARTTLS where offered) or ``smtps://``."""
    url = urlsplit(settings.smtp_url or "")
    host = url.hostname or "localhost"
    try:
        server: smtplib.SMTP
        if url.scheme == "smtps":
            server = smtplib.SMTP_SSL(
                host,
                url.port or 465,
                timeout=TIMEOUT_SECONDS,
                context=ssl.create_default_context(),
            )
        else:
            server = smtplib.SMTP(host, url.port or 25, timeout=TIMEOUT_SECONDS)
        with server:
            if url.scheme != "smtps" and server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
            server.send_message(compose(settings, mail))
    except (OSError, smtplib.SMTPException, ValueError) as error:
        # The server's words may hold the address, which belongs in no log.
        why = f"{type(error).__name__}: {error}".replace(mail.recipient, "…")
        raise MailNotSent(why) from error
