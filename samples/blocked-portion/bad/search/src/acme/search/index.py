import acme.search
