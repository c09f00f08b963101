<?php

class LoginController extends Controller
{
    public function login(Request $request)
    {
        // ruleid: php-open-redirect
        return redirect($request->input('next'));
    }

    public function leave()
    {
        // ruleid: php-open-redirect
        header('Location: ' . $_GET['url']);
    }

    public function away(Request $request)
    {
        $target = $request->get('target');
        // ruleid: php-open-redirect
        return redirect()->away($target);
    }

    public function home(Request $request)
    {
        // ok: php-open-redirect
        return redirect(route('orders.show', $request->input('order')));
    }

    public function order(Request $request)
    {
        // ok: php-open-redirect
        return redirect('/orders/' . $request->input('order'));
    }

    public function back(Request $request)
    {
        $target = $request->input('return');
        if (!str_starts_with($target, url('/'))) {
            return redirect('/');
        }
        // ok: php-open-redirect
        return redirect($target);
    }

    public function shop()
    {
        // ok: php-open-redirect
        header('Location: /shop.php?id=' . (int) $_GET['id']);
    }
}
