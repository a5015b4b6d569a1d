"""Reads price lists of several makers, and reconciles them into one price book."""
