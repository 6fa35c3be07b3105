"""A text with its mentions emphasised. They lead nowhere: people have no page."""

from collections.abc import Iterable

from markupsafe import Markup

from commons.base.markup import to_html
from commons.contributions.mentions.models import Mention
from commons.contributions.mentions.rules import mention_pattern


def marked(text: str, mentions: Iterable[Mention] = ()) -> Markup:
    """What a person wrote, as safe HTML; whom it mentions stands out."""
    return to_html(text, mention_pattern([mention.typed for mention in mentions]))
