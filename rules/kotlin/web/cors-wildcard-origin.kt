package shop.web

// ruleid: kotlin-cors-wildcard-origin
@CrossOrigin(origins = ["*"])
@RestController
class OrderController

// ok: kotlin-cors-wildcard-origin
@CrossOrigin(origins = ["https://shop.example"])
@RestController
class UserController

class Web : WebMvcConfigurer {
    override fun addCorsMappings(registry: CorsRegistry) {
        // ruleid: kotlin-cors-wildcard-origin
        registry.addMapping("/**").allowedOrigins("*")
        // ok: kotlin-cors-wildcard-origin
        registry.addMapping("/**").allowedOrigins(settings.origin)
    }
}

fun Application.cors() {
    install(CORS) {
        // ruleid: kotlin-cors-wildcard-origin
        anyHost()
        // ok: kotlin-cors-wildcard-origin
        allowHost("shop.example")
    }
}
