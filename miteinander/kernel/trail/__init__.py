"""What makes the trail trustworthy: marks, seals, verification, and the database's own guard.

Each event carries a keyed mark over all of its columns (`marks`), made when it is written; so
writers never wait for each other. A job gathers what was committed into seals (`sealing`); each
covers its events and the seal before. `verifying` computes everything anew.
"""
