package shop.users;

class UserResponse {
    private String name;
    // ruleid: java-sensitive-field-in-response
    private String password;
}

class AccountVO {
    // ruleid: java-sensitive-field-in-response
    private String passwordHash;
    // ruleid: java-sensitive-field-in-response
    private String salt;
    // ok: java-sensitive-field-in-response
    @JsonIgnore
    private String password;
}

class UserSaveReqVO {
    // ok: java-sensitive-field-in-response
    private String password;
}

class LoginRequest {
    // ok: java-sensitive-field-in-response
    private String password;
}
