class AccountsController < ApplicationController
  def create
    # ruleid: ruby-mass-assignment
    @account = Account.new(params.require(:account).permit!)
    # ruleid: ruby-mass-assignment
    @account = Account.create(params[:account].to_unsafe_h)
    # ok: ruby-mass-assignment
    @account = Account.new(params.require(:account).permit(:name, :email))
    # ok: ruby-mass-assignment
    @search = AccountSearch.find(params.permit!)
  end

  def account_params
    # ruleid: ruby-mass-assignment-permit-all
    params.require(:account).permit!
  end

  def name_params
    # ok: ruby-mass-assignment-permit-all
    params.require(:account).permit(:name)
  end

  def link
    # ok: ruby-mass-assignment-permit-all
    url_for(params.permit!)
  end
end
