import type { Request, Response } from "express";
import { logger } from "./logger";

export class AuthController {
  async login(req: Request, res: Response, password: string, user: any) {
    // ruleid: typescript-secret-in-log
    logger.info(`login with ${password}`);
    // ruleid: typescript-secret-in-log
    logger.debug("issued token " + user.accessToken);
    // ruleid: typescript-secret-in-log
    logger.warn("reset refused", { userId: user.id, resetToken: user.resetToken });
    // ruleid: typescript-secret-in-log
    console.log("key", user.apiKey);
    // ok: typescript-secret-in-log
    logger.info("password changed", { userId: user.id });
    // ok: typescript-secret-in-log
    logger.info(`tokens used: ${user.tokenCount}`);
    // ok: typescript-secret-in-log
    logger.info({ hasPassword: Boolean(user.password) }, "signed in");
    // ok: typescript-secret-in-log
    logger.debug(`token ${user.accessToken.slice(-4)}`);
    // ruleid: typescript-secret-in-log-request
    logger.info(req.body);
    // ruleid: typescript-secret-in-log-request
    logger.debug("headers", req.headers);
    // ruleid: typescript-secret-in-log-request
    console.log(JSON.stringify(req.body));
    // ok: typescript-secret-in-log-request
    logger.info("created", { size: req.body.items.length, agent: req.headers["user-agent"] });
    // ruleid: typescript-secret-in-log-environment
    logger.info("starting", process.env);
    // ruleid: typescript-secret-in-log-environment
    console.log(`database at ${process.env.DATABASE_URL}`);
    // ok: typescript-secret-in-log-environment
    console.log(`listening on ${process.env.PORT}`);
  }
}
