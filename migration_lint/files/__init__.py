"""The files of a project: finding, reading, sifting and writing them."""
