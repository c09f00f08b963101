<?php

class ReportController extends Controller
{
    public function monthly(Request $request)
    {
        // ruleid: php-database-access-in-handler
        $rows = DB::select('SELECT month, total FROM monthly_totals');
        // ruleid: php-database-access-in-handler
        $orders = DB::table('orders')->where('month', $request->month)->get();
        // ruleid: php-database-access-in-handler
        $this->pdo->prepare('SELECT id FROM orders WHERE month = ?');
        // ok: php-database-access-in-handler
        $recent = Order::where('paid', true)->limit(20)->get();
        // ok: php-database-access-in-handler
        DB::transaction(fn () => $this->reports->store($rows));
        return view('reports.monthly', compact('rows', 'orders', 'recent'));
    }

    public function health()
    {
        // ok: php-database-access-in-handler
        DB::select('SELECT 1');
    }
}

class MonthlyReport
{
    public function rows()
    {
        // ok: php-database-access-in-handler
        return DB::select('SELECT month, total FROM monthly_totals');
    }
}
