//! Random documents that use every node there is.

use crate::random::Random;
use sw::emit::hcl::*;

/// A generator of documents.
pub(crate) struct Generator {
    pub(crate) random: Random,
    /// Whether computed keys come first in objects only. hcl-edit reads the key `(x)` behind a value
    /// that has brackets and ends with a name, such as `f() ? a : b`, as arguments of that name.
    computed_first: bool,
    /// How many values it has made.
    pub(crate) values: usize,
}

const NAMES: [&str; 14] = [
    "a",
    "id",
    "cidr_block",
    "for_each",
    "in",
    "if",
    "for",
    "true",
    "null",
    "名前",
    "für",
    "नाम",
    "x-y-z",
    "a_rather_long_name_for_something",
];
const VARIABLES: [&str; 10] =
    ["var", "local", "each", "data", "module", "aws_vpc", "k", "v", "変数", "for_each"];
const FUNCTIONS: [&str; 7] =
    ["merge", "jsonencode", "toset", "format", "provider::time::parse", "lookup", "f"];
const KINDS: [&str; 6] = ["resource", "variable", "module", "dynamic", "lifecycle", "設定"];
const LABELS: [&str; 7] = ["aws_vpc", "main", "a b", "s3://x", "名前", "a#b", "a.b/c"];
const COMMENTS: [&str; 8] = [
    "why",
    "",
    "  indented",
    "# twice",
    "// so",
    "日本語のコメント",
    "👩\u{200d}👩\u{200d}👧 family",
    "a = [ { ${x",
];
const TEXTS: [&str; 40] = [
    "a",
    "text",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\"",
    "\\",
    "\\n",
    "$",
    "%",
    "$$",
    "${",
    "%{",
    "${var.x}",
    "%{ if x }",
    "{",
    "}",
    "~}",
    "EOT",
    "\nEOT\n",
    "<<-EOT\n",
    "#",
    "// x",
    "/*",
    "*/",
    "日本語",
    "👩\u{200d}👩\u{200d}👧",
    "e\u{301}",
    "\u{301}",
    "क\u{94d}षि",
    "🇩🇪",
    "\0",
    "\u{1}",
    "\u{202e}",
    "\u{2028}",
    "\u{a0}",
    "0123456789012345678901234567890123456789",
];
const LINES: [&str; 12] = [
    "echo hi",
    "  indented",
    "",
    "   ",
    "\ttab",
    "EOT",
    "EOF x",
    "\u{301}combining",
    "日本",
    "$",
    "${HOME} %{x}",
    "#!/bin/sh \"\\n\"",
];
const NUMBERS: [&str; 9] =
    ["0", "1", "-1", "42", "1.5", "-0.25", "1e9", "2.5E-3", "18446744073709551616"];

impl Generator {
    /// The generator of the document with this number.
    pub(crate) fn new(seed: u64) -> Self {
        Self { random: Random::new(seed), computed_first: false, values: 0 }
    }

    /// The same generator, of documents that hcl-edit reads right.
    pub(crate) fn readable(self) -> Self {
        Self { computed_first: true, ..self }
    }

    /// A file.
    pub(crate) fn body(&mut self, depth: usize) -> Body {
        let mut body = Body::new();
        let mut names: Vec<&str> = Vec::new();
        for _ in 0..self.random.below(7) {
            match self.random.below(10) {
                0..=5 => {
                    let name = self.random.pick(&NAMES);
                    if !names.contains(&name) {
                        names.push(name);
                        body.push(Attribute::new(ident(name), self.expr(3)).within(self.margin()));
                    }
                }
                6..=8 if depth > 0 => body.push(self.block(depth)),
                _ => body.push(Comment {
                    blank_before: self.random.chance(50),
                    ..Comment::new(self.lines(1))
                }),
            }
        }
        body
    }

    fn block(&mut self, depth: usize) -> Block {
        let kind = ident(self.random.pick(&KINDS));
        let labels: Vec<Label> = (0..self.random.below(3))
            .map(|_| Label::new(self.random.pick(&LABELS)).expect("a good label"))
            .collect();
        Block { body: self.body(depth - 1), ..Block::new(kind, labels) }.within(self.margin())
    }

