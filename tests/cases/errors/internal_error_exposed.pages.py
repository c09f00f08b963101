# path: shop/views.py
from django.contrib import messages
from django.db import DatabaseError
from django.http import Http404, HttpResponse
from django.shortcuts import render


def index(request, service):
    try:
        service.run()
    except DatabaseError as error:
        messages.error(request, f"not saved: {error}")  # want "is sent to the client"
        return render(request, "failed.html", {"reason": error})  # want "`error` is sent"
    except OSError as error:
        raise Http404(str(error))  # want "`str(error)` is sent"
    except service.Refused as error:
        return HttpResponse(str(error), status=409)
    except Exception as error:
        service.log(error)
        return HttpResponse("Something failed", status=500)
