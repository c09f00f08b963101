import { MigrationInterface, QueryRunner } from "typeorm";

export class DropNote1700000000005 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    // ruleid: typescript-destructive-migration
    await queryRunner.dropColumn("invoices", "note");
    // ruleid: typescript-destructive-migration
    await queryRunner.query(`ALTER TABLE "invoices" DROP COLUMN "paid"`);
    // ruleid: typescript-destructive-migration
    await queryRunner.renameColumn("invoices", "due", "due_on");
    // ok: typescript-destructive-migration
    await queryRunner.query("ALTER TABLE invoices ADD COLUMN memo text");
    // ok: typescript-destructive-migration
    await queryRunner.query(`ALTER TABLE "lines" DROP CONSTRAINT "FK_lines"`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    // ok: typescript-destructive-migration
    await queryRunner.dropColumn("invoices", "memo");
  }
}
