import { connect } from "../src/database";

describe("orders", () => {
  it("lists them", async () => {
    // ruleid: generic-production-data-in-test
    const orders = await connect("postgresql://readonly@prod-db.shop.io:5432/orders");
    // ruleid: generic-production-data-in-test
    const stock = await connect("mongodb+srv://reader:x@cluster-production.shop.io/stock");
    // ruleid: generic-production-data-in-test
    const cache = await connect("redis://cache.live.shop.io:6379/0");
    // ok: generic-production-data-in-test
    const local = await connect("postgresql://postgres@localhost:5432/production_like");
    // ok: generic-production-data-in-test
    const products = await connect("postgresql://postgres@products.shop.test/orders");
    // ok: generic-production-data-in-test
    const documented = await connect("postgresql://user@prod-db.example/orders");
    expect([orders, stock, cache, local, products, documented]).toHaveLength(6);
  });
});
