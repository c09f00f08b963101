# path: shop/views.py
from django.shortcuts import get_object_or_404, render
from django.views import View

from shop.models import Order


class OrderView(View):
    queryset = Order.objects.all()

    def get(self, request, pk):
        order = get_object_or_404(Order, pk=pk)  # want[strict] "`get_object_or_404()` and 1 more"
        order.save()
        return render(request, "order.html", {"order": order})


def thanks(request):
    form.save()
    return render(request, "thanks.html")
