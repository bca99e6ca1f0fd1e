"""Reads pictures: what stands on a scanned or photographed page, where, and how sure that is."""
