import os

import jwt
from flask import Flask

app = Flask(__name__)
# ruleid: python-hardcoded-secret-key
app.config["SECRET_KEY"] = "dev"
# ok: python-hardcoded-secret-key
app.config["JWT_SECRET_KEY"] = os.environ["JWT_SECRET_KEY"]

# ruleid: python-hardcoded-secret
PAYMENT_API_KEY = "9f8a7c61e2b04d5f93aa71"
# ok: python-hardcoded-secret
PAYMENT_API_URL = "https://payments.example.com/v1"
# ok: python-hardcoded-secret
API_KEY_HEADER = "X-Shop-Api-Key-2"
# ok: python-hardcoded-secret
MAIL_PASSWORD = os.environ["MAIL_PASSWORD"]
# ok: python-hardcoded-secret
BROKER_PASSWORD = "change-me-1234"
# ok: python-hardcoded-secret
RESET_PASSWORD = "accounts.reset_password"


def connect(driver):
    # ruleid: python-hardcoded-secret
    return driver.connect(host="db.shop.internal", user="shop", password="vN7!kq2zPw")


def settings():
    # ruleid: python-hardcoded-secret
    mail = {"user": "shop", "password": "Zk3#99pQrx"}
    # ok: python-hardcoded-secret
    labels = {"user": "User", "password": "Passwort"}
    return mail, labels


def issue(user_id):
    # ruleid: python-hardcoded-secret-key
    token = jwt.encode({"sub": user_id}, "s3cret", algorithm="HS256")
    # ok: python-hardcoded-secret-key
    jwt.decode(token, os.environ["JWT_SECRET_KEY"], algorithms=["HS256"])
    return token
