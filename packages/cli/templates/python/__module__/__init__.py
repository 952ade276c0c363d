"""{{name}}: a subnet of my own."""
