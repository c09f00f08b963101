<?php

class CreateShop extends Migration
{
    public function up()
    {
        // ruleid: php-model-missing-timestamps
        Schema::create('products', function (Blueprint $table) {
            $table->id();
            $table->string('title');
        });
        // ruleid: php-model-missing-timestamps
        Schema::create('customers', function (Blueprint $table) {
            $table->uuid('id')->primary();
            $table->string('email')->unique();
        });
        // ruleid: php-model-missing-timestamps
        Schema::create('payments', function (Blueprint $table) {
            $table->id();
            $table->decimal('amount', 10, 2);
        });
        // ok: php-model-missing-timestamps
        Schema::create('orders', function (Blueprint $table) {
            $table->id();
            $table->string('number');
            $table->timestamps();
        });
        // ok: php-model-missing-timestamps
        Schema::create('product_tag', function (Blueprint $table) {
            $table->foreignId('product_id');
            $table->foreignId('tag_id');
        });
        // ok: php-model-missing-timestamps
        Schema::create('activity_log', function (Blueprint $table) {
            $table->id();
            $table->string('name');
        });
    }
}
