<?php

class ProductController extends Controller
{
    private const SORTS = ['price' => 'price_cents', 'name' => 'title'];

    public function index(Request $request)
    {
        // ruleid: php-sql-dynamic-identifier
        Product::query()->orderByRaw($request->input('sort'));
        // ruleid: php-sql-dynamic-identifier
        Product::query()->orderByRaw('products.' . $request->input('sort') . ' DESC');
        $column = $_GET['column'];
        // ruleid: php-sql-dynamic-identifier
        DB::select("SELECT id FROM products ORDER BY $column");
        // ok: php-sql-dynamic-identifier
        Product::query()->orderByRaw(self::SORTS[$request->input('sort')]);
        // ok: php-sql-dynamic-identifier
        Product::query()->orderByRaw('FIELD(state, ?)', [$request->input('state')]);
        // ok: php-sql-dynamic-identifier
        Product::query()->where('shelf', $request->input('shelf'))->orderByRaw('title ASC');
    }
}
