//! Custody of the authority's keys, issuing in the safe order, revocation lists, journal chain.
