# A production image: the web workers and the job worker, as one container.
#   docker build -t commons . && docker run -p 8000:8000 -v commons:/data commons
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY requirements/ requirements/
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/build.txt -r requirements/prod.txt
COPY pyproject.toml README.md ./
COPY commons/ commons/
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation --editable .

FROM python:3.11-slim-bookworm
RUN useradd --create-home --uid 1000 commons && mkdir /data && chown commons /data
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
COPY static/ static/
COPY migrations/ migrations/
COPY wsgi.py gunicorn.conf.py ./
ENV PATH=/venv/bin:$PATH COMMONS_HOME=/data PYTHONUNBUFFERED=1
USER commons
VOLUME /data
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["sh", "-c", "commons migrate && exec commons serve --host 0.0.0.0"]
