import { z } from "zod";

export const createOrderBody = z.object({
  // ruleid: typescript-unconstrained-string-field
  note: z.string(),
  // ruleid: typescript-unconstrained-string-field
  title: z.string().optional(),
  // ruleid: typescript-unconstrained-string-field
  customerName: z.string().trim(),
  // ok: typescript-unconstrained-string-field
  comment: z.string().min(1).max(500),
  // ok: typescript-unconstrained-string-field
  itemId: z.string(),
});

export const orderResponse = z.object({
  // ok: typescript-unconstrained-string-field
  note: z.string(),
});
