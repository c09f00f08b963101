class ArticlesController < ApplicationController
  def show
    # ruleid: ruby-missing-not-found-branch
    render json: Article.find_by(slug: params[:slug])
    # ok: ruby-missing-not-found-branch
    render json: Article.find_by!(slug: params[:slug])
  end

  def destroy
    # ruleid: ruby-missing-not-found-branch
    Article.find_by(id: params[:id]).destroy
    # ruleid: ruby-missing-not-found-branch
    Article.find_by(slug: params[:slug]).update(deleted: true)
    # ok: ruby-missing-not-found-branch
    Article.find_by(id: params[:id])&.destroy
    # ok: ruby-missing-not-found-branch
    Article.find(params[:id]).destroy
  end
end
