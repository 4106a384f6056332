//! Pages of the portal: parse the request, name the operation, show the outcome.
