<?php

class SlimOrders extends Migration
{
    public function up()
    {
        Schema::table('orders', function (Blueprint $table) {
            // ruleid: php-destructive-migration
            $table->dropColumn('legacy_number');
            // ruleid: php-destructive-migration
            $table->renameColumn('total', 'total_cents');
            // ok: php-destructive-migration
            $table->string('currency');
        });
        // ruleid: php-destructive-migration
        Schema::dropIfExists('old_orders');
    }

    public function down()
    {
        Schema::table('orders', function (Blueprint $table) {
            // ok: php-destructive-migration
            $table->dropColumn('currency');
        });
        // ok: php-destructive-migration
        Schema::dropIfExists('invoices');
    }
}
