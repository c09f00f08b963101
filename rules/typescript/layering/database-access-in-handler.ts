import express from "express";
import { InjectRepository } from "@nestjs/typeorm";
import { Body, Controller, Get } from "@nestjs/common";
import { Invoice, pool, prisma } from "./database";
import { invoices } from "./services";

const app = express();

app.get("/invoices", async (req, res) => {
  // ruleid: typescript-database-access-in-handler
  res.json(await prisma.invoice.findMany({ take: 20 }));
});

app.get("/healthz", async (req, res) => {
  // ok: typescript-database-access-in-handler
  await pool.query("SELECT 1");
  res.json({ status: "ok" });
});

app.post("/invoices", async (req, res) => {
  // ok: typescript-database-access-in-handler
  res.status(201).json(await invoices.create(req.body));
});

export async function show(req: express.Request, res: express.Response) {
  // ruleid: typescript-database-access-in-handler
  const invoice = await Invoice.findByPk(req.params.id);
  // ok: typescript-database-access-in-handler
  const command = ShowInvoiceCommand.create({ id: req.params.id });
  res.json({ invoice, command });
}

export async function GET(request: Request) {
  // ruleid: typescript-database-access-in-handler
  const rows = await pool.query("SELECT id FROM invoices LIMIT 20");
  return Response.json(rows);
}

@Controller("invoices")
export class InvoicesController {
  constructor(private readonly prisma: any, private readonly service: any) {}

  @Get()
  list() {
    // ruleid: typescript-database-access-in-handler
    return this.prisma.invoice.findMany({ take: 20 });
  }

  @Get("open")
  open() {
    // ok: typescript-database-access-in-handler
    return this.service.open();
  }
}

export class InvoiceRepository {
  all() {
    // ok: typescript-database-access-in-handler
    return prisma.invoice.findMany({ take: 20 });
  }
}

declare const ShowInvoiceCommand: any;
