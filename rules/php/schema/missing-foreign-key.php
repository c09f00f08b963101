<?php

class CreateOrders extends Migration
{
    public function up()
    {
        Schema::create('orders', function (Blueprint $table) {
            // ruleid: php-missing-foreign-key
            $table->unsignedBigInteger('customer_id');
            // ruleid: php-missing-foreign-key
            $table->integer('cart_id');
            // ruleid: php-missing-foreign-key
            $table->foreignId('address_id');
            // ok: php-missing-foreign-key
            $table->foreignId('coupon_id')->constrained();
            // ok: php-missing-foreign-key
            $table->unsignedBigInteger('stripe_id');
            // ok: php-missing-foreign-key
            $table->integer('position');
        });
        Schema::create('parcels', function (Blueprint $table) {
            // ok: php-missing-foreign-key
            $table->unsignedBigInteger('order_id');
            $table->foreign('order_id')->references('id')->on('orders');
        });
    }
}
