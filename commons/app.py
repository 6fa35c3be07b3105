"""Put the house together: the one module, with ``cli.py``, that knows every package."""

from typing import TYPE_CHECKING, Any

from flask import Flask, g, request, session, url_for
from flask_compress import Compress
from flask_login import LoginManager
from flask_wtf.csrf import CSRFProtect, generate_csrf
from markupsafe import Markup
from sqlalchemy.exc import OperationalError
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from commons.base.database import databases, db, only_reading
from commons.base.engines import open_databases
from commons.base.garbage import look_for_garbage_less_often
from commons.base.jobs import Jobs
from commons.base.logs import set_up_logs
from commons.base.settings import Settings
from commons.base.web.assets import build_assets
from commons.base.web.errors import init_errors
from commons.base.web.host import CityPicker
from commons.base.web.limits import limiter
from commons.base.web.requests import init_requests
from commons.base.web.security import add_static_headers, init_security
from commons.base.web.sessions import CitySessions, current_request_city
from commons.cities.context import current_city
from commons.features import register_features
from commons.feeds.links import feed_links
from commons.i18n import catalogue, choice, formats
from commons.i18n.languages import LANGUAGES, SHIPPED
from commons.navigation import footer, navigation
from commons.people import queries as people_queries
from commons.people.current import current_person
from commons.people.models import Person
from commons.people.permissions import may
from commons.people.sso import client as sso_client

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

FORM_BYTES = 2_000_000
"""What a form may weigh in all: a megabyte of plain letters is still answered by the form itself,
which keeps it. More is not read, so that nobody keeps us busy with it.
"""


def create_app(settings: Settings | None = None, *, immediate_jobs: bool = False) -> Flask:
    """The app of an installation. ``immediate_jobs`` runs jobs where they are asked for (tests)."""
    settings = settings or Settings.from_environment()
    set_up_logs()
    app = Flask("commons", static_folder=None, template_folder="base/templates")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI="sqlite://",  # never opened: the session asks `databases()`
        SESSION_COOKIE_NAME="commons",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        MAX_CONTENT_LENGTH=FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=FORM_BYTES,
        MAX_FORM_PARTS=2_000,
        WTF_CSRF_TIME_LIMIT=60 * 60 * 12,
        WTF_I18N_ENABLED=False,
        RATELIMIT_STORAGE_URI=settings.limits_url,
        RATELIMIT_ENABLED=settings.limits,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=5,
        COMPRESS_MIMETYPES=["text/html", "text/plain", "application/json"],
    )
    app.session_interface = CitySessions()
    app.extensions["commons.settings"] = settings
    app.extensions["commons.databases"] = open_databases(settings)
    app.extensions["commons.sso"] = sso_client.open_clients(settings.sso)
    app.extensions["commons.assets"] = build_assets(settings.static, settings.home)
    app.extensions["commons.jobs"] = Jobs(app, settings, immediate=immediate_jobs)
    init_requests(app)
    _choose_city_and_language(app)
    db.init_app(app)
    limiter.init_app(app)
    CSRFProtect(app)
    Compress(app)
    init_security(app, https=settings.secure_cookies)
    init_errors(app, prepare_layout)
    _recognise_people(app)
    _furnish_templates(app, settings)
    _give_pages_their_frame(app)
    register_features(app, settings)
    return app


def create_wsgi(settings: Settings | None = None) -> "WSGIApplication":
    """What a web server runs: the app behind the city picker, the static files, the proxies."""
    settings = settings or Settings.from_environment()
    wrapped = wrap(create_app(settings), settings)
    look_for_garbage_less_often()
    return wrapped


