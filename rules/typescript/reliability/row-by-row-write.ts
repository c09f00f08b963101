import { PrismaClient } from "@prisma/client";
import { Pool } from "pg";

const prisma = new PrismaClient();
const pool = new Pool();

export class ImportService {
  constructor(private readonly linesRepository: { save(row: unknown): Promise<{ id: string }> }) {}

  async import(orderId: string, lines: { sku: string; quantity: number }[]) {
    for (const line of lines) {
      // ruleid: typescript-row-by-row-write
      await prisma.orderLine.create({ data: { orderId, sku: line.sku } });
    }
    for (const line of lines) {
      // ruleid: typescript-row-by-row-write
      await this.linesRepository.save({ orderId, ...line });
    }
    for (const line of lines) {
      // ruleid: typescript-row-by-row-write
      await pool.query("INSERT INTO order_lines (order_id, sku) VALUES ($1, $2)", [orderId, line.sku]);
    }
    // ok: typescript-row-by-row-write
    await prisma.orderLine.createMany({ data: lines.map((line) => ({ orderId, sku: line.sku })) });
    for (const line of lines) {
      // ok: typescript-row-by-row-write
      await prisma.order.create({ data: { id: orderId, lines: { create: [line] } } });
    }
    for (const line of lines) {
      try {
        // ok: typescript-row-by-row-write
        await prisma.orderLine.create({ data: { orderId, sku: line.sku } });
      } catch (error) {
        this.rejected(line, error);
      }
    }
  }

  private rejected(_line: unknown, _error: unknown) {}
}
