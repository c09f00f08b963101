package shop.auth;

class Tokens {
    Claims unsigned(String token) {
        // ruleid: java-jwt-claim-check-disabled
        return Jwts.parser().parseClaimsJwt(token).getBody();
    }

    Claims unsecured(String token) {
        // ruleid: java-jwt-claim-check-disabled
        return Jwts.parser().unsecured().build().parseUnsecuredClaims(token).getPayload();
    }

    JwtParser lenient() {
        // ruleid: java-jwt-claim-check-disabled
        return Jwts.parser().verifyWith(key).clockSkewSeconds(86400).build();
    }

    Claims signed(String token) {
        // ok: java-jwt-claim-check-disabled
        return Jwts.parser().setSigningKey(key).parseClaimsJws(token).getBody();
    }

    Claims verified(String token) {
        // ok: java-jwt-claim-check-disabled
        return Jwts.parser().verifyWith(key).build().parseSignedClaims(token).getPayload();
    }

    JwtParser skewed() {
        // ok: java-jwt-claim-check-disabled
        return Jwts.parser().verifyWith(key).clockSkewSeconds(30).build();
    }
}
