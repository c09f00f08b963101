# path: shop/views.py
from django.http import HttpResponse
from django.shortcuts import render
from django.views import View

from shop import serializers
from shop.orders import service


class Orders(View):
    def get(self, request):
        if "_export" in request.GET:
            orders = service.export()
        elif request.GET.get("view") == "open":
            orders = service.open()
        elif shown := request.GET.get("shown"):
            orders = service.shown(shown)
        first = service.first() if "first" in request.GET else None
        for near, far in orders:
            if near:
                near = serializers.Near(near).data
            else:
                far = serializers.FarSerializer(far).data
        return render(request, "orders.html", {"orders": orders, "first": first})

    def post(self, request):
        form = service.form(request.POST)
        if form.is_valid():
            try:
                service.place(form)
            except Refused as error:
                for message in error.messages:
                    logger.debug(message)
                    form.add_error(None, message)
        if form.errors:
            return HttpResponse(form.errors, status=400)
        return render(request, "order.html", {"kind": self.kind(request.POST)})

    def kind(self, given):
        if "user_id" in given:
            model = User
        elif "team_id" in given:
            model = Team
        elif "order_id" in given:
            model = service.model(given)
        return model


class Nothing(View):
    def get(self, request):
        if self.swagger_fake_view:
            return HttpResponse(Order.objects.none())
        if self.kind == "latest":
            service.touch(request.user)
        return render(request, "orders.html", {"orders": service.orders()})
