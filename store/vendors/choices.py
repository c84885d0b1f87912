from django.db.models import TextChoices


class VendorStatus(TextChoices):
    PENDING = "pending", "Pending"
    APPROVED = "approved", "Approved"
    SUSPENDED = "suspended", "Suspended"


class Role(TextChoices):
    OWNER = "owner", "Owner"
    MANAGER = "manager", "Manager"
    STAFF = "staff", "Staff"


ROLES_THAT_WRITE_PRODUCTS = (Role.OWNER, Role.MANAGER)
