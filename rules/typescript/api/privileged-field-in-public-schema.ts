import { IsEmail, IsString } from "class-validator";
import { z } from "zod";

export const registerSchema = z.object({
  email: z.string().email(),
  // ruleid: typescript-privileged-field-in-public-schema-zod
  role: z.enum(["user", "admin"]),
});

export const signUpBody = z.object({
  // ruleid: typescript-privileged-field-in-public-schema-zod
  isAdmin: z.boolean().optional(),
  // ok: typescript-privileged-field-in-public-schema-zod
  name: z.string().max(80),
});

export const inviteMemberSchema = z.object({
  // ok: typescript-privileged-field-in-public-schema-zod
  role: z.enum(["user", "admin"]),
});

export class RegisterUser {
  @IsEmail()
  // ok: typescript-privileged-field-in-public-schema-dto
  email: string;

  @IsString()
  // ruleid: typescript-privileged-field-in-public-schema-dto
  role: string;
}
