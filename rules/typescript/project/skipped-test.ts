import { orders } from "../src/orders";

describe("orders", () => {
  // ruleid: typescript-skipped-test
  it.skip("closes an order", () => {
    expect(orders.close("o1")).toBe(true);
  });
  // ruleid: typescript-skipped-test
  it.only("opens an order", () => {
    expect(orders.open("o1")).toBe(true);
  });
  // ruleid: typescript-skipped-test
  xit("refunds an order", () => {
    expect(orders.refund("o1")).toBe(true);
  });
  // ok: typescript-skipped-test
  it("lists orders", () => {
    expect(orders.list().skip(1)).toHaveLength(2);
  });
  // ok: typescript-skipped-test
  it.skipIf(process.platform === "win32")("prints an order", () => {
    expect(orders.print("o1")).toBe(true);
  });
  // ok: typescript-skipped-test
  it.each(["o1", "o2"])("finds %s", (id) => {
    expect(orders.find(id)).toBeDefined();
  });
});
