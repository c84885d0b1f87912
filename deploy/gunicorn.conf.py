"""Gunicorn's settings. Each variable is explained in docs/configuration.md.

gunicorn --config deploy/gunicorn.conf.py storefront.wsgi
"""

from __future__ import annotations

import math
import os
import sys
from os import environ
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from gunicorn_metrics import (  # noqa: F401
    child_exit,
    environment,
    on_exit,
    pre_fork,
    when_ready,
)

CGROUP_QUOTA = Path("/sys/fs/cgroup/cpu.max")
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a heartbeat file without a name


def count_cores() -> int:
    """The cores this process may use: a container sees all of its host's."""
    allowed = getattr(os, "sched_getaffinity", None)
    cores = len(allowed(0)) if allowed else os.cpu_count() or 1
    try:
        quota, period = CGROUP_QUOTA.read_text().split()
        return max(1, min(cores, math.ceil(int(quota) / int(period))))
    except (OSError, ValueError):  # no cgroup v2, or "max": no limit
        return cores


bind = environ.get("BIND") or f"0.0.0.0:{environ.get('PORT') or 8000}"

# docs/performance.md, "Workers and threads", has the measurement behind these two.
worker_class = "gthread"
workers = int(environ.get("WEB_CONCURRENCY") or count_cores())
threads = int(environ.get("WEB_THREADS") or 4)

# How long requests in flight may take once the server is told to stop. Whoever stops it
# (systemd, Docker, Kubernetes) must wait longer than this before it kills.
graceful_timeout = int(environ.get("WEB_GRACEFUL_TIMEOUT") or 30)
# A silent worker is killed. A slow request does not make a gthread worker silent.
timeout = 30
# Idle connections. A proxy in front must close its own earlier: see deploy/nginx.conf.
keepalive = int(environ.get("WEB_KEEPALIVE") or 5)

# A worker is replaced now and then, so that a leak cannot grow. It finishes what it has;
# new connections wait in the master's socket meanwhile. The jitter keeps the workers from
# leaving together.
max_requests = int(environ.get("WEB_MAX_REQUESTS") or 10_000)
max_requests_jitter = max_requests // 2

# The heartbeat is a file touched every second: in memory, where a busy disk cannot stall it.
worker_tmp_dir = str(SHARED_MEMORY) if os.access(SHARED_MEMORY, os.W_OK) else None

# Whose X-Forwarded-Proto decides the scheme.
forwarded_allow_ips = environ.get("FORWARDED_ALLOW_IPS") or "127.0.0.1,::1"

# One socket in the home folder, shared by every gunicorn of the user; a read-only
# container has no home at all.
control_socket_disable = True

# A reload (HUP) imports the code anew only if the master has not imported it.
preload_app = False

# The application logs its requests; the server logs its own life to stderr.
accesslog = None
errorlog = "-"

# The workers count where the exporter on METRICS_ADDRESS reads (deploy/gunicorn_metrics.py).
raw_env = environment()
