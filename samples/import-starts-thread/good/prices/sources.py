SOURCES = ["gold", "wheat"]
