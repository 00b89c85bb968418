"""Keys, PINs and lockout: who may act, and in whose name an act is signed."""
