package shop.config

object Keys {
    // ruleid: kotlin-hardcoded-secret
    const val JWT_SECRET = "k8fj29dkq02ldma93jfa"

    // ruleid: kotlin-hardcoded-secret
    private val dbPassword: String = "S3cure!shop"

    // ok: kotlin-hardcoded-secret
    const val PASSWORD = "password"

    // ok: kotlin-hardcoded-secret
    const val TOKEN_HEADER = "X-Access-Token-2"

    // ok: kotlin-hardcoded-secret
    val apiKey = System.getenv("API_KEY")

    fun connect() {
        // ruleid: kotlin-hardcoded-secret
        Database.connect(url, driver = "org.postgresql.Driver", user = "shop", password = "Winter2024")
        // ruleid: kotlin-hardcoded-secret
        Algorithm.HMAC256("qp3kd9s8dk2m4n5b6v7c")
    }
}
