package shop.web;

class Web implements WebMvcConfigurer {
    public void addCorsMappings(CorsRegistry registry) {
        // ruleid: java-cors-wildcard-origin
        registry.addMapping("/**").allowedOrigins("*");
        // ok: java-cors-wildcard-origin
        registry.addMapping("/**").allowedOrigins("https://shop.example");
    }

    CorsConfiguration cors() {
        CorsConfiguration cors = new CorsConfiguration();
        // ruleid: java-cors-wildcard-origin
        cors.addAllowedOriginPattern("*");
        // ruleid: java-cors-wildcard-origin
        cors.setAllowedOrigins(List.of("*"));
        // ok: java-cors-wildcard-origin
        cors.setAllowedOrigins(settings.origins());
        // ok: java-cors-wildcard-origin
        cors.addAllowedHeader("*");
        return cors;
    }
}

// ruleid: java-cors-wildcard-origin
@CrossOrigin(origins = "*")
@RestController
class OrderController {
    void allow(HttpServletResponse response) {
        // ruleid: java-cors-wildcard-origin
        response.setHeader("Access-Control-Allow-Origin", "*");
    }
}
