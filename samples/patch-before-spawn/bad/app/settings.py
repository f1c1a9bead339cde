QUEUE = "live"
