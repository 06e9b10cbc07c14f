//! The one door through which the project's files are read, by recipes and by the program itself.
//!
//! ```text
//! Folder::open(root) ─► public(path) for recipes: links inside the folder are followed, private files refused
//!                    ─► plain(path)  for the program's own records: no link on the way or at the end
//!                    ─► list(path)
//! named(path) ─► a file that a person named on the command line
//! ```
//!
//! A path is opened below an open folder and never by its name from the root of the system, so that nothing outside
//! can be reached, whatever another process does meanwhile. Only plain files are opened to the end: a pipe, a socket
//! or a device is refused at once. Every read has a bound.

mod entry;
mod error;
mod folder;
mod named;
mod opened;
mod owner;
mod private;
mod walk;

pub use entry::{Entry, Kind};
pub use error::FileError;
pub use folder::Folder;
pub use named::named;
pub use opened::Opened;
pub use owner::is_ours;
pub use private::{Private, is_private_key, private};
