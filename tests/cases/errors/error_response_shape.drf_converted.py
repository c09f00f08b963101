# path: clinic/api/rooms.py
"""A project whose own function answers validation errors."""

from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import exceptions, serializers

REST_FRAMEWORK = {"EXCEPTION_HANDLER": "clinic.api.errors.answer"}


class AppointmentSerializer(serializers.Serializer):
    def validate(self, data):
        if data["late"]:
            raise serializers.ValidationError("x")
        if data["odd"]:
            raise exceptions.ValidationError({"room": "x"})
