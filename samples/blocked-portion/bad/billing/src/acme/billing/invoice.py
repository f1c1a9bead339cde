import acme.billing
