<?php

class SignupService
{
    public function signup(User $user)
    {
        // ruleid: php-personal-data-in-log
        Log::info("signed up {$user->email}");
        // ruleid: php-personal-data-in-log
        Log::warning('bounced', ['to' => $user->email]);
        // ruleid: php-personal-data-in-log
        $this->logger->info('called ' . $user->phone_number);
        // ok: php-personal-data-in-log
        Log::info("signed up {$user->id}");
        // ok: php-personal-data-in-log
        Log::info('email sent', ['user' => $user->id]);
        // ok: php-personal-data-in-log
        $this->logger->info('queued ' . $email->id);
    }
}
