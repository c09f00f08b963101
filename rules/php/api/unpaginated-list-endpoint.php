<?php

class ArticleController extends Controller
{
    public function index()
    {
        // ruleid: php-unpaginated-list-endpoint
        return response()->json(Article::all());
    }
}

class CommentController extends Controller
{
    public function index()
    {
        // ruleid: php-unpaginated-list-endpoint
        $comments = Comment::all();
        return view('comments.index', compact('comments'));
    }
}

class OrderController extends Controller
{
    public function index(Request $request)
    {
        // ruleid: php-unpaginated-list-endpoint
        return OrderResource::collection(Order::all());
    }

    public function export()
    {
        // ok: php-unpaginated-list-endpoint
        return Order::all();
    }
}

class RoleController extends Controller
{
    public function index()
    {
        // ok: php-unpaginated-list-endpoint
        return Role::all();
    }
}

class PostController extends Controller
{
    public function index()
    {
        $posts = Post::query()->paginate(20);
        // ok: php-unpaginated-list-endpoint
        $authors = Author::all();
        return view('posts.index', compact('posts', 'authors'));
    }
}
