<?php

class Dashboard
{
    public function numbers()
    {
        // ruleid: php-count-by-loading
        count(User::all());
        // ruleid: php-count-by-loading
        Order::where('paid', true)->get()->count();
        // ruleid: php-count-by-loading
        Order::where('paid', true)->get()->isEmpty();
        // ok: php-count-by-loading
        User::count();
        // ok: php-count-by-loading
        Order::where('paid', true)->exists();
        // ok: php-count-by-loading
        count($this->names);
    }
}
