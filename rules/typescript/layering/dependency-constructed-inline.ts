import { PrismaClient } from "@prisma/client";
import { InvoiceRepository, MailGateway } from "./repositories";

export class InvoiceService {
  // ruleid: typescript-dependency-constructed-inline
  private readonly invoices = new InvoiceRepository();

  send(id: string) {
    // ruleid: typescript-dependency-constructed-inline
    const mail = new MailGateway();
    // ok: typescript-dependency-constructed-inline
    const sent = new Date();
    return mail.send(id, sent);
  }
}

export class InvoiceController {
  // ruleid: typescript-dependency-constructed-inline
  private readonly prisma = new PrismaClient();
}

export class GoodService {
  // ok: typescript-dependency-constructed-inline
  constructor(private readonly invoices: InvoiceRepository) {}
}

// ok: typescript-dependency-constructed-inline
export const service = new InvoiceRepository();
