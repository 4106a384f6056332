//! The forms of the sample регламент, read back as a person would read the paper.

mod hostile;
mod pages;
mod samples;
