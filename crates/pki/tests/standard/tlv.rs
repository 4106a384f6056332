//! Taking a DER SEQUENCE apart and putting it together otherwise.

/// The elements of a DER SEQUENCE, each with its head.
#[derive(Clone)]
pub(crate) struct Elements(Vec<Vec<u8>>);

impl Elements {
    pub(crate) fn of(sequence: &[u8]) -> Self {
        let mut rest = &sequence[sequence.len() - content_length(sequence)..];
        let mut elements = Vec::new();
        while !rest.is_empty() {
            let (element, tail) = rest.split_at(element_length(rest));
            elements.push(element.to_vec());
            rest = tail;
        }
        Self(elements)
    }

    pub(crate) fn replace(mut self, at: usize, element: &[u8]) -> Vec<u8> {
        self.0[at] = element.to_vec();
        self.join()
    }

    pub(crate) fn insert(mut self, at: usize, element: &[u8]) -> Vec<u8> {
        self.0.insert(at, element.to_vec());
        self.join()
    }

    pub(crate) fn remove(mut self, at: usize) -> Vec<u8> {
        self.0.remove(at);
        self.join()
    }

    pub(crate) fn get(&self, at: usize) -> &[u8] {
        &self.0[at]
    }

    fn join(self) -> Vec<u8> {
        sequence(&self.0.concat())
    }
}

/// A SEQUENCE with this content.
pub(crate) fn sequence(content: &[u8]) -> Vec<u8> {
    let head = match content.len() {
        length @ 0..0x80 => vec![0x30, length.to_le_bytes()[0]],
        length @ 0x80..0x100 => vec![0x30, 0x81, length.to_le_bytes()[0]],
        length => [&[0x30, 0x82][..], &u16::try_from(length).unwrap().to_be_bytes()].concat(),
    };
    [head, content.to_vec()].concat()
}

fn element_length(bytes: &[u8]) -> usize {
    let head = match bytes[1] {
        0..0x80 => 2,
        long => 2 + usize::from(long & 0x7f),
    };
    head + content_length(bytes)
}

fn content_length(bytes: &[u8]) -> usize {
    match bytes[1] {
        short @ 0..0x80 => short.into(),
        long => bytes[2..2 + usize::from(long & 0x7f)]
            .iter()
            .fold(0, |length, byte| length << 8 | usize::from(*byte)),
    }
}
