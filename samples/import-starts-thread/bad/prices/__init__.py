from threading import Thread

TABLE = {}


def load():
    from prices import sources

    TABLE.update(dict.fromkeys(sources.SOURCES, 1))


worker = Thread(target=load, daemon=True)
worker.start()
worker.join()
