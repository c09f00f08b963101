# path: clinic/checks.py
import os

from django.core import checks
from django.core.checks import register

from app.registry import register as enlist


@register()
def renamed(app_configs, **kwargs):
    return [checks.Warning("renamed")] if os.environ.get("CLINIC_OCR_MODE") else []


@checks.register(checks.Tags.security, deploy=True)
def guarded(app_configs, **kwargs):
    return [] if os.getenv("CLINIC_GUARD") else [checks.Error("unguarded")]


@enlist()
def other(app_configs, **kwargs):
    return os.environ.get("CLINIC_OTHER")  # want "CLINIC_OTHER"
