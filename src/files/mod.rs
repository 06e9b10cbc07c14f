//! The one door through which the project's files are read, by recipes and by the program itself.

mod private;

pub use private::{Private, private};
