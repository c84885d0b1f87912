"""What operators see of the store: logs, metrics, error reports."""
