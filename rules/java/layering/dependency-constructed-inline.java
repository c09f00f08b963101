package shop.orders;

@Service
class OrderService {
    // ruleid: java-dependency-constructed-inline
    private final OrderRepository orders = new OrderRepositoryImpl();
    private final Clock clock;

    void remind() {
        // ruleid: java-dependency-constructed-inline
        new MailService(host).send(late());
        // ruleid: java-dependency-constructed-inline
        RestTemplate http = new RestTemplate();
        // ok: java-dependency-constructed-inline
        Order order = new Order();
    }
}

@Configuration
class Wiring {
    @Bean
    MailService mail() {
        // ok: java-dependency-constructed-inline
        return new MailService(host);
    }
}

@Component
class Security {
    void configure(HttpSecurity http) {
        // ok: java-dependency-constructed-inline
        http.csrf(csrf -> csrf.csrfTokenRepository(new CookieCsrfTokenRepository()));
    }
}
