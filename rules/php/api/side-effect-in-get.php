<?php

Route::get('/articles/{article}/delete', function (Article $article) {
    // ruleid: php-side-effect-in-get
    $article->delete();
});

Route::get('/articles/{article}/publish', function (Article $article) {
    $article->published = true;
    // ruleid: php-side-effect-in-get
    $article->save();
});

Route::get('/articles/purge', function () {
    // ruleid: php-side-effect-in-get
    DB::delete('DELETE FROM articles WHERE draft = 1');
});

Route::delete('/articles/{article}', function (Article $article) {
    // ok: php-side-effect-in-get
    $article->delete();
});

Route::get('/verify/{token}', function (User $user) {
    // ok: php-side-effect-in-get
    $user->save();
});

Route::get('/articles/{article}', function (Article $article) {
    // ok: php-side-effect-in-get
    return $article->toArray();
});
