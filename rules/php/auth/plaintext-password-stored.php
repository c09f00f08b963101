<?php

class RegisterController extends Controller
{
    public function store(Request $request)
    {
        // ruleid: php-plaintext-password-stored
        DB::table('users')->insert(['email' => $request->email, 'password' => $request->password]);
        // ruleid: php-plaintext-password-stored
        DB::table('users')->where('id', $id)->update(['password' => $request->input('password')]);
        // ruleid: php-plaintext-password-stored
        User::where('id', $id)->update(['password' => $_POST['password']]);
        // ok: php-plaintext-password-stored
        User::create(['email' => $request->email, 'password' => $request->password]);
        // ok: php-plaintext-password-stored
        DB::table('users')->insert(['email' => $request->email, 'password' => Hash::make($request->password)]);
        // ok: php-plaintext-password-stored
        Auth::attempt(['email' => $request->email, 'password' => $request->password]);
    }
}
