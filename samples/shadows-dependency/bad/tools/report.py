from click import command, echo


@command()
def main():
    echo("6 clicks")


if __name__ == "__main__":
    main()
