"""Work behind the request: Celery's settings, and what runs at which time.

Without a broker every task runs at once, in the process that queued it.
"""

from datetime import timedelta

from celery.schedules import crontab

from storefront.env import BASE_DIR, env

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", env.str("REDIS_URL", ""))
CELERY_TASK_ALWAYS_EAGER = not CELERY_BROKER_URL
if CELERY_TASK_ALWAYS_EAGER:
    CELERY_BROKER_URL = "memory://"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = env.str("TIME_ZONE", "UTC")

# A task is taken off the queue when it has ended, not when it starts: one whose worker
# was killed runs again. A killed child hands it back at once; for a killed worker the
# broker waits this long, which therefore must exceed the longest task.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT = 4 * 60
CELERY_TASK_TIME_LIMIT = 5 * 60
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": env.int("CELERY_VISIBILITY_TIMEOUT", 10 * 60),
    "unacked_restore_throttle": 1,  # look for them every 10 s, not every 100 s
    "socket_connect_timeout": 1,
    "socket_timeout": 5,
    "socket_keepalive": True,
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
# On the way out, what could not be finished goes back to the queue.
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = True  # for Flower
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

# A request that queues a task does not wait for a broker that is gone: one more try,
# for a connection that only was stale.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.05}

CELERY_BEAT_SCHEDULE_FILENAME = env.str(
    "CELERY_BEAT_FILE", str(BASE_DIR / "celerybeat-schedule")
)
CELERY_BEAT_SCHEDULE = {
    "deliver mail that is due": {
        "task": "core.mail.deliver_due_mails",
        "schedule": timedelta(seconds=30),
        "options": {"expires": 25},
    },
    "count what was sold": {
        "task": "store.sales.count_orders",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 55},
    },
    "count what is bought together": {
        "task": "store.recommendations.count_pairs",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 55},
    },
    "rank what is popular": {
        "task": "store.recommendations.rank_popular",
        "schedule": crontab(minute=27),
    },
    "find what was paired long ago": {
        "task": "store.recommendations.mark_old_pairs",
        "schedule": crontab(minute=53),
    },
    "find what was not counted": {
        "task": "store.sales.mark_forgotten_orders",
        "schedule": crontab(minute=47),
    },
    "keep searches up to date": {
        "task": "store.discovery.keep_up",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 55},
    },
    "clear up what searches read": {
        "task": "store.discovery.clear_up",
        "schedule": crontab(minute=27),
    },
    "look at payment pages": {
        "task": "store.payments.check_payments",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 55},
    },
    "do what payment events say": {
        "task": "store.payments.process_events",
        "schedule": timedelta(seconds=60),
        "options": {"expires": 55},
    },
    "delete stale carts": {
        "task": "store.carts.delete_stale_carts",
        "schedule": crontab(minute=17),
    },
    "tell vendors what runs low": {
        "task": "store.catalog.announce_low_stock",
        "schedule": crontab(minute=37),
    },
    "give products a code that have none": {
        "task": "store.catalog.code_forgotten_products",
        "schedule": crontab(minute=47),
    },
    "index products that have no words": {
        "task": "store.catalog.index_forgotten_products",
        "schedule": timedelta(minutes=10),
        "options": {"expires": 500},
    },
    "count words": {
        "task": "store.search.count_terms",
        "schedule": crontab(hour=3, minute=57),
    },
    "run imports that were left behind": {
        "task": "store.sheets.run_left_behind",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 50},
    },
    "look into files of books that were left behind": {
        "task": "store.reading.check_left_behind",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 50},
    },
    "hold what was paid for": {
        "task": "store.library.mend",
        "schedule": crontab(hour=3, minute=27),
    },
    "delete editions of books that nobody holds": {
        "task": "store.reading.delete_leftovers",
        "schedule": crontab(hour=3, minute=57),
    },
    "delete downloads that count no more": {
        "task": "store.reading.delete_old_downloads",
        "schedule": crontab(hour=3, minute=47),
    },
    "delete old imports": {
        "task": "store.sheets.delete_old_imports",
        "schedule": crontab(hour=3, minute=37),
    },
    "delete expired keys": {
        "task": "core.idempotency.delete_expired",
        "schedule": crontab(minute=57),
    },
    "delete expired sessions": {
        "task": "core.delete_expired_sessions",
        "schedule": crontab(hour=3, minute=7),
    },
    "delete expired invitations": {
        "task": "store.vendors.delete_expired_invitations",
        "schedule": crontab(hour=3, minute=17),
    },
    "rank products": {
        "task": "store.rankings.refresh",
        "schedule": timedelta(minutes=5),
        "options": {"expires": 290},
    },
    "rate every vendor": {
        "task": "store.reviews.rate_all_vendors",
        "schedule": crontab(hour=3, minute=37),
    },
    "rate products whose rating drifted": {
        "task": "store.reviews.mend_ratings",
        "schedule": crontab(hour=3, minute=57),
    },
    "delete old histories": {
        "task": "store.insights.delete_old_history",
        "schedule": crontab(hour=3, minute=47),
    },
    "check the ledger": {
        "task": "store.payments.check_ledger",
        "schedule": crontab(hour=4, minute=7),
    },
    "delete old mails": {
        "task": "core.mail.delete_old_mails",
        "schedule": crontab(hour=3, minute=27),
    },
}
