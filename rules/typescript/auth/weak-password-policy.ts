import { IsNotEmpty, IsString, MinLength } from "class-validator";
import { z } from "zod";

export const registerSchema = z.object({
  email: z.string().email(),
  // ruleid: typescript-weak-password-policy-zod
  password: z.string(),
});

export const changePasswordSchema = z.object({
  currentPassword: z.string(),
  // ruleid: typescript-weak-password-policy-zod
  newPassword: z.string().min(4),
});

export const loginSchema = z.object({
  // ok: typescript-weak-password-policy-zod
  password: z.string(),
});

export const signUpSchema = z.object({
  // ok: typescript-weak-password-policy-zod
  password: z.string().min(12).max(128),
});

export class RegisterUser {
  @IsString()
  @IsNotEmpty()
  // ruleid: typescript-weak-password-policy-dto
  password: string;
}

export class CreateAccount {
  @IsString()
  @MinLength(12)
  // ok: typescript-weak-password-policy-dto
  password: string;
}
