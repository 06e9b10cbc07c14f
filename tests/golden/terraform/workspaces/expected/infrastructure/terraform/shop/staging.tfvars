servers = 1 # enough to try things
