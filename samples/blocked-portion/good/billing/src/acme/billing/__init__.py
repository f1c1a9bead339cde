from acme.log import info

info("billing")
