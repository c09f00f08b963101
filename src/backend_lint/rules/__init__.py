"""The rules: one file each, found by walking this folder; the folder names the family."""
