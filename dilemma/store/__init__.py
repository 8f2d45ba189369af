"""The tables and every query. In and out go domain values; no row leaves here."""
