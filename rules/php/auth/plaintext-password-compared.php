<?php

class LoginController extends Controller
{
    public function login(Request $request)
    {
        // ruleid: php-plaintext-password-compared
        if ($user->password == $request->password) {
            return $this->welcome($user);
        }
        // ruleid: php-plaintext-password-compared
        if ($row['password'] === md5($_POST['password'])) {
            return $this->welcome($user);
        }
        // ruleid: php-plaintext-password-compared
        if ($user->password_hash != sha1($password)) {
            return $this->refuse();
        }
        // ok: php-plaintext-password-compared
        if (Hash::check($request->password, $user->password)) {
            return $this->welcome($user);
        }
        // ok: php-plaintext-password-compared
        if ($request->password === $request->password_confirmation) {
            return $this->change($user);
        }
        // ok: php-plaintext-password-compared
        if ($user->password === null) {
            return $this->invite($user);
        }
        // ruleid: php-plaintext-password-compared-query
        $user = User::where('password', $request->password)->first();
        // ok: php-plaintext-password-compared-query
        $user = User::where('email', $request->email)->first();
    }
}
