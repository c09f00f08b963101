import request from "supertest";
import { app, orders } from "../src";

describe("orders", () => {
  // ruleid: typescript-test-without-assertion
  it("closes an order", async () => {
    await orders.close("o1");
  });
  // ruleid: typescript-test-without-assertion
  it("opens an order", () => {
    const order = orders.open("o1");
    console.log(order);
  });
  // ruleid: typescript-test-without-assertion
  test("lists orders", async () => {
    await request(app).get("/orders");
  });
  // ok: typescript-test-without-assertion
  it("refunds an order", async () => {
    await request(app).post("/orders/o1/refund").expect(204);
  });
  // ok: typescript-test-without-assertion
  it("prints an order", () => {
    checkPrinted(orders.print("o1"));
  });
  // ok: typescript-test-without-assertion
  it("does not throw for an empty order", () => {
    orders.print("");
  });
});

declare function checkPrinted(text: string): void;
