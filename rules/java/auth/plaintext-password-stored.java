package shop.auth;

class Users {
    void register(Registration form) {
        User user = new User();
        // ruleid: java-plaintext-password-stored
        user.setPassword(form.getPassword());
        user.setName(form.getName());
        userRepository.save(user);
    }

    User create(Registration form) {
        User user = new User();
        // ruleid: java-plaintext-password-stored
        user.setPassword(form.getPassword());
        return userRepository.save(user);
    }

    void member(Registration form) {
        Member member = new Member();
        // ruleid: java-plaintext-password-stored
        member.setPassword(form.password());
        memberMapper.insert(member);
    }

    void hashed(Registration form) {
        User user = new User();
        // ok: java-plaintext-password-stored
        user.setPassword(encoder.encode(form.getPassword()));
        userRepository.save(user);
    }

    Registration copy(Registration form) {
        Registration copy = new Registration();
        // ok: java-plaintext-password-stored
        copy.setPassword(form.getPassword());
        return copy;
    }

    void encodedLater(Registration form) {
        User user = new User();
        // ok: java-plaintext-password-stored
        user.setPassword(form.getPassword());
        user.setPassword(encoder.encode(user.getPassword()));
        userRepository.save(user);
    }
}
