import express from "express";
import { accounts, limiter } from "./accounts";

const app = express();

// ruleid: typescript-endpoint-without-rate-limit
app.post("/login", accounts.login);
// ruleid: typescript-endpoint-without-rate-limit
app.post("/api/v1/register", accounts.register);
// ruleid: typescript-endpoint-without-rate-limit
app.post("/forgot-password", accounts.forgot);
// ok: typescript-endpoint-without-rate-limit
app.post("/signup", limiter, accounts.register);
// ok: typescript-endpoint-without-rate-limit
app.get("/login", accounts.page);
// ok: typescript-endpoint-without-rate-limit
app.post("/orders", accounts.order);
