import { Column, Entity, PrimaryGeneratedColumn } from "typeorm";
import mongoose from "mongoose";
import { DataType } from "sequelize-typescript";
import { Encrypted, sealed } from "./sealed";

@Entity("employees")
export class Employee {
  @PrimaryGeneratedColumn("uuid") id: string;

  @Column()
  // ruleid: typescript-sensitive-column-plaintext-typeorm
  ssn: string;

  @Column({ transformer: sealed })
  // ok: typescript-sensitive-column-plaintext-typeorm
  iban: string;

  @Column()
  @Encrypted
  // ok: typescript-sensitive-column-plaintext-typeorm
  taxId: string;

  @Column()
  // ok: typescript-sensitive-column-plaintext-typeorm
  cardLast4: string;

  @Column(DataType.VIRTUAL)
  // ok: typescript-sensitive-column-plaintext-typeorm
  refreshToken: string;
}

export const payers = new mongoose.Schema({
  // ruleid: typescript-sensitive-column-plaintext-schema
  cardNumber: String,
  // ruleid: typescript-sensitive-column-plaintext-schema
  taxId: { type: String, required: true },
  // ok: typescript-sensitive-column-plaintext-schema
  name: String,
});
