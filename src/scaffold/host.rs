//! What a host program starts with: a Cargo project that embeds the crate and adds functions of its own.

/// The files of a host: its manifest, its program, and the recipe that it runs.
pub fn host(name: &str) -> [(String, String); 3] {
    let namespace = name.replace('-', "_");
    let filled = |text: &str| {
        text.replace("NAMESPACE", &namespace)
            .replace("NAME", name)
            .replace("VERSION", env!("CARGO_PKG_VERSION"))
    };
    [
        (format!("{name}/Cargo.toml"), filled(include_str!("host/Cargo.toml.txt"))),
        (format!("{name}/src/main.rs"), filled(include_str!("host/main.rs.txt"))),
        (format!("{name}/deploy.rhai"), filled(include_str!("host/deploy.rhai.txt"))),
    ]
}
