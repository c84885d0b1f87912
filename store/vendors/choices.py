from django.db.models import TextChoices


class VendorStatus(TextChoices):
    PENDING = "pending", "Pending"
    APPROVED = "approved", "Approved"
    SUSPENDED = "suspended", "Suspended"
    REJECTED = "rejected", "Rejected"


# From which state staff may bring a vendor to which.
COMES_FROM = {
    VendorStatus.APPROVED: (
        VendorStatus.PENDING,
        VendorStatus.SUSPENDED,
        VendorStatus.REJECTED,
    ),
    VendorStatus.SUSPENDED: (VendorStatus.APPROVED,),
    VendorStatus.REJECTED: (VendorStatus.PENDING,),
}
NEEDS_A_REASON = (VendorStatus.SUSPENDED, VendorStatus.REJECTED)
MOST_OF_A_REASON = 1000


class Role(TextChoices):
    OWNER = "owner", "Owner"
    MANAGER = "manager", "Manager"
    STAFF = "staff", "Staff"


ROLES_THAT_WRITE_PRODUCTS = (Role.OWNER, Role.MANAGER)
ROLES_THAT_RUN_THE_SHOP = (Role.OWNER, Role.MANAGER)
