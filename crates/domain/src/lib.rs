//! The office as data: entities, process tables, rights, terms. Pure.
