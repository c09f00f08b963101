class CreateShop < ActiveRecord::Migration[7.1]
  def change
    # ruleid: ruby-model-missing-timestamps
    create_table :products do |t|
      t.string :title
    end
    # ruleid: ruby-model-missing-timestamps
    create_table :customers, id: :uuid do |t|
      t.string :email, null: false
      t.datetime :last_seen_at
    end
    # ruleid: ruby-model-missing-timestamps
    create_table "carts", force: :cascade do |t|
      t.json "content"
    end
    # ok: ruby-model-missing-timestamps
    create_table :orders do |t|
      t.string :number
      t.timestamps
    end
    # ok: ruby-model-missing-timestamps
    create_table :payments do |t|
      t.decimal :amount
      t.datetime :created_at, null: false
    end
    # ok: ruby-model-missing-timestamps
    create_table :products_tags do |t|
      t.references :product
      t.references :tag
    end
    # ok: ruby-model-missing-timestamps
    create_table :audit_events do |t|
      t.string :name
    end
  end
end
