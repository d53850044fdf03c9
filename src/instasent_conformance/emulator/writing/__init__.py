"""Hand-written serialisers: records to the JSON of the API, one file per noun."""
