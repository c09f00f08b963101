<?php

class ArticleController extends Controller
{
    public function index(Request $request)
    {
        // ruleid: php-page-size-unbounded
        return Article::query()->paginate($request->input('per_page'));
    }

    public function latest(Request $request)
    {
        $size = $request->get('size', 20);
        // ruleid: php-page-size-unbounded
        return Article::query()->simplePaginate($size);
    }

    public function top(Request $request)
    {
        // ruleid: php-page-size-unbounded
        return Article::query()->limit($request->limit)->get();
    }

    public function capped(Request $request)
    {
        // ok: php-page-size-unbounded
        return Article::query()->paginate(min($request->input('per_page', 20), 100));
    }

    public function validated(Request $request)
    {
        $request->validate(['per_page' => 'integer|max:100']);
        // ok: php-page-size-unbounded
        return Article::query()->paginate($request->input('per_page'));
    }

    public function fixed(Request $request)
    {
        // ok: php-page-size-unbounded
        return Article::query()->where('tag', $request->input('tag'))->paginate(20);
    }
}
