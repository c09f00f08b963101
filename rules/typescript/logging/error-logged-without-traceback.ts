import { logger } from "./logger";
import { partner } from "./partner";

export async function charge(order: string) {
  try {
    await partner.charge(order);
  } catch (error) {
    // ruleid: typescript-error-logged-without-traceback
    logger.error(error.message);
  }
  try {
    await partner.refund(order);
  } catch (err) {
    // ruleid: typescript-error-logged-without-traceback
    logger.error(`cannot refund: ${err}`);
  }
  try {
    await partner.send(order);
  } catch (e) {
    // ruleid: typescript-error-logged-without-traceback
    logger.error("cannot send", { order, reason: e.message });
  }
}

export async function hasty(order: string) {
  try {
    await partner.charge(order);
  } catch (error) {
    // ruleid: typescript-error-logged-without-traceback-console
    console.error("cannot charge:", error.message);
  }
  try {
    await partner.refund(order);
  } catch (err) {
    // ruleid: typescript-error-logged-without-traceback-console-text
    console.error(`cannot refund: ${err}`);
  }
}

export async function careful(order: string) {
  try {
    await partner.charge(order);
  } catch (error) {
    // ok: typescript-error-logged-without-traceback
    logger.error({ err: error, order }, "cannot charge");
  }
  try {
    await partner.refund(order);
  } catch (error) {
    // ok: typescript-error-logged-without-traceback
    logger.error(`cannot refund: ${error.message}`);
    throw error;
  }
  try {
    await partner.send(order);
  } catch (error) {
    // ok: typescript-error-logged-without-traceback
    logger.warn(`cannot send: ${error.message}`);
  }
  try {
    await partner.close(order);
  } catch (error) {
    // ok: typescript-error-logged-without-traceback
    logger.error(`cannot close: ${error.message}`, error.stack);
  }
}