def wrap(app: Flask, settings: Settings) -> "WSGIApplication":
    """Put around an app what stands between it and the web."""

    def exists(slug: str) -> bool:
        try:
            with app.app_context():
                return databases().exists(slug)
        except OperationalError:
            return True  # nobody can say now; the app answers that the database does not

    wsgi: Any = CityPicker(app.wsgi_app, settings.hosts, exists)
    wsgi = WhiteNoise(
        wsgi,
        root=str(app.extensions["commons.assets"].folder),
        prefix="static/",
        immutable_file_test=lambda _path, _url: True,
        add_headers_function=add_static_headers,
        autorefresh=False,
    )
    if settings.proxies:
        hops = settings.proxies
        wsgi = ProxyFix(wsgi, x_for=hops, x_proto=hops, x_host=hops, x_port=hops)
    wrapped: WSGIApplication = wsgi
    return wrapped


def prepare_layout() -> None:
    """Make ready what every page needs: the city, and the reader's language."""
    city = current_city() if g.get("database") else None
    offered = [LANGUAGES[code] for code in city.languages] if city else list(SHIPPED)
    g.city_languages = offered
    remembered = session.get("language")
    accepted = list(request.accept_languages.values())
    catalogue.set_language(choice.choose(offered, remembered, accepted))


def _choose_city_and_language(app: Flask) -> None:
    @app.before_request
    def choose() -> None:
        slug = current_request_city(request)
        if slug:
            g.database = slug
        if request.method in {"GET", "HEAD", "OPTIONS"}:
            only_reading()
        elif not g.get("reading", False):
            # It may come in slowly: read before a lock is taken, which would hold up all.
            request.get_data(parse_form_data=True)
        prepare_layout()


def _recognise_people(app: Flask) -> None:
    login = LoginManager(app)
    login.session_protection = None  # devices move between networks; the cookie is signed

    @login.user_loader  # type: ignore[untyped-decorator]  # Flask-Login ships no types
    def load(token: str) -> object | None:
        return people_queries.person_by_session(token) if g.get("database") else None


def _furnish_templates(app: Flask, settings: Settings) -> None:
    env = app.jinja_env
    env.add_extension("jinja2.ext.i18n")
    env.policies["ext.i18n.trimmed"] = True
    env.trim_blocks = env.lstrip_blocks = True
    env.install_gettext_callables(  # type: ignore[attr-defined]
        catalogue.catalogue_gettext,
        catalogue.catalogue_ngettext,
        newstyle=True,
        pgettext=catalogue.catalogue_pgettext,
    )

    def zone() -> str:
        return current_city().time_zone

    env.globals.update(
        asset_url=app.extensions["commons.assets"].url,
        csrf_field=lambda: Markup('<input type="hidden" name="csrf_token" value="{}">').format(
            generate_csrf()
        ),
        may=may,
        number=formats.number,
        percent=formats.percent,
        listing=formats.listing,
        day=lambda moment: formats.day(moment, zone()),
        day_and_time=lambda moment: formats.day_and_time(moment, zone()),
        distance=formats.distance,
        money=lambda amount: formats.money(amount, current_city().currency),
        language_of=LANGUAGES.get,
        is_demo=settings.demo,
        sso_provider=sso_client.provider_here,
    )


def _give_pages_their_frame(app: Flask) -> None:
    def city_layout(person: Person | None) -> dict[str, Any]:
        return {
            # Nobody but the person themselves looks at their account.
            "account_url": None
            if person and person.helped_by
            else url_for("people.account" if person else "people.sign_in"),
            "notices_url": url_for("notices.inbox"),
            "home_url": url_for("consultations.home"),
            "navigation": navigation(person),
            "footer_links": footer(),
            "feeds": feed_links(),
        }

    @app.context_processor
    def layout() -> dict[str, Any]:
        in_city = bool(g.get("database"))
        person = current_person() if in_city else None
        return {
            "language": catalogue.current_language(),
            "city": current_city() if in_city else None,
            "city_languages": g.get("city_languages", list(SHIPPED)),
            "person": person,
            "account_url": None,
            "home_url": request.environ.get("commons.root", "") + "/" if request else "/",
            "navigation": [],
            "footer_links": [],
        } | (city_layout(person) if in_city else {})
