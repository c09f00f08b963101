class ArticlesController < ApplicationController
  def index
    # ruleid: ruby-unpaginated-list-endpoint
    @articles = Article.all
  end
end

class Api::ArticlesController < ApplicationController
  def index
    # ruleid: ruby-unpaginated-list-endpoint
    render json: Article.all
  end
end

class Admin::ArticlesController < ApplicationController
  def index
    # ruleid: ruby-unpaginated-list-endpoint
    @articles = Article.all.order(:created_at)
  end
end

class PagedArticlesController < ApplicationController
  def index
    # ok: ruby-unpaginated-list-endpoint
    @articles = Article.all
    @articles = @articles.page(params[:page])
  end

  def archive
    # ok: ruby-unpaginated-list-endpoint
    @articles = Article.all
  end
end

class SearchesController < ApplicationController
  def index
    # ok: ruby-unpaginated-list-endpoint
    found = Article.all
    @articles = newest(found)
  end
end
