# path: shop/views.py
import json
import sys

from django import forms
from django.contrib import messages
from django.db import DatabaseError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.template.loader import render_to_string


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


class ImportForm(forms.Form):
    def clean(self):
        try:
            self.load()
        except json.JSONDecodeError as error:
            raise forms.ValidationError(f"not JSON: {error}")
        except Exception as error:
            raise forms.ValidationError(f"not loaded: {error}")  # want "is sent to the client"


def server_error(request):
    template = loader.get_template("500.html")
    kind, error = sys.exc_info()[:2]
    page = template.render({"error": error, "kind": kind.__name__})  # want "`error` is sent"
    return HttpResponse(page, status=500)


def rest_error(request):
    kind, error, _ = sys.exc_info()
    message = str(error)  # want "`str(error)` is sent"
    return JsonResponse({"error": {"code": kind.__name__, "message": message}}, status=500)


def panel(extension):
    try:
        return extension.render()
    except Exception as error:
        return render_to_string("failed.html", {"reason": repr(error)})  # want "`repr(error)` is sent"
