import Redis from "ioredis";

const redis = new Redis();

export async function remember(key: string, value: string) {
  // ruleid: typescript-cache-without-ttl
  await redis.set(key, value);
  // ruleid: typescript-cache-without-ttl
  await redis.set(`order:${key}`, JSON.stringify({ value }));
  // ok: typescript-cache-without-ttl
  await redis.set(key, value, "EX", 60);
  // ok: typescript-cache-without-ttl
  await redis.set(key, value, { EX: 60 });
  // ok: typescript-cache-without-ttl
  await redis.setex(key, 60, value);
}

export class ProductCache {
  constructor(private readonly redis: Redis) {}

  async put(key: string, value: string) {
    // ruleid: typescript-cache-without-ttl
    await this.redis.set(key, value);
  }

  async putFor(key: string, value: string) {
    // ok: typescript-cache-without-ttl
    await this.redis.set(key, value);
    await this.redis.expire(key, 60);
  }
}
