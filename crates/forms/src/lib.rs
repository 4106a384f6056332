//! Printed forms: versioned Typst templates to PDF/A.
