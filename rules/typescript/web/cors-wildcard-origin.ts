import express from "express";
import cors from "cors";
import { Server } from "socket.io";
import { NestFactory } from "@nestjs/core";
import { AppModule } from "./app.module";
import { config } from "./config";

export function publicApi(app: express.Express) {
  // ruleid: typescript-cors-wildcard-origin
  app.use(cors());
  // ruleid: typescript-cors-wildcard-origin
  app.use("/orders", cors({ origin: "*", methods: ["GET", "POST"] }));
  // ruleid: typescript-cors-wildcard-origin
  app.use("/carts", cors({ methods: ["GET", "POST"], maxAge: 600 }));
  // ruleid: typescript-cors-wildcard-origin
  app.use("/items", cors({ origin: (origin, done) => done(null, true) }));
  // ok: typescript-cors-wildcard-origin
  app.use("/admin", cors({ origin: config.adminOrigin, credentials: true }));
  // ok: typescript-cors-wildcard-origin
  app.use("/shop", cors({ origin: ["https://shop.example.com"] }));
  // ok: typescript-cors-wildcard-origin
  app.use("/configured", cors({ ...config.cors, maxAge: 600 }));
  if (config.isDevelopment) {
    // ok: typescript-cors-wildcard-origin
    app.use(cors());
  }
}

export async function bootstrap() {
  // ruleid: typescript-cors-wildcard-origin
  const app = await NestFactory.create(AppModule, { cors: true });
  // ruleid: typescript-cors-wildcard-origin
  app.enableCors({ origin: "*", allowedHeaders: ["Authorization"] });
  // ok: typescript-cors-wildcard-origin
  app.enableCors({ origin: [config.webOrigin] });
  return app;
}

export function badge(res: express.Response) {
  // ruleid: typescript-cors-wildcard-origin-header
  res.header("Access-Control-Allow-Origin", "*");
  // ok: typescript-cors-wildcard-origin-header
  res.header("Access-Control-Allow-Origin", config.webOrigin);
}

export function picture(res: express.Response, type: string) {
  // ok: typescript-cors-wildcard-origin-header
  res.set("Access-Control-Allow-Origin", "*");
  res.set("Cache-Control", "public, max-age=600");
  res.set("Content-Type", type);
}

export const fonts = express.static("fonts", {
  setHeaders: (res) => {
    // ok: typescript-cors-wildcard-origin-header
    res.setHeader("Access-Control-Allow-Origin", "*");
  },
});
