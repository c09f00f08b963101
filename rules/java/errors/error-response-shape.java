package shop.api;

class OrderController {
    ResponseEntity<?> one(Long id) {
        if (id < 0) {
            // ruleid: java-error-response-shape
            return ResponseEntity.badRequest().body("id must be positive");
        }
        if (id == 0) {
            // ruleid: java-error-response-shape
            return new ResponseEntity<>("no such order", HttpStatus.NOT_FOUND);
        }
        if (closed(id)) {
            // ruleid: java-error-response-shape
            return ResponseEntity.status(HttpStatus.CONFLICT).body(Map.of("message", "closed"));
        }
        if (late(id)) {
            // ok: java-error-response-shape
            return ResponseEntity.badRequest().body(new ErrorResponse("LATE", "The order is late"));
        }
        if (foreign(id)) {
            // ok: java-error-response-shape
            return ResponseEntity.status(HttpStatus.FORBIDDEN).body(Map.of("error", Map.of("code", "FOREIGN", "message", "not yours")));
        }
        // ok: java-error-response-shape
        return ResponseEntity.status(HttpStatus.CREATED).body("created");
    }

    void denied(HttpServletResponse response) throws IOException {
        response.setStatus(401);
        // ruleid: java-error-response-shape-send-error
        response.getWriter().write("{\"message\": \"log in first\"}");
    }

    void nested(HttpServletResponse response) throws IOException {
        response.setStatus(401);
        // ok: java-error-response-shape-send-error
        response.getWriter().write("{\"error\": {\"code\": \"UNAUTHENTICATED\", \"message\": \"log in first\"}}");
    }
}
