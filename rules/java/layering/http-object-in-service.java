package shop.orders;

@Service
class ExportService {
    // ruleid: java-http-object-in-service
    void download(List<Order> orders, HttpServletResponse response) {
        write(orders, response.getOutputStream());
    }

    // ruleid: java-http-object-in-service
    Order create(HttpServletRequest request) {
        return orders.save(new Order(request.getParameter("name")));
    }

    // ruleid: java-http-object-in-service
    Basket basket(HttpSession session) {
        return (Basket) session.getAttribute("basket");
    }

    // ok: java-http-object-in-service
    void write(List<Order> orders, OutputStream out) {
    }
}

@Service
class TokenService {
    // ok: java-http-object-in-service
    String token(HttpServletRequest request) {
        return request.getHeader("Authorization");
    }
}

@RestController
class OrderController {
    // ok: java-http-object-in-service
    void download(HttpServletResponse response) {
    }
}
