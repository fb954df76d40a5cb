"""`python -m mujaz`: the command line."""

from mujaz.cli import main

if __name__ == "__main__":
    main()
