"""Pinned views: any public page or file as it was in a release, so that a citation stays checkable.

A release keeps its canonical files. When it is asked for, a read-only SQLite file is built from them by the
ordinary load, in a process of its own; a request that is pinned reads that file in place of the database.
"""
