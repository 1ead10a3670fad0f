#!/bin/sh
# Run once by the image of PostgreSQL, when the database is made.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -d postgres -v database=miteinander \
  -v owner_password="'$OWNER_PASSWORD'" -v app_password="'$APP_PASSWORD'" -f /roles.sql
