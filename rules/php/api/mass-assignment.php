<?php

class AccountController extends Controller
{
    public function store(Request $request)
    {
        // ruleid: php-mass-assignment
        DB::table('users')->insert($request->all());
        // ruleid: php-mass-assignment
        User::where('id', $request->id)->update($request->all());
        // ruleid: php-mass-assignment
        $user->forceFill($request->all());
        // ok: php-mass-assignment
        User::create($request->only(['name', 'email']));
        // ok: php-mass-assignment
        User::create($request->validated());
        // ok: php-mass-assignment
        $search->run($request->all());

        // ruleid: php-mass-assignment-fillable
        User::create($request->all());
        // ruleid: php-mass-assignment-fillable
        $user->fill($request->all());
        // ok: php-mass-assignment-fillable
        $this->create($request->all());
    }
}

class Setting extends Model
{
    // ruleid: php-mass-assignment-unguarded
    protected $guarded = [];
}

class Invoice extends Model
{
    // ok: php-mass-assignment-unguarded
    protected $guarded = ['id', 'total'];
    // ok: php-mass-assignment-unguarded
    protected $fillable = [];
}
