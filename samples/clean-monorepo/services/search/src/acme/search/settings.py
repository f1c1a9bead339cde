LANGUAGE = "en"
