"""What the service is told."""

NAME = "orders"
