"""A mail is a row until it is sent: once, or given up after many tries."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes

import pytest
from django.core import mail as django_mail
from django.core.exceptions import ValidationError
from django.core.mail.message import BadHeaderError
from django.db import transaction
from django.utils import timezone

from core.mail import services, tasks
from core.mail.letters import Attachment, Letter, to_message
from core.models import Mail
from tests.mail_server import MailServer
from tests.processes import free_port
from tests.races.together import together

WORDS = {
    "to": ["alice@example.com"],
    "subject": "Hello",
    "text": "Hello Alice",
    "html": "<p>Hello Alice</p>",
}


@pytest.fixture
def server(settings):
    server = MailServer(free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


def queue(key: str = "hello:1", **words: object) -> Mail:
    services.queue_mail(kind="rendered", key=key, context={**WORDS, **words})
    return Mail.objects.get(key=key)


@pytest.mark.django_db(transaction=True)
def test_a_mail_leaves_after_the_commit_and_not_before(mailoutbox):
    with transaction.atomic():
        queue()
        assert mailoutbox == []

    (message,) = mailoutbox
    assert (message.to, message.subject, message.body) == (
        ["alice@example.com"],
        "Hello",
        "Hello Alice",
    )
    assert message.alternatives[0][0] == "<p>Hello Alice</p>"


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_sends_nothing_and_leaves_nothing(mailoutbox):
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)

    assert (mailoutbox, Mail.objects.count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_the_same_key_twice_is_one_mail(mailoutbox):
    queue()
    queue(subject="Hello again")

    assert [message.subject for message in mailoutbox] == ["Hello"]
    assert Mail.objects.count() == 1


@pytest.mark.django_db
def test_delivering_twice_sends_once_and_forgets_the_words(mailoutbox):
    mail = queue()

    assert tasks.deliver_mails([mail.key, mail.key]) == 1
    assert tasks.deliver_mails([mail.key]) == 0

    mail.refresh_from_db()
    assert len(mailoutbox) == 1
    assert (mail.status, mail.subject, mail.recipients) == (
        "sent",
        "Hello",
        "alice@example.com",
    )
    assert mail.context == {}
    assert mail.sent_at is not None


@pytest.mark.mariadb
@pytest.mark.django_db(transaction=True)
def test_eight_workers_with_one_mail_send_it_once(server):
    mail = Mail.objects.create(key="hello:1", kind="rendered", context=WORDS)
    server.postbox.delay = 0.2

    results = together(*[lambda: services.deliver_mail(key=mail.key)] * 8)

    assert sorted(results) == [False] * 7 + [True]
    assert server.postbox.subjects() == ["Hello"]


@pytest.mark.django_db
def test_a_mail_arrives_whole_over_smtp(server, settings):
    settings.DEFAULT_FROM_EMAIL = "Storefront <store@shop.example>"
    mail = queue(subject="Äpfel für Amélie")

    assert services.deliver_mail(key=mail.key) is True

    (message,) = server.postbox.messages
    assert message["From"] == "Storefront <store@shop.example>"
    assert message["Subject"] == "Äpfel für Amélie"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@shop.example>")
    parts = {part.get_content_type() for part in message.walk()}
    assert parts == {"multipart/alternative", "text/plain", "text/html"}


@pytest.mark.django_db
def test_pauses_double_with_jitter_and_end_after_twelve_attempts(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    mail = queue()
    pauses = []

    for _ in range(12):
        Mail.objects.update(next_attempt_at=timezone.now())
        assert services.deliver_mail(key=mail.key) is False
        mail.refresh_from_db()
        pauses.append((mail.next_attempt_at - timezone.now()).total_seconds())

    plan = [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600, 3600]
    for pause, planned in zip(pauses, plan, strict=True):
        assert 0.75 * planned - 1 <= pause <= 1.25 * planned
    assert (
        len(
            {
                round(pause / planned, 3)
                for pause, planned in zip(pauses, plan, strict=True)
            }
        )
        > 3
    )
    assert (mail.status, mail.attempts) == ("failed", 12)
    assert mail.last_error.startswith("ConnectionRefusedError")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("refusal", "status"), [("550 No such user", "failed"), ("450 Later", "queued")]
)
def test_a_mailbox_that_is_not_there_is_given_up_at_once(server, refusal, status):
    mail = queue()
    server.postbox.refusal = refusal

    services.deliver_mail(key=mail.key)

    mail.refresh_from_db()
    assert (mail.status, mail.attempts) == (status, 1)
    assert refusal[4:] in mail.last_error


@pytest.mark.django_db
def test_staff_send_given_up_mails_again(
    admin_client, server, django_capture_on_commit_callbacks
):
    mail = queue()
    server.postbox.refusal = "550 No such user"
    services.deliver_mail(key=mail.key)
    server.postbox.refusal = ""

    with django_capture_on_commit_callbacks(execute=True):
        response = admin_client.post(
            "/admin/core/mail/",
            {"action": "send_again", "_selected_action": [mail.pk]},
            follow=True,
        )

    mail.refresh_from_db()
    assert "1 given-up mails are on their way again." in response.content.decode()
    assert (mail.status, server.postbox.subjects()) == ("sent", ["Hello"])


@pytest.mark.django_db
def test_the_admin_does_not_show_words_that_may_hold_a_secret(admin_client):
    mail = queue(text="reset/confirm/MQ/secret-token")

    page = admin_client.get(f"/admin/core/mail/{mail.pk}/change/").content.decode()

    assert "secret-token" not in page
    assert "Not shown" in page


@pytest.mark.parametrize(
    ("part", "value", "error"),
    [
        ("subject", "Hi\nBcc: eve@example.com", BadHeaderError),
        ("subject", "Hi\r\nBcc: eve@example.com", BadHeaderError),
        ("to", ["alice@example.com\nBcc: eve@example.com"], ValidationError),
        ("reply_to", ["a@example.com, eve@example.com"], ValidationError),
        ("to", ["no address"], ValidationError),
    ],
)
def test_another_header_cannot_be_smuggled_in(part, value, error):
    with pytest.raises(error):
        to_message(Letter(**{**WORDS, part: value}), message_id="<1@x>")


@pytest.mark.django_db
def test_a_smuggled_header_sends_nothing_and_is_given_up(mailoutbox):
    mail = queue(subject="Hi\nBcc: eve@example.com")

    assert services.deliver_mail(key=mail.key) is False

    mail.refresh_from_db()
    assert (mailoutbox, mail.status) == ([], "failed")


def test_an_attachment_keeps_its_name_type_and_bytes():
    attachment = Attachment("list.csv", "é,1\n".encode(), "text/csv")
    letter = Letter(**WORDS, attachments=[attachment])

    message = message_from_bytes(
        to_message(letter, message_id="<1@x>").message().as_bytes()
    )

    (found,) = [part for part in message.walk() if part.get_filename()]
    assert (found.get_filename(), found.get_content_type()) == ("list.csv", "text/csv")
    assert found.get_payload(decode=True).decode() == "é,1\n"


@pytest.mark.django_db
def test_nobody_to_send_to_is_no_failure(mailoutbox):
    mail = queue(to=[])

    assert services.deliver_mail(key=mail.key) is False

    mail.refresh_from_db()
    assert (mail.status, mailoutbox) == ("skipped", [])


@pytest.mark.django_db
def test_a_letter_that_cannot_be_written_is_tried_again(mailoutbox):
    services.queue_mail(kind="unknown kind", key="x", context={})

    assert services.deliver_mail(key="x") is False

    mail = Mail.objects.get()
    assert (mail.status, mail.attempts) == ("queued", 1)
    assert mail.last_error == "KeyError: 'unknown kind'"


@pytest.mark.django_db
def test_the_sweep_takes_what_is_due_and_leaves_the_rest(mailoutbox):
    queue("due")
    queue("later")
    Mail.objects.filter(key="later").update(
        next_attempt_at=timezone.now() + timedelta(minutes=1)
    )

    assert tasks.deliver_due_mails() == 1

    assert Mail.objects.get(key="later").status == "queued"
    assert len(mailoutbox) == 1


@pytest.mark.django_db
def test_old_ended_mails_are_forgotten_and_waiting_ones_kept(settings):
    settings.MAIL_KEEP_DAYS = 90
    old = timezone.now() - timedelta(days=91)
    for key in ("sent", "failed", "queued", "young"):
        queue(key)
    Mail.objects.filter(key__in=["sent", "young"]).update(status="sent")
    Mail.objects.filter(key="failed").update(status="failed")
    Mail.objects.exclude(key="young").update(created_at=old)

    assert tasks.delete_old_mails() == 2

    assert set(Mail.objects.values_list("key", flat=True)) == {"queued", "young"}
    assert django_mail.outbox == []
