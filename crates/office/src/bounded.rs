//! Memories of who did what: strangers fill them, so each has a size.

use std::collections::HashMap;
use std::hash::Hash;

/// Entries remembered at most.
pub(crate) const MOST: usize = 100_000;

/// Makes room for one more: of a full memory the older half goes. Gives the age of the youngest that went.
pub(crate) fn make_room<K: Eq + Hash, V>(
    memory: &mut HashMap<K, V>,
    most: usize,
    age: impl Fn(&V) -> i64,
) -> Option<i64> {
    if memory.len() < most {
        return None;
    }
    let mut ages: Vec<i64> = memory.values().map(&age).collect();
    let (_, &mut middle, _) = ages.select_nth_unstable(most / 2);
    memory.retain(|_, value| age(value) > middle);
    Some(middle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_older_half_goes_when_it_is_full() {
        let mut memory: HashMap<i64, i64> = (0..9).map(|at| (at, at)).collect();
        assert_eq!(make_room(&mut memory, 10, |at| *at), None);
        memory.insert(9, 9);
        assert_eq!(make_room(&mut memory, 10, |at| *at), Some(5));
        assert_eq!(memory.len(), 4);
        assert!(memory.contains_key(&9) && !memory.contains_key(&5));
    }

    #[test]
    fn all_of_one_age_go_together_rather_than_stay_for_ever() {
        let mut memory: HashMap<i64, i64> = (0..10).map(|at| (at, 7)).collect();
        make_room(&mut memory, 10, |at| *at);
        assert!(memory.is_empty());
    }
}
