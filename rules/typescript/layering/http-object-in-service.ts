import { Request, Response } from "express";
import { FastifyRequest } from "fastify";

export class InvoiceService {
  // ruleid: typescript-http-object-in-service
  async create(req: Request) {
    return this.store(req.body.total);
  }

  // ruleid: typescript-http-object-in-service
  async export(id: string, res: Response) {
    res.send(id);
  }

  // ok: typescript-http-object-in-service
  async store(total: number) {
    return { total };
  }
}

export class InvoiceRepository {
  // ruleid: typescript-http-object-in-service
  find(request: FastifyRequest) {
    return request.params;
  }

  // ok: typescript-http-object-in-service
  send(request: PaymentRequest) {
    return request;
  }
}

export class InvoiceController {
  // ok: typescript-http-object-in-service
  async create(req: Request, res: Response) {
    res.json(req.body);
  }
}

interface PaymentRequest {
  total: number;
}
