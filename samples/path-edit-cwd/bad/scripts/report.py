import sys

sys.path.insert(0, "lib")

from money import shown

if __name__ == "__main__":
    print(shown(1250))
