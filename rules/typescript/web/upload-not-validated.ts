import multer from "multer";
import { imagesOnly } from "./filters";

// ruleid: typescript-upload-not-validated
export const invoices = multer({ dest: "invoices/", limits: { fileSize: 2_000_000 } });
// ruleid: typescript-upload-not-validated
export const reports = multer({ storage: multer.diskStorage({ destination: "reports/" }) });
const folder = { dest: "drawings/" };
// ruleid: typescript-upload-not-validated
export const drawings = multer(folder);
// ok: typescript-upload-not-validated
export const avatars = multer({ dest: "avatars/", fileFilter: imagesOnly });
// ok: typescript-upload-not-validated
export const memory = multer({ storage: multer.memoryStorage() });
// ok: typescript-upload-not-validated
export const pictures = multer({
  storage: multer.diskStorage({
    destination: (req, file, done) => done(file.mimetype === "image/png" ? null : new Error("type"), "pictures/"),
  }),
});
