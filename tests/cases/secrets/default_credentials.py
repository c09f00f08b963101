"""Pairs in every place that holds two values."""

import os

connect(user="postgres", password="postgres")  # want "`postgres/***`"
connect(host="db", login="sa", pwd="Kestrel-99")  # want "`sa/***`"
Minio(access_key="minioadmin", secret_key="minioadmin")  # want "`minioadmin/***`"
DATABASES = {"default": {"USER": "root", "PASSWORD": "root"}}  # want "`root/***`"
requests.get(url, auth=("admin", "admin"))  # want "`admin/***`"
HTTPBasicAuth("admin", "password")  # want "`admin/***`"
User.objects.create_superuser("admin", "a@clinic.example", "admin")  # want "`admin/***`"
User.objects.create_user("admin", password="changeme")  # want "`admin/***`"
User(email="admin@clinic.example", password=generate_password_hash("admin123"))  # want "`admin@clinic.example/***`"
MAIL_USER = "reports"
ADMIN_USER = "admin"
ADMIN_PASSWORD = "admin"  # want "`admin/***`"


class Broker:
    username = "guest"
    password = "guest"  # want "`guest/***`"


def login(username="root", password="toor"):  # want "`root/***`"
    if form["username"] == "admin" and form["password"] == "Kestrel-99":  # want "`admin/***`"
        return True
    return username == "reports" and password == "Kestrel-99"


connect(user="reports", password="reports")
connect(user="postgres", password=os.environ["PGPASSWORD"])
connect(user=name, password="postgres")
labels = {"username": "User", "password": "Your password"}
MAIL_PASSWORD = "admin"
roles = ("admin", "admin")
