# path: tests/test_login.py
SECRET_KEY = "plum-Otter-9052"
