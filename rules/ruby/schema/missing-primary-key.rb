class CreateCodes < ActiveRecord::Migration[7.1]
  def change
    # ruleid: ruby-missing-primary-key
    create_table :currencies, id: false do |t|
      t.string :code
      t.string :name
    end
    # ruleid: ruby-missing-primary-key
    create_table :prices, id: false, force: true do |t|
      t.integer :product_id
      t.decimal :amount
    end
    # ruleid: ruby-missing-primary-key
    create_table :rates, :id => false do |t|
      t.date :day
      t.float :rate
    end
    # ok: ruby-missing-primary-key
    create_table :products_tags, id: false do |t|
      t.integer :product_id
      t.integer :tag_id
    end
    # ok: ruby-missing-primary-key
    create_table :countries, id: false do |t|
      t.string :code, primary_key: true
    end
    # ok: ruby-missing-primary-key
    create_table :regions do |t|
      t.string :name
    end
  end
end
