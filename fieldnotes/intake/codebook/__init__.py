"""A codebook as other programs give it."""
