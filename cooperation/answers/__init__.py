"""What a reader in a hurry takes along: how a series stands, what is missing, a line to copy."""
