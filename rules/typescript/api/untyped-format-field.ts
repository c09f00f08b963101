import { IsEmail, IsString } from "class-validator";
import { z } from "zod";

export const inviteBody = z.object({
  // ruleid: typescript-untyped-format-field-zod
  email: z.string(),
  // ruleid: typescript-untyped-format-field-zod
  callbackUrl: z.string().min(1),
  // ok: typescript-untyped-format-field-zod
  contactEmail: z.string().email(),
  // ok: typescript-untyped-format-field-zod
  emailSubject: z.string(),
});

export class InviteUser {
  @IsString()
  // ruleid: typescript-untyped-format-field-dto
  email: string;
}

export class RegisterUser {
  @IsString()
  @IsEmail()
  // ok: typescript-untyped-format-field-dto
  email: string;
}
