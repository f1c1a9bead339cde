from app import settings


def main():
    settings.reset()
    try:
        settings.read()
    except settings.SettingsError as error:
        print("handled:", error)


if __name__ == "__main__":
    main()