    fn margin(&mut self) -> Margin {
        Margin {
            blank_before: self.random.chance(15),
            above: if self.random.chance(15) { self.lines(1) } else { Vec::new() },
            note: self.random.chance(20).then(|| self.random.pick(&COMMENTS).to_string()),
        }
    }

    /// No margin more often than not: one on any item puts a list on several lines.
    fn inner_margin(&mut self) -> Margin {
        if self.random.chance(10) { self.margin() } else { Margin::default() }
    }

    fn lines(&mut self, least: usize) -> Vec<String> {
        (0..least + self.random.below(2)).map(|_| self.random.pick(&COMMENTS).to_string()).collect()
    }

    fn end(&mut self) -> Vec<String> {
        if self.random.chance(5) { self.lines(1) } else { Vec::new() }
    }

    /// An expression with at most `depth` levels below it.
    pub(crate) fn expr(&mut self, depth: usize) -> Expr {
        if depth == 0 {
            return self.leaf();
        }
        match self.random.below(20) {
            0..=4 => self.leaf(),
            5 => Expr::template(self.pieces(depth)),
            6 => Expr::heredoc(self.heredoc(depth)),
            7 => self.traversal(depth),
            8 | 9 => self.call(depth),
            10 => {
                let operator = if self.random.chance(50) { UnaryOp::Negate } else { UnaryOp::Not };
                Expr::unary(operator, self.expr(depth - 1))
            }
            11 | 12 => Expr::binary(self.operator(), self.expr(depth - 1), self.expr(depth - 1)),
            13 => {
                Expr::conditional(self.expr(depth - 1), self.expr(depth - 1), self.expr(depth - 1))
            }
            14 => Expr::paren(self.expr(depth - 1)),
            15 | 16 => self.list(depth).into(),
            17 | 18 => self.object(depth).into(),
            _ => self.for_expr(depth).into(),
        }
    }

    fn leaf(&mut self) -> Expr {
        self.values += 1;
        match self.random.below(10) {
            0 => Expr::Null,
            1 => self.random.chance(50).into(),
            2 | 3 => Number::parse(self.random.pick(&NUMBERS)).expect("a good number").into(),
            4..=6 => self.text().into(),
            7 => self.variable().into(),
            _ => {
                let steps = 1 + self.random.below(3);
                (0..steps).fold(self.variable().into(), |expr: Expr, _| {
                    expr.get(ident(self.random.pick(&NAMES)))
                })
            }
        }
    }

    fn variable(&mut self) -> Variable {
        Variable::new(self.random.pick(&VARIABLES)).expect("a good variable")
    }

    pub(crate) fn text(&mut self) -> String {
        (0..self.random.below(5)).map(|_| self.random.pick(&TEXTS)).collect()
    }

    fn traversal(&mut self, depth: usize) -> Expr {
        let mut expr = self.expr(depth - 1);
        for _ in 0..1 + self.random.below(3) {
            let step = match self.random.below(6) {
                0 => Step::Splat,
                1 => Step::AttributeSplat,
                2 => Step::Index(self.expr(depth - 1)),
                3 => Step::Index(Number::from(0).into()),
                _ => Step::Get(ident(self.random.pick(&NAMES))),
            };
            expr = expr.step(step);
        }
        expr
    }

    fn call(&mut self, depth: usize) -> Expr {
        let count = self.random.below(4);
        let arguments: Vec<Expr> = (0..count).map(|_| self.expr(depth - 1)).collect();
        let call = Call::new(self.random.pick(&FUNCTIONS), arguments).expect("a good function");
        if count > 0 && self.random.chance(20) { call.expanding().into() } else { call.into() }
    }

    fn operator(&mut self) -> BinaryOp {
        const ALL: [BinaryOp; 13] = [
            BinaryOp::Or,
            BinaryOp::And,
            BinaryOp::Equal,
            BinaryOp::NotEqual,
            BinaryOp::Less,
            BinaryOp::LessOrEqual,
            BinaryOp::Greater,
            BinaryOp::GreaterOrEqual,
            BinaryOp::Add,
            BinaryOp::Subtract,
            BinaryOp::Multiply,
            BinaryOp::Divide,
            BinaryOp::Modulo,
        ];
        ALL[self.random.below(ALL.len())]
    }

