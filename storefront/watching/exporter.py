"""Serves the metrics on METRICS_ADDRESS, apart from the store: `python -m …exporter`.

A process of its own: it outlives a reload of the workers, it leaves the gunicorn master
without threads and connections to fork, and no customer can reach it.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from threading import Thread
from time import sleep
from typing import Any
from wsgiref.simple_server import WSGIServer

from django.conf import settings
from django.utils.log import configure_logging
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

from storefront.watching import components

logger = logging.getLogger("storefront.watching.exporter")


class StoreCollector:
    """What is read when Prometheus asks: the components, and the tasks that wait."""

    def __init__(self) -> None:
        self.watch = components.Watch(
            {
                "database": components.check_database,
                "cache": components.check_cache,
                "broker": components.check_broker,
            }
        )

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily(
            "storefront_component_up", "1 when it works.", labels=["component"]
        )
        states = self.watch.states()
        for name, state in states.items():
            if state != "off":
                up.add_metric([name], float(state == "ok"))
        yield up
        if states.get("broker") == "ok":
            yield queue_lengths()


def queue_lengths() -> GaugeMetricFamily:
    lengths = GaugeMetricFamily(
        "storefront_queue_length", "Tasks that wait.", labels=["queue"]
    )
    try:
        with components.broker_connection() as connection:
            for name in queue_names():
                lengths.add_metric([name], queue_length(connection, name))
    except Exception as error:  # noqa: BLE001 - the other metrics matter all the more
        logger.warning("The queues were not read: %s", error)
    return lengths


def queue_names() -> list[str]:
    default = getattr(settings, "CELERY_TASK_DEFAULT_QUEUE", None) or "celery"
    queues = getattr(settings, "CELERY_TASK_QUEUES", None) or []
    named = [queue if isinstance(queue, str) else queue.name for queue in queues]
    return list(dict.fromkeys([default, *named]))


def queue_length(connection: Any, name: str) -> int:
    from kombu.exceptions import OperationalError

    channel = connection.channel()
    try:
        return channel.queue_declare(queue=name, passive=True).message_count
    except (*connection.channel_errors, OperationalError):
        return 0  # a queue nobody has used yet is not there
    finally:
        channel.close()


def serve(address: str, directory: str) -> WSGIServer:
    """Start the server; while a former one still holds the address, wait for it."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=directory)
    registry.register(StoreCollector())
    host, _, port = address.rpartition(":")
    told = False
    while True:
        try:
            server, _ = start_http_server(int(port), host.strip("[]"), registry)
        except OSError as error:
            if not told:
                logger.warning("Metrics can't be served on %s yet: %s", address, error)
                told = True
            sleep(1)
        else:
            logger.info("Metrics on %s", address)
            return server


def leave_with(parent: int, directory: str) -> None:
    """End when the parent is gone, even one that was killed and could clean nothing up."""
    while os.getppid() == parent:
        sleep(1)
    shutil.rmtree(directory, ignore_errors=True)
    os._exit(0)


def main() -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os._exit(0))
    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
    if not (settings.METRICS_ADDRESS and settings.METRICS_DIRECTORY):
        sys.exit("METRICS_ADDRESS and PROMETHEUS_MULTIPROC_DIR name what to serve.")
    parent = os.getppid()
    Thread(
        target=leave_with, args=(parent, settings.METRICS_DIRECTORY), daemon=True
    ).start()
    serve(settings.METRICS_ADDRESS, settings.METRICS_DIRECTORY)
    signal.pause()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "storefront.settings.prod")
    main()
