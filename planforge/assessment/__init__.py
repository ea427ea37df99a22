"""Assessment: measures to findings to pattern. Pure functions of the profile and the test catalogue."""
