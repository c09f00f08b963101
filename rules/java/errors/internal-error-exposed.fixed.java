package shop.api;

@RestController
class OrderController {
    @PostMapping("/orders")
    ResponseEntity<?> create(@RequestBody OrderRequest request) {
        try {
            return ResponseEntity.ok(orders.create(request));
        } catch (SQLException e) {
            // ruleid: java-internal-error-exposed
            return ResponseEntity.status(500).body("Internal server error");
        } catch (OrderClosed e) {
            // ok: java-internal-error-exposed
            return ResponseEntity.status(409).body(new ErrorResponse("ORDER_CLOSED", e.getMessage()));
        } catch (Exception e) {
            // ok: java-internal-error-exposed
            log.error("order not created: " + e.getMessage(), e);
            // ruleid: java-internal-error-exposed-joined
            return Result.failed("not created: " + e.getMessage());
        }
    }

    @PutMapping("/orders/{id}")
    ResponseEntity<?> update(@PathVariable long id) {
        try {
            return ResponseEntity.ok(orders.update(id));
        } catch (Exception e) {
            // ruleid: java-internal-error-exposed-trace
            return ResponseEntity.status(500).body(e.getStackTrace());
        }
    }

    @GetMapping("/export")
    void export(HttpServletResponse response) throws IOException {
        try {
            orders.export(response.getWriter());
        } catch (Exception e) {
            // ruleid: java-internal-error-exposed-stack-trace
            e.printStackTrace(response.getWriter());
        }
    }
}

@RestControllerAdvice
class Errors {
    @ExceptionHandler(Exception.class)
    Result<?> everything(Exception e) {
        // ruleid: java-internal-error-exposed
        return Result.failed("Internal server error");
    }

    @ExceptionHandler(OrderNotFound.class)
    Result<?> notFound(OrderNotFound e) {
        // ok: java-internal-error-exposed
        return Result.failed(e.getMessage());
    }

    void traced(Exception e) {
        // ok: java-internal-error-exposed-stack-trace
        e.printStackTrace(log.writer());
    }
}
