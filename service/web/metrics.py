"""Numbers for Prometheus, counted over all workers: prometheus_client keeps them in files that the workers share."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

MOST_LABELS = 1000


class Metrics:
    """What is counted. With a folder, all processes that count into it are seen as one."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self.registry = CollectorRegistry()
        registry = self.registry
        self.requests = Counter(
            "dateline_requests", "Requests answered.", ("method", "route", "status"), registry=registry
        )
        self.seconds = Histogram(
            "dateline_request_seconds", "Time to answer.", ("route",), buckets=BUCKETS, registry=registry
        )
        self.cache = Counter("dateline_timelines", "Timelines answered.", ("source",), registry=registry)
        self.articles = Counter("dateline_articles", "Articles offered by HTTP.", ("outcome",), registry=registry)
        # What is counted under is looked up once: the library takes a lock and makes a key each time it is asked.
        self._requests = lru_cache(MOST_LABELS)(self.requests.labels)
        self._seconds = lru_cache(MOST_LABELS)(self.seconds.labels)
        self._cache = lru_cache(MOST_LABELS)(self.cache.labels)
        self.running = Gauge(
            "dateline_requests_running", "Requests being answered.", registry=registry, multiprocess_mode="livesum"
        )

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request answered."""
        self._requests(method, route, str(status)).inc()
        self._seconds(route).observe(seconds)

    def answered(self, source: str) -> None:
        """Count one timeline answered from memory, from the store, or by saying that nothing is new."""
        self._cache(source).inc()

    def exposition(self) -> bytes:
        """Everything counted so far, in Prometheus' text form."""
        if self.folder is None:
            return generate_latest(self.registry)
        merged = CollectorRegistry()
        multiprocess.MultiProcessCollector(merged, path=str(self.folder))  # type: ignore[no-untyped-call]
        return generate_latest(merged)
