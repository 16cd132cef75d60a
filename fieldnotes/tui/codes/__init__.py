"""What the codebook screen is made of: the codes, their tree, what is said of one, acts, files; a room each."""
