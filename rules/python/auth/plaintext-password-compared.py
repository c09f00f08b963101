import hashlib

from shop.accounts import hasher
from shop.models import User


def login(email, password):
    user = User.find(email)
    # ruleid: python-plaintext-password-compared
    if user and user.password == password:
        return user
    return None


def login_with_digest(user, password):
    # ruleid: python-plaintext-password-compared
    return user.password_hash == hashlib.sha256(password.encode()).hexdigest()


def login_by_query(session, email, password):
    # ruleid: python-plaintext-password-compared
    return session.query(User).filter_by(email=email, password=password).first()


def login_right(user, password):
    # ok: python-plaintext-password-compared
    return hasher.verify(user.password_hash, password)


def check_form(form):
    # ok: python-plaintext-password-compared
    return form.password == form.password_confirm


def has_password(user):
    # ok: python-plaintext-password-compared
    return user.password != ""


def of_settings(settings, given):
    # ok: python-plaintext-password-compared
    return settings.password == given
