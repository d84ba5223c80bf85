"""What is drawn more than once: plain values in, a Dash tree, a figure or text out."""
