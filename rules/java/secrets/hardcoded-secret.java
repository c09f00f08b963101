package shop.config;

class Keys {
    // ruleid: java-hardcoded-secret
    private static final String JWT_SECRET = "k8fj29dkq02ldma93jfa";
    // ruleid: java-hardcoded-secret
    private String dbPassword = "S3cure!shop";
    // ok: java-hardcoded-secret
    static final String PASSWORD = "password";
    // ok: java-hardcoded-secret
    static final String PASSWORD_PARAM = "login-password-1";
    // ok: java-hardcoded-secret
    static final String S3_SECRET_KEY = "s3_secret_key";
    // ok: java-hardcoded-secret
    private final String apiKey = System.getenv("API_KEY");

    void connect(HikariConfig config) throws SQLException {
        // ruleid: java-hardcoded-secret
        DriverManager.getConnection(url, "shop", "Winter2024");
        // ruleid: java-hardcoded-secret
        config.setPassword("Winter2024");
        // ruleid: java-hardcoded-secret
        Keys.hmacShaKeyFor("qp3kd9s8dk2m4n5b6v7c".getBytes(StandardCharsets.UTF_8));
        // ok: java-hardcoded-secret
        config.setPassword(settings.password());
        // ok: java-hardcoded-secret
        Jwts.parser().setSigningKey(JWT_SECRET);
    }
}
