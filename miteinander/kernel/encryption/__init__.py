"""Encryption of fields, for rooms that keep what not even the database's keeper may read.

`keyring` holds the secrets and lies outside of the database; `boxes` seals bytes to one place;
`search` makes values comparable without telling them; these three know no Django. `vault` gives the
keyring of this installation, `records` seals the fields of a record with the record's own key,
`texts` single texts with the master key itself.
"""