    fn list(&mut self, depth: usize) -> List {
        let count = if self.random.chance(5) { 60 } else { self.random.below(6) };
        let items =
            (0..count).map(|_| Item::from(self.expr(depth - 1)).within(self.inner_margin()));
        List { items: items.collect(), end: self.end() }
    }

    fn object(&mut self, depth: usize) -> Object {
        let mut object = Object::default();
        for _ in 0..self.random.below(5) {
            let key = self.key(depth);
            let computed = matches!(&key, Key::Expr(key) if !matches!(key, Expr::Template(_)));
            if self.computed_first && computed && !object.fields.is_empty() {
                continue;
            }
            if !object.fields.iter().any(|field| key_text(&field.key) == key_text(&key)) {
                object
                    .fields
                    .push(Field::new(key, self.expr(depth - 1)).within(self.inner_margin()));
            }
        }
        Object { end: self.end(), ..object }
    }

    fn key(&mut self, depth: usize) -> Key {
        match self.random.below(10) {
            0..=6 => self.random.pick(&NAMES).into(),
            7 => self.text().as_str().into(),
            8 => Key::Expr(Expr::template([Piece::text("k-"), Piece::value(self.expr(depth - 1))])),
            _ => Key::Expr(Expr::path("var.key").expect("a good path").index(self.expr(depth - 1))),
        }
    }

    fn for_expr(&mut self, depth: usize) -> For {
        let makes_object = self.random.chance(50);
        For {
            key: self.random.chance(50).then(|| self.variable()),
            value: self.variable(),
            collection: self.expr(depth - 1),
            result_key: makes_object.then(|| self.expr(depth - 1)),
            result: self.expr(depth - 1),
            grouping: makes_object && self.random.chance(30),
            condition: self.random.chance(30).then(|| self.expr(depth - 1)),
        }
    }

    fn pieces(&mut self, depth: usize) -> Vec<Piece> {
        (0..self.random.below(5)).map(|_| self.piece(depth, Self::text)).collect()
    }

    fn piece(&mut self, depth: usize, text: fn(&mut Self) -> String) -> Piece {
        match self.random.below(10) {
            0..=5 => Piece::text(text(self)),
            6..=8 => Piece::Value(self.expr(depth.saturating_sub(1)), self.strip()),
            _ if depth == 0 => Piece::text("flat"),
            _ => self.directive(depth, text),
        }
    }

    fn directive(&mut self, depth: usize, text: fn(&mut Self) -> String) -> Piece {
        let inside = |this: &mut Self| -> Vec<Piece> {
            (0..this.random.below(3)).map(|_| this.piece(depth - 1, text)).collect()
        };
        if self.random.chance(50) {
            return Piece::If(Box::new(IfPiece {
                condition: self.expr(depth - 1),
                strip: self.strip(),
                yes: inside(self),
                no: self.random.chance(50).then(|| (self.strip(), inside(self))),
                end_strip: self.strip(),
            }));
        }
        Piece::For(Box::new(ForPiece {
            key: self.random.chance(50).then(|| self.variable()),
            value: self.variable(),
            collection: self.expr(depth - 1),
            strip: self.strip(),
            body: inside(self),
            end_strip: self.strip(),
        }))
    }

    fn strip(&mut self) -> Strip {
        let mut marked = || self.random.chance(10);
        Strip { before: marked(), after: marked() }
    }

    fn heredoc(&mut self, depth: usize) -> Vec<Piece> {
        let mut pieces: Vec<Piece> =
            (0..1 + self.random.below(4)).map(|_| self.piece(depth, Self::script)).collect();
        pieces.push(Piece::text("end\n"));
        pieces
    }

    pub(crate) fn script(&mut self) -> String {
        let lines: Vec<&str> =
            (0..self.random.below(4)).map(|_| self.random.pick(&LINES)).collect();
        let end = if self.random.chance(70) { "\n" } else { "" };
        lines.join("\n") + end
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name).expect("a good name")
}

fn key_text(key: &Key) -> String {
    emit_expr(&Expr::object([Field::new(key.clone(), Expr::Null)]))
}
