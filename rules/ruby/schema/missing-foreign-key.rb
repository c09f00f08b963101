class CreateOrders < ActiveRecord::Migration[7.1]
  def change
    create_table :orders do |t|
      # ruleid: ruby-missing-foreign-key
      t.integer :customer_id
      # ruleid: ruby-missing-foreign-key
      t.bigint :cart_id, null: false
      # ruleid: ruby-missing-foreign-key
      t.bigint :address_id
      # ok: ruby-missing-foreign-key
      t.bigint :stripe_id
      # ok: ruby-missing-foreign-key
      t.references :coupon, foreign_key: true
      # ok: ruby-missing-foreign-key
      t.integer :position
    end
  end
end

class CreateParcels < ActiveRecord::Migration[7.1]
  def change
    create_table :parcels do |t|
      # ok: ruby-missing-foreign-key
      t.bigint :order_id, null: false
    end
    add_foreign_key :parcels, :orders
  end
end
