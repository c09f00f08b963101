import { logger } from "./logger";

export class OrderService {
  private readonly log = logger.child({ service: "orders" });

  close(id: string, reason: string) {
    // ruleid: typescript-unstructured-log-message
    logger.info(`closing order ${id}`);
    // ruleid: typescript-unstructured-log-message
    this.log.warn("closing " + id);
    // ruleid: typescript-unstructured-log-message
    logger.error(`order ${id} not closed`, { reason });
    // ok: typescript-unstructured-log-message
    logger.info({ orderId: id }, "closing order");
    // ok: typescript-unstructured-log-message
    logger.info("closing order", { orderId: id });
    // ok: typescript-unstructured-log-message
    logger.info("a long message " + "on two lines");
    // ok: typescript-unstructured-log-message
    logger.info(`closing`);
  }
}
