#!/bin/sh
# Waits until the database answers, then becomes the command, which so gets the signals.
# It migrates nothing: `python manage.py release` does, in a release step of its own.
set -eu

if [ "$#" -eq 0 ]; then
    echo "usage: deploy/entrypoint.sh COMMAND [ARGUMENT]..." >&2
    exit 64
fi
python "$(dirname "$0")/../manage.py" wait_for_database \
    --timeout "${DATABASE_WAIT_SECONDS:-60}" --verbosity 0
exec "$@"
