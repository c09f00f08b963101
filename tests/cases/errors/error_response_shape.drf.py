# path: clinic/api/serializers.py
"""What Django REST framework answers when nothing else is set."""

from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import exceptions, serializers

REST_FRAMEWORK = {"PAGE_SIZE": 20}


class AppointmentSerializer(serializers.Serializer):
    def validate(self, data):
        if data["late"]:
            raise serializers.ValidationError("x")  # want "a field (2 places in this file)"
        if data["odd"]:
            raise exceptions.ValidationError({"room": "x"})  # want "Error body {room} does not match"
        if data["even"]:
            raise serializers.ValidationError(detail=["x", "y"])
        if data["shaped"]:
            raise serializers.ValidationError({"error": {"code": "LATE", "message": "x"}})
        if data["unknown"]:
            raise serializers.ValidationError(data["unknown"])
        if data["model"]:
            raise DjangoValidationError("x")
        return serializers.ValidationError("x")
