"""The analysers: our own for Python, others for other languages; each turns files into findings."""
