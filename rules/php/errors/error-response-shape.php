<?php

class OrderController extends Controller
{
    public function show(int $id)
    {
        // ruleid: php-error-response-shape
        return response()->json(['message' => 'Order not found'], 404);
        // ruleid: php-error-response-shape
        return response()->json(['success' => false, 'error' => 'Closed'], Response::HTTP_CONFLICT);
        // ruleid: php-error-response-shape
        return new JsonResponse(['error' => 'Order not found'], 404);
        // ruleid: php-error-response-shape
        return response()->json($validator->errors(), 422);
        // ok: php-error-response-shape
        return response()->json(['error' => ['code' => 'NOT_FOUND', 'message' => 'Order not found']], 404);
        // ok: php-error-response-shape
        return response()->json(['message' => 'Order closed'], 200);
        // ok: php-error-response-shape
        return response()->json(['error' => 'invalid_grant', 'error_description' => 'Expired'], 400);
    }
}
