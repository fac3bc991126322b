//! Expected output as files: `UPDATE=1 cargo test` rewrites them.

use std::fs;
use std::path::PathBuf;

/// Compares `actual` with the file `tests/cases/<name>`; writes the file where `UPDATE` is set.
pub fn check(name: &str, actual: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("a case lies in a folder")).expect("the folder can be made");
        fs::write(&path, actual).expect("the case can be written");
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == actual,
        "{} differs (UPDATE=1 rewrites it)\n--- expected\n{expected}\n--- actual\n{actual}",
        path.display()
    );
}
