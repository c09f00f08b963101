import { BadRequestException, ConflictException, Controller, Injectable, NotFoundException } from "@nestjs/common";

@Injectable()
export class AccountService {
  async create(email: string) {
    if (await this.taken(email)) {
      // ruleid: typescript-http-exception-in-service
      throw new ConflictException("This address is taken");
    }
    if (!email) {
      // ruleid: typescript-http-exception-in-service
      throw new BadRequestException();
    }
    // ok: typescript-http-exception-in-service
    throw new AccountClosed(email);
  }

  private async taken(email: string) {
    return email.length > 3;
  }
}

export class AccountRepository {
  find(id: string) {
    // ruleid: typescript-http-exception-in-service
    throw new NotFoundException(id);
  }
}

@Controller("accounts")
export class AccountsController {
  show(id: string) {
    // ok: typescript-http-exception-in-service
    throw new NotFoundException(id);
  }
}

export class ParseIdPipe {
  transform(value: string) {
    // ok: typescript-http-exception-in-service
    throw new BadRequestException(value);
  }
}

class AccountClosed extends Error {}
