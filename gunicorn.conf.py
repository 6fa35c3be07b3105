"""How the web workers run. ``commons serve`` gives address, processes and threads."""

import os

worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 8
timeout = 60
graceful_timeout = 25
keepalive = 5
# Lines are logged by the app, without addresses of people.
accesslog = None
errorlog = "-"
loglevel = "warning"
logger_class = "commons.base.web.server_log.ServerLog"
# A phone's header lines are short; what is longer is no phone.
limit_request_line = 4094
limit_request_fields = 60
control_socket_disable = True
# Whom to believe about the sender is said by COMMONS_PROXIES alone.
forwarded_allow_ips = ""
