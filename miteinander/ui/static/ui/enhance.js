// Makes pages more comfortable; every page works without it.
