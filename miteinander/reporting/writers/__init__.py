"""Files made of `contents`: PDF, Word, Excel. The same contents give the same file."""
