class SlimOrders < ActiveRecord::Migration[7.1]
  def up
    # ruleid: ruby-destructive-migration
    remove_column :orders, :legacy_number
    # ruleid: ruby-destructive-migration
    rename_column :orders, :total, :total_cents
    # ruleid: ruby-destructive-migration
    drop_table :old_orders
    # ok: ruby-destructive-migration
    add_column :orders, :currency, :string
    # ok: ruby-destructive-migration
    safety_assured { remove_column :orders, :note }
  end

  def down
    # ok: ruby-destructive-migration
    remove_column :orders, :currency
  end
end
