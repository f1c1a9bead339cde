from click import command, echo
from clicks import CLICKS


@command()
def main():
    echo(f"{sum(CLICKS)} clicks")


if __name__ == "__main__":
    main()
