import express from "express";
import cors from "@koa/cors";
import expressCors from "cors";
import { Server } from "socket.io";
import { config } from "./config";

export function secure(app: express.Express, nest: any, server: any, koa: any) {
  // ruleid: typescript-cors-wildcard-with-credentials
  nest.enableCors({ origin: true, credentials: true });
  // ruleid: typescript-cors-wildcard-with-credentials
  nest.enableCors({ credentials: true, methods: ["GET"], origin: (origin, done) => done(null, true) });
  // ruleid: typescript-cors-wildcard-with-credentials
  const io = new Server(server, { cors: { origin: "*", credentials: true } });
  // ok: typescript-cors-wildcard-with-credentials
  nest.enableCors({ origin: config.webOrigins, credentials: true });
  // ok: typescript-cors-wildcard-with-credentials
  nest.enableCors({ origin: true, credentials: false });
  if (config.env === "development") {
    // ok: typescript-cors-wildcard-with-credentials
    nest.enableCors({ origin: true, credentials: true });
  }
  // ruleid: typescript-cors-wildcard-with-credentials-koa
  koa.use(cors({ credentials: true }));
  // ok: typescript-cors-wildcard-with-credentials-koa
  koa.use(cors({ origin: (ctx) => config.origin(ctx), credentials: true }));
}
