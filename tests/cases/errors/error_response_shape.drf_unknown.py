# path: clinic/api/rooms.py
"""Settings that are not known may name a function that answers validation errors."""

from django.core.exceptions import ValidationError as DjangoValidationError
from rest_framework import exceptions, serializers


class AppointmentSerializer(serializers.Serializer):
    def validate(self, data):
        if data["late"]:
            raise serializers.ValidationError("x")
        if data["odd"]:
            raise exceptions.ValidationError({"room": "x"})
