"""Questions as plain objects: what is shown, what is spoken, what is printed, what a key does.

A question never knows whether it is seen, heard or read line by line: an asker does (``ways``).
"""
