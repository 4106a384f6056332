//! How much one scan may take.

use std::time::Duration;

/// Limits of one scan. The defaults suit a page scanned at 600 dpi and an ordinary server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, bytes.
    pub file_bytes: usize,
    /// Pages of a document.
    pub pages: u32,
    /// Pixels of a picture before it is made smaller, millions.
    pub megapixels: u32,
    /// The longer side of a finished page, pixels.
    pub side: u32,
    /// Address space of the child, MiB.
    pub memory_mib: u32,
    /// Processor time of the child, seconds.
    pub cpu_seconds: u32,
    /// After this the child is killed, whatever it waits for.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 10 * 1024 * 1024,
            pages: 30,
            megapixels: 64,
            side: 1600,
            memory_mib: 1024,
            cpu_seconds: 20,
            time: Duration::from_secs(40),
        }
    }
}

/// The length of [`Limits::to_wire`].
pub(crate) const WIRE_LENGTH: usize = 24;

impl Limits {
    /// What the child needs of them: six little-endian numbers.
    pub(crate) fn to_wire(self) -> [u8; WIRE_LENGTH] {
        let file_bytes = u32::try_from(self.file_bytes).unwrap_or(u32::MAX);
        let numbers = [
            file_bytes,
            self.pages,
            self.megapixels,
            self.side,
            self.memory_mib,
            self.cpu_seconds,
        ];
        let mut wire = [0; WIRE_LENGTH];
        for (place, number) in wire.chunks_exact_mut(4).zip(numbers) {
            place.copy_from_slice(&number.to_le_bytes());
        }
        wire
    }

    /// The reverse; the time stays with the parent.
    pub(crate) fn from_wire(wire: [u8; WIRE_LENGTH]) -> Self {
        let (numbers, _) = wire.as_chunks::<4>();
        let number = |place: usize| u32::from_le_bytes(numbers[place]);
        Self {
            file_bytes: number(0) as usize,
            pages: number(1),
            megapixels: number(2),
            side: number(3),
            memory_mib: number(4),
            cpu_seconds: number(5),
            time: Duration::MAX,
        }
    }
}
