"""The first pages of a file as pictures: work of a confined child (files.confined), without Django."""
