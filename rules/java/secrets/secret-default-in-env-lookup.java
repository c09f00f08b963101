package shop.config;

class Settings {
    // ruleid: java-secret-default-in-env-lookup
    @Value("${shop.jwt.secret:changeme}")
    private String jwtSecret;

    // ruleid: java-secret-default-in-env-lookup
    @Value("${spring.datasource.password:postgres}")
    private String password;

    // ok: java-secret-default-in-env-lookup
    @Value("${shop.jwt.secret}")
    private String required;

    // ok: java-secret-default-in-env-lookup
    @Value("${shop.api-key:}")
    private String optional;

    // ok: java-secret-default-in-env-lookup
    @Value("${shop.token-validity:3600}")
    private int validity;

    String key() {
        // ruleid: java-secret-default-in-env-lookup-environment
        return System.getenv().getOrDefault("SIGNING_KEY", "dev-signing-key");
    }

    String password(Environment environment) {
        // ruleid: java-secret-default-in-env-lookup-property
        return environment.getProperty("db.password", "postgres");
    }

    String port(Environment environment) {
        // ok: java-secret-default-in-env-lookup
        return environment.getProperty("server.port", "8080");
    }
}
