import logging

logger = logging.getLogger(__name__)


class Accounts:
    def register(self, form):
        # ruleid: python-personal-data-in-log
        logger.info(f"new account: {form.email}")
        # ok: python-personal-data-in-log
        logger.info("new account: %s", form.account_id)

    def call(self, customer):
        # ruleid: python-personal-data-in-log
        logger.info("calling %s", customer.phone_number)
        # ok: python-personal-data-in-log
        logger.info("calling %s", customer.id)

    def greet(self, customer):
        # ruleid: python-personal-data-in-log
        logger.info("greeted", extra={"name": customer.full_name})
        # ok: python-personal-data-in-log
        logger.info("sent with %s", self.email_backend)
        # ok: python-personal-data-in-log
        logger.info("the email was sent")
