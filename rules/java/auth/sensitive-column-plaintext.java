package shop.customers;

@Entity
class Customer {
    // ruleid: java-sensitive-column-plaintext
    private String iban;
    // ruleid: java-sensitive-column-plaintext
    private String passportNumber;
    // ruleid: java-sensitive-column-plaintext
    @Column(name = "refresh_token")
    private String refreshToken;
    // ok: java-sensitive-column-plaintext
    @Convert(converter = Encrypted.class)
    private String ssn;
    // ok: java-sensitive-column-plaintext
    private String name;
}

class CustomerForm {
    // ok: java-sensitive-column-plaintext
    private String iban;
}
