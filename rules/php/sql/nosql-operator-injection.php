<?php

class ProfileStore
{
    public function load(MongoDB\Collection $collection, Request $request)
    {
        // ruleid: php-nosql-operator-injection
        $collection->findOne(['login' => $_POST['login']]);
        // ruleid: php-nosql-operator-injection
        $collection->find($_GET);
        // ruleid: php-nosql-operator-injection
        $this->mongo->users->findOne(['login' => $request->input('login')]);
        // ok: php-nosql-operator-injection
        $collection->findOne(['login' => (string) $_POST['login']]);
        // ok: php-nosql-operator-injection
        User::find($_GET['id']);
        // ok: php-nosql-operator-injection
        $collection->findOne(['login' => $login]);
    }
}
