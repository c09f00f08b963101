import { Logger } from "@nestjs/common";
import { mask } from "./masking";

export class UserService {
  private readonly logger = new Logger(UserService.name);

  create(dto: { email: string; phoneNumber: string; emailTemplate: string }, user: { id: string; lastName: string }) {
    // ruleid: typescript-personal-data-in-log
    this.logger.log(`Creating user: ${dto.email}`);
    // ruleid: typescript-personal-data-in-log
    this.logger.log("calling " + dto.phoneNumber);
    // ruleid: typescript-personal-data-in-log
    this.logger.warn("refused", { id: user.id, name: user.lastName });
    // ok: typescript-personal-data-in-log
    this.logger.log(`Created user ${user.id}`);
    // ok: typescript-personal-data-in-log
    this.logger.log(`Creating user: ${mask(dto.email)}`);
    // ok: typescript-personal-data-in-log
    this.logger.log(`rendering ${dto.emailTemplate}`);
    // ok: typescript-personal-data-in-log
    this.logger.log("no email given");
  }
}
