//! Recipes that take more than they may.

/// Recipes that take more and more.
pub(crate) const GREEDY: &[(&str, &str)] = &[
    ("an array and itself", "let a = [1]; loop { a += a; }"),
    (
        "an array that is sorted",
        "let a = [1]; for i in 0..26 { a += a; } a.sort(); a.sort(); a.sort(); 1",
    ),
    ("an array that is appended", "let a = [1]; loop { a.append(a); }"),
    ("the sum of two arrays", "let a = [1]; loop { a = a + a; }"),
    ("a literal of arrays", "let a = [1]; loop { a = [a, a]; }"),
    ("an array inside itself", "let a = [1]; loop { a.push(a); }"),
    ("an array that is inserted", "let a = [1]; loop { a.insert(0, a); }"),
    ("an array that is spliced", "let a = [1]; loop { a.splice(0, 0, a); }"),
    ("an array that is assigned", "let a = [1]; loop { a[0] = a; }"),
    ("an array that is padded", "let a = []; let n = 1; loop { n *= 2; a.pad(n, 7); }"),
    ("text and itself", "let t = \"x\"; loop { t += t; }"),
    ("text in backticks", "let t = \"x\"; loop { t = `${t}${t}`; }"),
    ("text that is padded", "let t = \"\"; let n = 1; loop { n *= 2; t.pad(n, 'x'); }"),
    ("text that is replaced", "let t = \"xx\"; loop { t.replace(\"x\", \"xx\"); }"),
    ("text that is cut", "let t = \"x\"; for i in 0..24 { t += t; } t.split(\"\")"),
    (
        "many texts",
        "let t = \"x\"; for i in 0..20 { t += t; } let kept = []; loop { kept.push(t + kept.len()); }",
    ),
    ("a literal of maps", "let m = #{ a: 1 }; loop { m = #{ a: m, b: m }; }"),
    ("a map inside itself", "let m = #{ a: 1 }; loop { m.b = m; }"),
    ("a map with more and more keys", "let m = #{}; let i = 0; loop { m[`k${i}`] = i; i += 1; }"),
    ("bytes and themselves", "let b = blob(1024, 1); loop { b += b; }"),
    ("many bytes", "blob(2000000000, 1)"),
    ("a range", "let n = 0; for i in 0..9000000000000 { n += 1; }"),
    (
        "a comparison",
        "let a = []; for i in 0..500 { a.push(500 - i); } loop { a.sort(|x, y| x - y); }",
    ),
    ("a recursion", "fn g(n) { if n < 2 { 1 } else { g(n - 1) + g(n - 2) } } g(40)"),
    ("files", "let i = 0; loop { emit(`f${i}.txt`, \"x\"); i += 1; }"),
    (
        "large files",
        "let t = \"x\"; for i in 0..24 { t += t; } for i in 0..9 { emit(`f${i}.txt`, t); }",
    ),
    ("empty lines", "loop { print(\"\"); }"),
];

/// Recipes that only a bound on all memory of the run holds: no value of them is large.
pub(crate) const HOARDING: &[(&str, &str)] = &[
    (
        "many arrays",
        "let a = [1]; for i in 0..12 { a += a; } let kept = #{}; loop { kept[`k${kept.len()}`] = a; }",
    ),
    ("a chain of closures", "let f = || 1; loop { let g = f; f = || g.call(); }"),
];
