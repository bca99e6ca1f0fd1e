"""Would the examples notice? Changes every rule in small ways and counts the changes that its examples answer to."""
