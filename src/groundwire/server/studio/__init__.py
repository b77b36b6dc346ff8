"""What several Studio handlers share: ownership, names, the sample wire forms, pages."""
