<?php

class AddCurrencyToOrders extends Migration
{
    public function up()
    {
        Schema::table('orders', function (Blueprint $table) {
            $table->string('currency');
        });
    }

    // ruleid: php-irreversible-migration
    public function down()
    {
    }
}

class CreateCarts extends Migration
{
    public function up(): void
    {
        Schema::create('carts', function (Blueprint $table) {
            $table->id();
        });
    }

    // ruleid: php-irreversible-migration
    public function down(): void
    {
        //
    }
}

return new class extends Migration
{
    public function up(): void
    {
        Schema::dropIfExists('coupons');
    }

    // ruleid: php-irreversible-migration
    public function down(): void
    {
    }
};

class CreateParcels extends Migration
{
    public function up()
    {
        Schema::create('parcels', function (Blueprint $table) {
            $table->id();
        });
    }

    // ok: php-irreversible-migration
    public function down()
    {
        Schema::dropIfExists('parcels');
    }
}

class MendTotals extends Migration
{
    public function up()
    {
        Order::query()->update(['total' => 0]);
    }

    // ok: php-irreversible-migration
    public function down()
    {
    }
}

class OrderSeeder extends Seeder
{
    // ok: php-irreversible-migration
    public function down()
    {
    }
}
