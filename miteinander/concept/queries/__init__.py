"""Reads of the concept, by noun: `public` decides what everyone sees."""
