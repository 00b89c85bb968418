"""Start the help point from a checkout: ``python kiosk.py``."""

from kiosk.cli import main

if __name__ == "__main__":
    main()
