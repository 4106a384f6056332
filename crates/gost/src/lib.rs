//! GOST R 34.10-2012 signatures and keys on all parameter sets in use.
