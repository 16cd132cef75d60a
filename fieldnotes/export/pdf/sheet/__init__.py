"""A blank sheet of paper for a meeting where no laptop is welcome, made to be keyed in later with its times."""
