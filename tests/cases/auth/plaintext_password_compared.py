# ruff: noqa
"""Passwords and tokens that are compared with `==`, and equal signs that compare something else."""

import hashlib
import hmac

from app import settings
from app.models import User


def compared(user, password, form, request, row, body):
    user.password == password  # want "Password compared"
    if user.password != request.form["password"]:  # want "Password compared"
        return None
    if row["password"] == body.password:  # want "Password compared"
        return row
    if password == user.password_hash:  # want "Password compared"
        return user
    return hashlib.sha256(password.encode()).hexdigest() == user.password  # want "Password compared"


def searched(user, password, users, new_password, form, stored):
    password in [each.password for each in users]  # want "compared with `in`"
    user.password not in (password, password.strip())  # want "compared with `in`"
    hashlib.md5(password.encode()).hexdigest() in {each["password"] for each in users}  # want "compared with `in`"
    password in User.objects.values_list("password", flat=True)  # want "compared with `in`"
    password in ("", None) or password in COMMON_PASSWORDS or "password" in form
    new_password in [each.password for each in user.history]
    [each for password in users for each in password]
    password in User.objects.values_list("username", flat=True)
    return password in stored


def hashed_before(users, name, password):
    password = hashlib.sha256(password.encode()).hexdigest()
    return users[name]["password"] == password  # want "Password compared"


def not_compared(form, password, password2, password_confirm, user):
    if password == password_confirm or password != password2 or form.password.data == form.confirm.data:
        return False
    if form.new_password == form.old_password or password == "" or user.password == None:  # noqa: E711
        return False
    if password == settings.ADMIN_PASSWORD:
        return True
    return hmac.compare_digest(password, user.password)


def queries(session, users, email, password, data):
    session.query(User).filter_by(email=email, password=password)  # want "Password compared"
    session.query(User).filter(User.email == email, User.password == password)  # want "Password compared"
    User.objects.get(username=email, password=password)  # want "Password compared"
    User.objects.filter(username=email).filter(password=password)  # want "Password compared"
    users.find_one({"email": email, "password": data.password})  # want "Password compared"
    users.find_one({"email": email})
    client.get(email, password=password)


def statements(cursor, email, password):
    cursor.execute("SELECT id FROM users WHERE email = %s AND password = %s", (email, password))  # want "Password"
    cursor.execute("SELECT id FROM users WHERE password = MD5(%s)", (password,))  # want "Password compared"
    cursor.execute(f"SELECT 1 FROM users WHERE n = '{email}' AND password = '{password}'")  # want "Password"
    cursor.execute("SELECT 1 FROM users WHERE n = '" + email + "' AND password = '" + password + "'")  # want "Password"
    cursor.execute("UPDATE users SET password = %s WHERE id = %s", (password, 1))
    cursor.execute("SELECT password FROM users WHERE email = %s", (email,))


def tokens(session, request, user, token, body, key, kind):
    if request.headers["X-Api-Key"] == settings.API_KEY:  # want "compared with `==`"
        return True
    if token != user.reset_token:  # want "`token` compared with `==`"
        return False
    if request.token_prefix != settings.token_prefix or user.last_token == request.last_token:
        return False
    signature = hmac.new(key, body, hashlib.sha256)
    if signature.hexdigest() == request.headers.get("X-Signature"):  # want "compared with `==`"
        return True
    session.query(User).filter(User.reset_token == request.token)
    return token.type == kind or user.token_type == "bearer" or user.token == ""


def reset(users, user, new_password, stored):
    password_hash = hash_password(new_password)
    saved = users.update_password(user.id, password_hash)
    if saved.password != password_hash:
        raise RuntimeError("not saved")
    found = users.by_login(user.id, password_hash)
    return found.password == password_hash  # want "Password compared"
