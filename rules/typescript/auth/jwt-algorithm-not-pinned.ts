import jwt from "jsonwebtoken";

export function read(token: string, publicKey: string, key: string, options: jwt.VerifyOptions) {
  // ruleid: typescript-jwt-algorithm-not-pinned
  const first = jwt.verify(token, publicKey);
  // ok: typescript-jwt-algorithm-not-pinned
  // ruleid: typescript-jwt-algorithm-not-pinned-secret
  const second = jwt.verify(token, key, { issuer: "shop" });
  // ruleid: typescript-jwt-algorithm-not-pinned-none
  const third = jwt.verify(token, key, { algorithms: ["HS256", "none"] });
  // ruleid: typescript-jwt-algorithm-not-pinned-mixed
  const fourth = jwt.verify(token, key, { algorithms: ["RS256", "HS256"] });
  // ok: typescript-jwt-algorithm-not-pinned
  const fifth = jwt.verify(token, key, { algorithms: ["HS256"] });
  // ok: typescript-jwt-algorithm-not-pinned
  const sixth = jwt.verify(token, key, options);
  // ok: typescript-jwt-algorithm-not-pinned-mixed
  const seventh = jwt.verify(token, key, { algorithms: ["RS256", "RS512"] });
  return [first, second, third, fourth, fifth, sixth, seventh];
}
