# path: clinic/settings/local.py
DEBUG = True
