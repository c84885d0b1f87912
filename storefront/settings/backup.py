"""Where `manage.py backup` writes (docs/backup.md)."""

from storefront.env import BASE_DIR, env

BACKUP_DIR = env.str("BACKUP_DIR", str(BASE_DIR / "backups"))
