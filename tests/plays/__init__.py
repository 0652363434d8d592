"""The demo's journey on other backends than the embedded office, for the demo and for tests.

`tests.plays.NAME.house` starts what the backend NAME needs and settles the demo's people around it;
`play_on` plays. ``missing()`` of each says what has to be installed, "" when nothing.
"""
