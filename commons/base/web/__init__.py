"""What every page needs: headers, errors, forms, assets, limits."""
