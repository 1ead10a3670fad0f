"""Pages for who runs the machines, and answers for the machines that watch them."""
