//! Russian identifiers, names of people, working calendar and terms.
