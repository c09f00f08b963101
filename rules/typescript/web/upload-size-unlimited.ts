import multer from "multer";
import fileUpload from "express-fileupload";
import { config } from "./config";

// ruleid: typescript-upload-size-unlimited
export const invoices = multer({ dest: "invoices/" });
// ruleid: typescript-upload-size-unlimited
export const memory = multer({ storage: multer.memoryStorage() });
// ruleid: typescript-upload-size-unlimited
export const form = fileUpload();
// ok: typescript-upload-size-unlimited
export const avatars = multer({ dest: "avatars/", limits: { fileSize: 2_000_000 } });
// ok: typescript-upload-size-unlimited
export const configured = multer({ ...config.upload, dest: "files/" });
// ok: typescript-upload-size-unlimited
export const limited = fileUpload({ limits: { fileSize: 5_000_000 } });
