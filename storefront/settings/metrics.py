"""Prometheus metrics: an address of their own, or none."""

from storefront.env import env

# host:port; empty is off.
METRICS_ADDRESS = env.str("METRICS_ADDRESS", "")
# Where the workers count. The gunicorn configuration makes it and names it here.
METRICS_DIRECTORY = env.str("PROMETHEUS_MULTIPROC_DIR", "")
