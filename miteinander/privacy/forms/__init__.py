"""Input of data protection; never saves."""
