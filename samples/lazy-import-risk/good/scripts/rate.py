import billing

if __name__ == "__main__":
    print(billing.RATE)
