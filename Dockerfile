# The service on a slim base, without root. The steps are those `make setup` and `make run` take.
FROM python:3.12-slim AS build
WORKDIR /app
COPY pyproject.toml setup.cfg README.md ./
COPY service service
COPY schemas schemas
RUN python -m venv /opt/dateline && /opt/dateline/bin/pip install --no-cache-dir ".[postgresql]"

FROM python:3.12-slim
RUN useradd --system --uid 10001 --create-home --home-dir /home/dateline dateline \
    && install -d -o dateline -g dateline /var/lib/dateline
COPY --from=build /opt/dateline /opt/dateline
COPY --chown=dateline:dateline samples /usr/share/dateline/samples
ENV PATH=/opt/dateline/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATELINE_DATABASE_URL=sqlite:////var/lib/dateline/dateline.db \
    DATELINE_HOST=0.0.0.0 \
    DATELINE_PORT=8000
USER dateline
WORKDIR /var/lib/dateline
VOLUME /var/lib/dateline
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
# A public address needs a writer's key first: docker compose run --rm dateline dateline keys create desk --scope write
ENTRYPOINT []
CMD ["sh", "-c", "dateline db upgrade && exec dateline serve"]
