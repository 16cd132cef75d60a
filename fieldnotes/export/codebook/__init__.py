"""A codebook as other programs take it."""
