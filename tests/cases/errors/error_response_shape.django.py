# path: clinic/api/views.py
"""Django and DRF."""

import json

from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseNotFound, JsonResponse
from rest_framework import status
from rest_framework.response import Response
from rest_framework.views import APIView


class Appointments(APIView):
    def post(self, request):
        serializer = AppointmentSerializer(data=request.data)
        if not serializer.is_valid():
            # want:+1 "validation errors are passed through"
            return Response(serializer.errors, status=status.HTTP_400_BAD_REQUEST)
        if serializer.late:
            return Response({"detail": "x"}, status=409)  # want "{detail}"
        if serializer.odd:
            return Response("x", 400)  # want "it is a plain string"
        return Response(serializer.data, status=status.HTTP_201_CREATED)


def plain(request):
    if request.GET:
        return JsonResponse({"error": "x"}, status=400)  # want "`error` is a plain string"
    if request.POST:
        return HttpResponseBadRequest(json.dumps({"message": "x"}))  # want "{message}"
    if request.FILES:
        return HttpResponseBadRequest("x")
    if request.META:
        return HttpResponseNotFound("<h1>gone</h1>")
    if request.body:
        return HttpResponse(json.dumps({"message": "x"}), status=500)  # want "{message}"
    return JsonResponse({"message": "x"})
