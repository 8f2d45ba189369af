"""Snapshot -> screens: frozen values with exactly what one fragment shows.

What an audience must not see is not given to its screen. A screen names its template
(`fragments/<template>.html`) and knows nothing of who is asking.
"""
