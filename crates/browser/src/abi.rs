//! The border to JavaScript: plain functions over linear memory.
//!
//! The worker takes `allocate`d memory, writes its arguments there, calls one function, copies the answers out and then
//! overwrites the whole memory: nothing here outlives one call, so nothing is freed.

#![expect(unsafe_code, reason = "the border to JavaScript is made of raw addresses")]

use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;
use core::convert::Infallible;
use core::slice;

use rand_core::{TryCryptoRng, TryRng};

use crate::{InstallError, Made, Step, install, make};

#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

#[link(wasm_import_module = "page")]
unsafe extern "C" {
    /// Fills memory with `crypto.getRandomValues`; throws where the browser cannot.
    fn random(to: *mut u8, length: usize);
    /// Tells the person at the page what is being done.
    safe fn about_to(step: u32);
}

/// Where the worker finds what was made: why nothing was made or 0, then addresses and lengths; 20 bytes in all.
#[repr(C)]
struct Answer {
    refusal: u32,
    parts: [(*const u8, usize); 2],
}

impl Answer {
    /// Leaves the answer in memory for good.
    fn leave(parts: [Vec<u8>; 2]) -> *const Self {
        let parts = parts.map(|part| {
            let part = part.leak();
            (part.as_ptr(), part.len())
        });
        Box::leak(Box::new(Self { refusal: 0, parts }))
    }

    fn refuse(refusal: u32) -> *const Self {
        let nothing = (core::ptr::null(), 0);
        Box::leak(Box::new(Self {
            refusal,
            parts: [nothing; 2],
        }))
    }
}

/// Memory for an argument.
#[unsafe(no_mangle)]
extern "C" fn allocate(length: usize) -> *mut u8 {
    Box::leak(vec![0; length].into_boxed_slice()).as_mut_ptr()
}

/// Makes key, file and request (see [`make`]).
///
/// # Safety
/// Each pair is the address of memory from [`allocate`] and its length.
#[unsafe(no_mangle)]
unsafe extern "C" fn make_key(
    subject: *const u8,
    subject_length: usize,
    extensions: *const u8,
    extensions_length: usize,
    password: *const u8,
    password_length: usize,
) -> *const Answer {
    // SAFETY: the caller gives memory it got from `allocate`; it stays ours for ever and nobody else writes while we run.
    let (subject, extensions, password) = unsafe {
        (
            slice::from_raw_parts(subject, subject_length),
            slice::from_raw_parts(extensions, extensions_length),
            slice::from_raw_parts(password, password_length),
        )
    };
    match make(subject, extensions, password, &mut PageRandom, tell) {
        Ok(Made { request, key_file }) => Answer::leave([request, key_file.into_bytes()]),
        Err(_) => Answer::refuse(InstallError::Other as u32),
    }
}

/// Joins certificates to the key of a file (see [`install`]); `name` is UTF-8.
///
/// # Safety
/// Each pair is the address of memory from [`allocate`] and its length.
#[unsafe(no_mangle)]
unsafe extern "C" fn install_certificate(
    key_file: *const u8,
    key_file_length: usize,
    certificates: *const u8,
    certificates_length: usize,
    name: *const u8,
    name_length: usize,
    password: *const u8,
    password_length: usize,
) -> *const Answer {
    // SAFETY: as in `make_key`.
    let (key_file, certificates, name, password) = unsafe {
        (
            slice::from_raw_parts(key_file, key_file_length),
            slice::from_raw_parts(certificates, certificates_length),
            slice::from_raw_parts(name, name_length),
            slice::from_raw_parts(password, password_length),
        )
    };
    let name = str::from_utf8(name).unwrap_or_default();
    match install(key_file, password, certificates, name, &mut PageRandom, tell) {
        Ok(file) => Answer::leave([file, Vec::new()]),
        Err(refusal) => Answer::refuse(refusal as u32),
    }
}

fn tell(step: Step) {
    about_to(step as u32);
}

/// The browser's cryptographic generator.
struct PageRandom;

impl TryRng for PageRandom {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, to: &mut [u8]) -> Result<(), Infallible> {
        // SAFETY: address and length are those of one slice that is ours to write.
        unsafe { random(to.as_mut_ptr(), to.len()) };
        Ok(())
    }
}

impl TryCryptoRng for PageRandom {}

/// The worker sees a trap and says that the key could not be made.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
