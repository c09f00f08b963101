<?php

class PaymentWebhookController extends Controller
{
    public function handle(Request $request)
    {
        // ruleid: php-webhook-signature-unverified
        $event = json_decode($request->getContent(), true);
        $this->payments->settle($event['id']);
    }
}

class ParcelController extends Controller
{
    public function webhook(Request $request)
    {
        // ruleid: php-webhook-signature-unverified
        $this->parcels->update($request->all());
    }

    public function index(Request $request)
    {
        // ok: php-webhook-signature-unverified
        return $this->parcels->search($request->all());
    }
}

class HookWebhookController extends Controller
{
    public function __invoke()
    {
        // ruleid: php-webhook-signature-unverified
        $event = json_decode(file_get_contents('php://input'), true);
        $this->handleEvent($event);
    }
}

class SignedWebhookController extends Controller
{
    public function handle(Request $request)
    {
        if (!hash_equals(hash_hmac('sha256', $request->getContent(), $this->secret), $this->signature)) {
            abort(401);
        }
        // ok: php-webhook-signature-unverified
        $event = json_decode($request->getContent(), true);
    }

    public function __invoke(Request $request)
    {
        $event = Webhook::constructEvent($request->getContent(), $this->signature, $this->secret);
        // ok: php-webhook-signature-unverified
        $copy = json_decode($request->getContent(), true);
    }
}
