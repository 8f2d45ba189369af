"""The ground floor: values in, values out.

No Flask, no database, no gevent, no clock, no file and no randomness in this folder.
"""
