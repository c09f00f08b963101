"""Pairs in every place that holds two values."""

import os

connect(user="postgres", password="postgres")  # want "postgres/postgres"
connect(host="db", login="sa", pwd="Kestrel-99")  # want "of `sa`"
Minio(access_key="minioadmin", secret_key="minioadmin")  # want "minioadmin/minioadmin"
DATABASES = {"default": {"USER": "root", "PASSWORD": "root"}}  # want "root/root"
requests.get(url, auth=("admin", "admin"))  # want "admin/admin"
HTTPBasicAuth("admin", "password")  # want "admin/password"
User.objects.create_superuser("admin", "a@clinic.example", "admin")  # want "admin/admin"
User.objects.create_user("admin", password="changeme")  # want "admin/changeme"
User(email="admin@clinic.example", password=generate_password_hash("admin123"))  # want "admin123"
MAIL_USER = "reports"
ADMIN_USER = "admin"
ADMIN_PASSWORD = "admin"  # want "admin/admin"


class Broker:
    username = "guest"
    password = "guest"  # want "guest/guest"


def login(username="root", password="toor"):  # want "root/toor"
    if form["username"] == "admin" and form["password"] == "Kestrel-99":  # want "of `admin`"
        return True
    return username == "reports" and password == "Kestrel-99"


connect(user="reports", password="reports")
connect(user="postgres", password=os.environ["PGPASSWORD"])
connect(user=name, password="postgres")
labels = {"username": "User", "password": "Your password"}
MAIL_PASSWORD = "admin"
roles = ("admin", "admin")
