//! Repositories that nobody would make by accident, each from a number.

use super::hostile::{CANARY, Planted, Repository};
use anyhow::Result;

/// A small generator of numbers: the same seed gives the same ones.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % end
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// Where things are planted, besides paths that commands look for.
const PATHS: &[&str] = &[
    "deploy.rhai",
    "lib/names.rhai",
    "lib/names_test.rhai",
    "lib",
    "data/notes.txt",
    "data",
    "x.rhai",
    "x.yaml",
    "notes.txt",
    "a/b/c",
    ".specweave/config.yaml",
    ".specweave/generated.json",
    ".specweave/lock",
    ".specweave/tmp",
    ".specweave/tmp/journal.json",
    ".specweave/tmp/undo.json",
    ".specweave/tmp/0.new",
    ".specweave/schemas",
    ".specweave/schemas/terraform/aws.table",
    ".specweave/schemas/modules/vpc.yaml",
    ".gitignore",
    ".gitattributes",
    ".git/info/exclude",
    ".git/index",
    ".ignore",
    ".env",
    ".env.staging",
    ".env.production",
    "infrastructure/terraform/app",
    "infrastructure/terraform/app/main.tf",
    "infrastructure/terraform/app/net/main.tf",
    "infrastructure/terraform/app/.terraform.lock.hcl",
    ".terraform/modules/modules.json",
    "lib/snapshots/names_test/a.snap",
    "src/main.rs",
];

/// Texts that steer a terminal, a log or a table, or hide in one.
const LETTERS: &[&str] = &[
    "\u{1b}[2J",
    "\u{1b}]0;owned\u{7}",
    "\u{9b}31m",
    "\u{202e}",
    "\u{200b}",
    "\u{2028}",
    "\u{ad}",
    "\u{e0041}",
    "\u{3164}",
    "\r",
    "\n::set-output name=x::y",
    "::add-mask::x",
    "##vso[task.setvariable variable=x]y",
    "${{ toJSON(secrets) }}",
    "`touch pwned`",
    "$(touch pwned)",
];

/// What recipes do with what they read.
const RECIPES: &[&str] = &[
    "emit(\"out.txt\", READ);",
    "let t = READ; let r = \"\"; for c in t.chars() { r = c + r; } emit(\"out.txt\", r);",
    "print(READ);",
    "throw READ;",
    "emit(READ, \"x\");",
    "fail(READ);",
    "emit(\"out.env\", #{ A: READ });",
    "let db = secret(\"DB_PASSWORD\", #{ description: READ }); emit(\".env.example\", \"x\");",
    "for i in 0..50 { emit(`d${i}/${i}.txt`, READ); }",
    "import \"./x\" as x; emit(\"out.txt\", x::name());",
    "let tf = terraform::root(\"app\"); tf.locals(#{ a: READ, b: secret(\"DB_PASSWORD\") }); emit(tf);",
    "emit(\".env.staging\", READ, #{ own: \"block\" });",
    "emit(\".git/hooks/post-checkout\", READ);",
];

const READS: &[&str] = &[
    "text(\"x.yaml\")",
    "yaml(\"x.yaml\")",
    "text(\".env.staging\")",
    "text(\"data/notes.txt\")",
    "text(\"a/b/c\")",
    "text(\".git/config\")",
];

/// A repository for a number.
pub(crate) fn random(seed: u64) -> Result<Repository> {
    let (repository, mut n) = (Repository::new()?, Numbers::new(seed));
    canaries(&repository)?;
    recipe(&repository, &mut n)?;
    if n.below(3) == 0 {
        config(&repository, &mut n)?;
    }
    if n.below(2) == 0 {
        ledger(&repository, &mut n)?;
    }
    if n.below(2) == 0 {
        journal(&repository, &mut n)?;
    }
    for _ in 0..n.below(5) {
        // What is planted later may take the room of what was planted before, or find a file in its way.
        let _blocked = repository.plant(n.one(PATHS), n.one(&Planted::ALL));
    }
    for _ in 0..n.below(3) {
        let name = format!("data/a{}b.rhai", n.one(LETTERS).replace('/', "_"));
        let _blocked = repository.write(&name, "fn x() { 1 }\n");
    }
    Ok(repository)
}

