-- The two roles of PostgreSQL: the owner makes and changes tables, the app reads and writes rows.
-- psql -v database=miteinander -v owner_password="'...'" -v app_password="'...'" -f roles.sql
CREATE ROLE miteinander_owner LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :owner_password;
CREATE ROLE miteinander_app LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :app_password;
ALTER DATABASE :database OWNER TO miteinander_owner;
REVOKE ALL ON DATABASE :database FROM PUBLIC;
GRANT CONNECT ON DATABASE :database TO miteinander_app;
\connect :database
ALTER SCHEMA public OWNER TO miteinander_owner;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO miteinander_app;
