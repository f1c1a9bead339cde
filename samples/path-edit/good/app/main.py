from shared_settings import NAME
