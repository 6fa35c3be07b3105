"""Finding proposals: filters, orders and pages that stay quick at 100,000 of them."""
