# path: clinic/api/views.py
from django.http import JsonResponse
from rest_framework.response import Response
from rest_framework.views import APIView


class Rooms(APIView):
    def get(self, request):
        if request.GET:
            return Response({"error": "x"})  # want "status 200"
        return Response({"error": "x"}, status=404)


def rooms(request):
    if request.GET:
        return JsonResponse({"success": False, "message": "x"})  # want "`success` is false"
    return JsonResponse({"success": True})
