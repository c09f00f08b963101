<?php

class PictureController extends Controller
{
    public function store(Request $request)
    {
        $file = $request->file('picture');
        // ruleid: php-upload-path-traversal
        $file->storeAs('pictures', $file->getClientOriginalName());
        // ruleid: php-upload-path-traversal
        $file->move(public_path('pictures'), time() . $file->getClientOriginalName());
        // ruleid: php-upload-path-traversal
        move_uploaded_file($_FILES['picture']['tmp_name'], 'pictures/' . $_FILES['picture']['name']);
        // ok: php-upload-path-traversal
        $file->storeAs('pictures', Str::uuid() . '.' . $file->extension());
        // ok: php-upload-path-traversal
        $file->storeAs('pictures', Str::slug($file->getClientOriginalName()));
        // ok: php-upload-path-traversal
        $picture->title = $file->getClientOriginalName();
    }
}
