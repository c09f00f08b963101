package shop.orders;

@Entity
class Order {
    @Id
    // ruleid: java-non-uuid-primary-key
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;
}

@Entity
class Line {
    @Id
    // ruleid: java-non-uuid-primary-key
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "lines")
    private Long id;
}

@MappedSuperclass
class Base {
    @Id
    // ruleid: java-non-uuid-primary-key
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Integer id;
}

@Entity
class Invoice {
    @Id
    // ok: java-non-uuid-primary-key
    @GeneratedValue(strategy = GenerationType.UUID)
    private UUID id;
}

@Entity
class Payment {
    @Id
    // ok: java-non-uuid-primary-key
    @GeneratedValue(generator = "uuid2")
    private UUID id;
}

@Entity
class Country {
    // ok: java-non-uuid-primary-key
    @Id
    private String code;
}