/// Twenty values that nobody may see, with those that every repository here has.
fn canaries(repository: &Repository) -> Result<()> {
    let files = [
        ".env",
        ".env.production",
        ".env.development",
        ".env.local",
        ".envrc",
        "prod.env",
        ".npmrc",
        ".netrc",
        ".pypirc",
        ".git-credentials",
        ".aws/credentials",
        ".ssh/id_rsa",
        "id_ed25519",
        "terraform.tfstate",
        "terraform.tfstate.backup",
        "tls.key",
        ".docker/config.json",
    ];
    files
        .iter()
        .enumerate()
        .try_for_each(|(i, file)| repository.write(file, &format!("VALUE_{i}={CANARY}-{i}\n")))
}

fn recipe(repository: &Repository, n: &mut Numbers) -> Result<()> {
    let read = format!("read_{}", n.one(READS));
    let read = if n.below(4) == 0 { format!("{:?}", n.one(LETTERS)) } else { read };
    let text = n.one(RECIPES).replace("READ", &read);
    repository.write(
        n.one(&["deploy.rhai", "lib/names.rhai", "lib/names_test.rhai", "deploy.rhai"]),
        &format!("{text}\n"),
    )
}

fn config(repository: &Repository, n: &mut Numbers) -> Result<()> {
    let hostile = n.one(LETTERS);
    let text = format!(
        "project: {{ name: {hostile:?} }}\nenvironments:\n  strategy: custom\n  definitions:\n  - name: staging\n    purpose: {hostile:?}\n    deployment: {{ type: cloud, provider: hetzner, region: {hostile:?} }}\n"
    );
    let text = if n.below(3) == 0 { text.replace('"', "") } else { text };
    repository.write(".specweave/config.yaml", &text)
}

fn ledger(repository: &Repository, n: &mut Numbers) -> Result<()> {
    let lines = (0..n.below(4)).map(|_| {
        let path = n.one(PATHS);
        let path =
            if n.below(4) == 0 { format!("{path}{}", n.one(LETTERS)) } else { path.to_string() };
        let sum =
            n.one(&["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "0", "x"]);
        let recipe = n.one(&["deploy.rhai", "gone.rhai", "\u{1b}[2J", "../../x"]);
        format!("{},\n", serde_json::json!({ "path": path, "sha256": sum, "recipe": recipe }))
    });
    let lines: String = lines.collect();
    let version = n.one(&["0.1.0", "99.0.0", "\u{1b}]0;x\u{7}"]);
    let text = format!(
        "{{\"format\": 1, \"sw\": {}, \"files\": [{lines}null]}}\n",
        serde_json::json!(version)
    );
    repository.write(".specweave/generated.json", &text)
}

fn journal(repository: &Repository, n: &mut Numbers) -> Result<()> {
    let none = serde_json::json!({ "sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "executable": n.below(2) == 0 });
    let steps: Vec<_> = (0..=n.below(3))
        .map(|_| match n.below(3) {
            0 => serde_json::json!({ "path": n.one(PATHS), "old": null, "new": none }),
            1 => serde_json::json!({ "path": n.one(PATHS), "old": none, "new": null }),
            _ => serde_json::json!({ "path": n.one(&["../outside.yaml", "/etc/passwd", ".git/config", "src/main.rs"]), "old": null, "new": none }),
        })
        .collect();
    let name = n.one(&["journal.json", "undo.json"]);
    repository.write(".specweave/tmp/0.new", "")?;
    repository.write(".specweave/tmp/0.old", "")?;
    repository.write("src/main.rs", "")?;
    repository.write(
        &format!(".specweave/tmp/{name}"),
        &serde_json::json!({ "steps": steps, "folders": ["src"] }).to_string(),
    )
}
