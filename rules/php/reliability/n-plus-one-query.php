<?php

class DigestService
{
    public function collect($orders)
    {
        foreach ($orders as $order) {
            // ruleid: php-n-plus-one-query
            $customer = Customer::find($order->customer_id);
            // ruleid: php-n-plus-one-query
            $address = Address::where('order_id', $order->id)->first();
            // ruleid: php-n-plus-one-query
            $paid = DB::table('payments')->where('order_id', $order->id)->exists();
            // ok: php-n-plus-one-query
            Shipment::where('order_id', $order->id)->update(['state' => 'queued']);
        }

        $customers = Customer::whereIn('id', $orders->pluck('customer_id'))->get()->keyBy('id');
        foreach ($orders as $order) {
            // ok: php-n-plus-one-query
            $customer = $customers->get($order->customer_id);
        }
        // ok: php-n-plus-one-query
        $first = Customer::find($orders[0]->customer_id);
    }
}
