"""Processes that are started anew: pickled functions and classes of services find their modules."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from service_loader import ServiceLoader

services = ServiceLoader.discover("services")
services.mount()
from analysis.app.jobs import where
from pillars.app.core.engine import Engine
from pillars.app.jobs import model


def main() -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        assert pool.submit(where).result()[0] == "analysis"
        assert type(pool.submit(model).result().engine) is Engine
        assert pool.submit(Engine().late).result() == "pillars"
    with context.Pool(1, initializer=services.mount) as pool:
        assert pool.apply(Engine().late_module) == "pillars"


if __name__ == "__main__":
    main()
