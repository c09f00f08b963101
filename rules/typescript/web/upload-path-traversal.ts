import fs from "node:fs";
import path from "node:path";
import { randomUUID } from "node:crypto";
import express from "express";
import multer from "multer";

const UPLOADS = "/srv/uploads";
const router = express.Router();

router.post("/avatar", async (req, res) => {
  // ruleid: typescript-upload-path-traversal
  const target = path.join(UPLOADS, req.file.originalname);
  // ok: typescript-upload-path-traversal
  const safe = path.join(UPLOADS, randomUUID() + path.extname(req.file.originalname));
  // ok: typescript-upload-path-traversal
  const named = path.join(UPLOADS, path.basename(req.file.originalname));
  await fs.promises.rename(req.file.path, safe);
  res.json({ name: req.file.originalname });
});

router.get("/invoices/:file", (req, res) => {
  // ruleid: typescript-upload-path-traversal
  fs.createReadStream(`${UPLOADS}/invoices/${req.params.file}`).pipe(res);
});

router.get("/download", (req, res) => {
  const name = req.query.file as string;
  // ruleid: typescript-upload-path-traversal
  res.sendFile(path.resolve(UPLOADS, name));
});

router.get("/checked", (req, res) => {
  const target = path.resolve(UPLOADS, "reports");
  const name = String(req.query.file);
  if (!/^[\w-]+\.pdf$/.test(name)) {
    return res.sendStatus(400);
  }
  // ok: typescript-upload-path-traversal
  res.sendFile(path.join(target, name));
});

export const disk = multer.diskStorage({
  destination: UPLOADS,
  filename: (req, file, done) => {
    // ruleid: typescript-upload-path-traversal
    done(null, `${Date.now()}-${file.originalname}`);
  },
});

router.get("/by-root", (req, res) => {
  // ok: typescript-upload-path-traversal
  res.sendFile(req.params.file, { root: UPLOADS });
});
