from app.reset import reset
from app.settings import read


def main():
    reset()
    import app.settings as settings

    try:
        read()
    except settings.SettingsError as error:
        print("handled:", error)


if __name__ == "__main__":
    main()
