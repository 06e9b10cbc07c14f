location = "fsn1"
