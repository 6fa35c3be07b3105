"""What the pages of merging and splitting hang on."""

from flask import Blueprint

blueprint = Blueprint("merging", "commons.proposals.merging", template_folder="templates")
