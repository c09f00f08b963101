package shop.config

class Settings(
    // ruleid: kotlin-secret-default-in-env-lookup-value
    @Value("\${shop.jwt.secret:changeme}") val jwtSecret: String,
    // ok: kotlin-secret-default-in-env-lookup-value
    @Value("\${shop.jwt.secret}") val required: String,
    // ok: kotlin-secret-default-in-env-lookup-value
    @Value("\${shop.jwt.secret:}") val optional: String,
) {
    // ruleid: kotlin-secret-default-in-env-lookup-environment
    val password = System.getenv("DB_PASSWORD") ?: "postgres"

    // ruleid: kotlin-secret-default-in-env-lookup
    val key = config.propertyOrNull("jwt.secret")?.getString() ?: "dev-secret"

    // ok: kotlin-secret-default-in-env-lookup
    val port = System.getenv("PORT") ?: "8080"

    // ok: kotlin-secret-default-in-env-lookup
    val apiKey = System.getenv("API_KEY") ?: error("API_KEY is not set")
}
