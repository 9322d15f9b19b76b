"""Work of notices that nobody waits for."""

from django.utils import timezone
from django_tasks import task

from caresight.web.notices.sending import send_batch


@task()
def send_mail() -> int:
    """Send the e-mail that is due; what a server refused is tried again when its time comes."""
    batch = send_batch(timezone.now())
    if batch.try_again_at and send_mail.get_backend().supports_defer:
        send_mail.using(run_after=batch.try_again_at).enqueue()
    return batch.sent
