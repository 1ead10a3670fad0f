"""Tables on their way in: read, checked row by row, previewed, taken over. For every room.

`columns` says what a table has, `reading` gets rows out of a file, `forms` takes the upload, and
`importing` is the one view of it all.
"""
