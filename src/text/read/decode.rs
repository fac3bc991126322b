//! Bytes to text: UTF-8 as it is, other encodings by their byte order mark or by their statistics.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::LARGEST_DOCUMENT;
use super::remark::RemarkKind;

/// How many of the first bytes are looked at to tell binary from text.
const LOOKED_AT: usize = 8192;

/// Control characters that no text has, per thousand bytes, above which bytes are taken for binary.
const CONTROL_PER_THOUSAND: usize = 10;

/// The text of a document, without byte order mark; says so where it was not UTF-8.
pub(super) fn decode<'b>(bytes: &'b [u8], remarks: &mut Vec<RemarkKind>) -> Result<Cow<'b, str>, RemarkKind> {
    if bytes.len() > LARGEST_DOCUMENT {
        return Err(RemarkKind::TooLarge { limit: LARGEST_DOCUMENT });
    }
    let marked = Encoding::for_bom(bytes).map(|(encoding, length)| (encoding, &bytes[length..]));
    if marked.is_none() && is_binary(bytes) {
        return Err(RemarkKind::Binary);
    }
    let (encoding, bytes) = marked.unwrap_or((encoding_rs::UTF_8, bytes));
    if encoding == encoding_rs::UTF_8
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Ok(Cow::Borrowed(text));
    }
    let encoding = if encoding == encoding_rs::UTF_8 { guess(bytes) } else { encoding };
    let (text, faulty) = encoding.decode_without_bom_handling(bytes);
    remarks.push(RemarkKind::Encoding { encoding: encoding.name(), faulty });
    Ok(text)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// Whether the bytes are no text in any of the encodings: they hold zero bytes or many control characters.
fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let control = head.iter().filter(|b| matches!(b, 1..=8 | 14..=26 | 28..=31)).count();
    memchr::memchr(0, head).is_some() || control * 1000 > head.len() * CONTROL_PER_THOUSAND
}
