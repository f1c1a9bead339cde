WAREHOUSE = "north"
