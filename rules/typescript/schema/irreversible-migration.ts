import { MigrationInterface, QueryRunner } from "typeorm";

export class AddPaid1700000000000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query("ALTER TABLE invoices ADD COLUMN paid boolean");
  }

  // ruleid: typescript-irreversible-migration
  public async down(queryRunner: QueryRunner): Promise<void> {}
}

export class AddDue1700000000001 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query("ALTER TABLE invoices ADD COLUMN due date");
  }

  // ruleid: typescript-irreversible-migration
  public async down(): Promise<void> {
    throw new Error("not implemented");
  }
}

exports.up = (knex: any) => knex.schema.dropTable("drafts");

// ruleid: typescript-irreversible-migration
exports.down = () => {};

export class AddNote1700000000002 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query("ALTER TABLE invoices ADD COLUMN note text");
  }

  // ok: typescript-irreversible-migration
  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query("ALTER TABLE invoices DROP COLUMN note");
  }
}

export class FillNote1700000000003 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query("UPDATE invoices SET note = ''");
  }

  // ok: typescript-irreversible-migration
  public async down(queryRunner: QueryRunner): Promise<void> {
    // irreversible: the old notes are gone
  }
}

export class Nothing1700000000004 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {}

  // ok: typescript-irreversible-migration
  public async down(queryRunner: QueryRunner): Promise<void> {}
}

export class WidenNote1700000000005 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query("ALTER TABLE invoices ALTER COLUMN note TYPE text");
  }

  // ok: typescript-irreversible-migration
  public async down(queryRunner: QueryRunner): Promise<void> {
    // No rollback needed, text holds what varchar held.
  }
}
