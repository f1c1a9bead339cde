from concurrent.futures import ThreadPoolExecutor

from job_queue import JOBS


def main():
    with ThreadPoolExecutor() as pool:
        print(list(pool.map(lambda job: job**2, JOBS)))


if __name__ == "__main__":
    main()
