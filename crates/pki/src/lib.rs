//! X.509 certificates, requests and revocation lists in the Russian form: build, parse, lint.
