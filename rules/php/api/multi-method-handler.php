<?php

// ruleid: php-multi-method-handler
Route::any('/search', [SearchController::class, 'run']);
// ruleid: php-multi-method-handler
Route::match(['get', 'post'], '/contact', [ContactController::class, 'handle']);
// ruleid: php-multi-method-handler
Route::match(['GET', 'PUT'], '/profile', [ProfileController::class, 'handle']);
// ok: php-multi-method-handler
Route::match(['put', 'patch'], '/orders/{order}', [OrderController::class, 'update']);
// ok: php-multi-method-handler
Route::get('/search', [SearchController::class, 'show']);
// ok: php-multi-method-handler
Route::post('/search', [SearchController::class, 'run']);
