//! The nodes of expressions, and how they are made.

use super::collection::{Field, For, Item, List, Object};
use super::name::{BadName, Ident, Variable};
use super::number::Number;
use super::template::{Heredoc, Piece, Template};
use compact_str::CompactString;

/// An expression.
///
/// Precedence is in the tree: parentheses are written where they are needed, and where
/// [`Expr::Paren`] asks for them.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// `1.5`
    Number(Number),
    /// `"text"`: data, whatever is in it.
    Text(CompactString),
    /// `"text ${expr}"`
    Template(Template),
    /// Text with or without `${expr}` on lines of its own, where there is room; quoted elsewhere.
    Heredoc(Heredoc),
    /// `name`
    Variable(Variable),
    /// `var.name`, `list[0]`, `list[*].id`
    Traversal(Box<Traversal>),
    /// `name(argument, ...)`
    Call(Call),
    /// `-a`, `!a`
    Unary(UnaryOp, Box<Expr>),
    /// `a + b`
    Binary(BinaryOp, Box<(Expr, Expr)>),
    /// `condition ? yes : no`
    Conditional(Box<Conditional>),
    /// `(expr)`
    Paren(Box<Expr>),
    /// `[item, ...]`
    List(List),
    /// `{ key = value }`
    Object(Object),
    /// `[for x in list : x]`, `{ for k, v in map : k => v }`
    For(Box<For>),
}

/// An expression and the way from it to a part of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Traversal {
    base: Expr,
    steps: Vec<Step>,
}

/// One step into a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// `.name`
    Get(Ident),
    /// `[key]`
    Index(Expr),
    /// `[*]`: the steps behind it apply to each element.
    Splat,
    /// `.*`: the names behind it, up to the first index, apply to each element.
    AttributeSplat,
}

/// `name(argument, ...)`
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub(crate) name: Vec<Ident>,
    /// What is passed.
    pub arguments: Vec<Expr>,
    /// Whether the last argument is a list of arguments: `f(list...)`.
    pub expand_last: bool,
}

/// `condition ? yes : no`
#[derive(Clone, Debug, PartialEq)]
pub struct Conditional {
    /// What decides.
    pub condition: Expr,
    /// The value when it is true.
    pub yes: Expr,
    /// The value when it is false.
    pub no: Expr,
}

/// An operator before its operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnaryOp {
    /// `-`
    Negate,
    /// `!`
    Not,
}

/// An operator between its operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// `||`
    Or,
    /// `&&`
    And,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
}

impl Call {
    /// Whether it calls the function `name`.
    pub fn is(&self, name: &str) -> bool {
        self.name.iter().map(Ident::as_str).eq([name])
    }
}

impl Expr {
    /// The variable `name`.
    ///
    /// # Errors
    ///
    /// When `name` is not the name of a variable.
    pub fn variable(name: &str) -> Result<Self, BadName> {
        Variable::new(name).map(Expr::Variable)
    }

    /// A variable and names behind it, parted by dots.
    ///
    /// ```
    /// use sw::emit::hcl::{Expr, emit_expr};
    /// assert_eq!(emit_expr(&Expr::path("aws_vpc.main.id")?.index(0)), "aws_vpc.main.id[0]");
    /// # Ok::<(), sw::emit::hcl::BadName>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When one of the names is none.
    pub fn path(dotted: &str) -> Result<Self, BadName> {
        let mut names = dotted.split('.');
        let root = Expr::variable(names.next().unwrap_or_default())?;
        names.try_fold(root, |path, name| Ok(path.get(Ident::new(name)?)))
    }

    /// One step further: `self.name`, `self[key]`, `self[*]`.
    #[must_use]
    pub fn step(self, step: Step) -> Self {
        let mut traversal = match self {
            Expr::Traversal(traversal) if traversal.takes(&step) => traversal,
            base @ Expr::Traversal(_) => {
                Box::new(Traversal { base: Expr::paren(base), steps: Vec::new() })
            }
            base => Box::new(Traversal { base, steps: Vec::new() }),
        };
        traversal.steps.push(step);
        Expr::Traversal(traversal)
    }

    /// `self.name`
    #[must_use]
    pub fn get(self, name: Ident) -> Self {
        self.step(Step::Get(name))
    }

    /// `self[key]`
    #[must_use]
    pub fn index(self, key: impl Into<Expr>) -> Self {
        self.step(Step::Index(key.into()))
    }

    /// `name(arguments)`; the name may be `provider::namespace::function`.
    ///
    /// ```
    /// use sw::emit::hcl::{Expr, emit_expr};
    /// let call = Expr::call("provider::time::rfc3339_parse", ["2023-07-25T23:43:16Z".into()])?;
    /// assert_eq!(emit_expr(&call), "provider::time::rfc3339_parse(\"2023-07-25T23:43:16Z\")");
    /// # Ok::<(), sw::emit::hcl::BadName>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When `name` is not the name of a function.
    pub fn call(name: &str, arguments: impl IntoIterator<Item = Expr>) -> Result<Self, BadName> {
        Call::new(name, arguments).map(Expr::Call)
    }

    /// `-operand` or `!operand`; a number takes the sign into itself.
    pub fn unary(operator: UnaryOp, operand: Expr) -> Self {
        match (operator, operand) {
            (UnaryOp::Negate, Expr::Number(number)) if number.magnitude().is_none() => {
                Expr::Number(number.negated())
            }
            (operator, operand) => Expr::Unary(operator, Box::new(operand)),
        }
    }

    /// `left operator right`
    pub fn binary(operator: BinaryOp, left: Expr, right: Expr) -> Self {
        Expr::Binary(operator, Box::new((left, right)))
    }

    /// `condition ? yes : no`
    pub fn conditional(condition: Expr, yes: Expr, no: Expr) -> Self {
        Expr::Conditional(Box::new(Conditional { condition, yes, no }))
    }

    /// `(inner)`
    pub fn paren(inner: Expr) -> Self {
        Expr::Paren(Box::new(inner))
    }

    /// `[item, ...]`
    ///
    /// ```
    /// use sw::emit::hcl::{Expr, emit_expr};
    /// assert_eq!(emit_expr(&Expr::list([1, 2])), "[1, 2]");
    /// ```
    pub fn list<I: Into<Item>>(items: impl IntoIterator<Item = I>) -> Self {
        Expr::List(List { items: items.into_iter().map(Into::into).collect(), end: Vec::new() })
    }

    /// `{ key = value, ... }`
    ///
    /// ```
    /// use sw::emit::hcl::{Expr, emit_expr};
    /// let object = Expr::object([("Name", "web"), ("app.kubernetes.io/name", "web")]);
    /// assert_eq!(emit_expr(&object), r#"{ Name = "web", "app.kubernetes.io/name" = "web" }"#);
    /// ```
    pub fn object<F: Into<Field>>(fields: impl IntoIterator<Item = F>) -> Self {
        Expr::Object(Object {
            fields: fields.into_iter().map(Into::into).collect(),
            end: Vec::new(),
        })
    }

    /// Quoted text with expressions in it, in its simplest form: plain text when there is no
    /// expression, and the expression itself when there is nothing else (`"${x}"` is `x`).
    ///
    /// ```
    /// use sw::emit::hcl::{Expr, Piece, emit_expr};
    /// let name = Expr::template([Piece::value(Expr::path("var.environment")?), Piece::text("-vpc")]);
    /// assert_eq!(emit_expr(&name), r#""${var.environment}-vpc""#);
    /// # Ok::<(), sw::emit::hcl::BadName>(())
    /// ```
    pub fn template(pieces: impl IntoIterator<Item = Piece>) -> Self {
        Template::simplest(pieces.into_iter().collect())
    }

    /// Text on lines of its own, with or without expressions in it. Text that a heredoc cannot
    /// carry, such as one that does not end its last line, becomes an [`Expr::template`].
    ///
    /// ```
    /// use sw::emit::hcl::{Attribute, Body, Expr, Ident, Piece, emit};
    /// let script = Expr::heredoc([Piece::text("#!/bin/sh\necho "), Piece::value(Expr::path("var.name")?), Piece::text("\n")]);
    /// let body = Body::new().with(Attribute::new(Ident::new("user_data")?, script));
    /// assert_eq!(emit(&body), "user_data = <<-EOT\n  #!/bin/sh\n  echo ${var.name}\nEOT\n");
    /// # Ok::<(), sw::emit::hcl::BadName>(())
    /// ```
    pub fn heredoc(pieces: impl IntoIterator<Item = Piece>) -> Self {
        Heredoc::simplest(pieces.into_iter().collect())
    }
}

impl Traversal {
    /// Where the way starts.
    pub fn base(&self) -> &Expr {
        &self.base
    }

    /// The way, one step at least.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Whether a step may follow: HCL has no splat among the names behind `.*`.
    fn takes(&self, step: &Step) -> bool {
        let in_splat = self.steps.iter().rev().find(|step| !matches!(step, Step::Get(_)))
            == Some(&Step::AttributeSplat);
        !in_splat || matches!(step, Step::Get(_) | Step::Index(_))
    }
}

impl Call {
    /// A call of the function `name`, which may be `provider::namespace::function`.
    ///
    /// # Errors
    ///
    /// When `name` is not the name of a function.
    pub fn new(name: &str, arguments: impl IntoIterator<Item = Expr>) -> Result<Self, BadName> {
        let name = name.split("::").map(Ident::new).collect::<Result<Vec<_>, _>>()?;
        // `for(` and `null(` would be read as something else.
        Variable::new(name[0].as_str())?;
        Ok(Self { name, arguments: arguments.into_iter().collect(), expand_last: false })
    }

    /// The same call, its last argument a list of arguments: `f(list...)`.
    #[must_use]
    pub fn expanding(self) -> Self {
        Self { expand_last: true, ..self }
    }

    /// The parts of the function's name: `provider`, `namespace`, `function`.
    pub fn name(&self) -> &[Ident] {
        &self.name
    }
}

impl UnaryOp {
    /// How it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            UnaryOp::Negate => "-",
            UnaryOp::Not => "!",
        }
    }
}

impl BinaryOp {
    /// How it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            BinaryOp::Or => "||",
            BinaryOp::And => "&&",
            BinaryOp::Equal => "==",
            BinaryOp::NotEqual => "!=",
            BinaryOp::Less => "<",
            BinaryOp::LessOrEqual => "<=",
            BinaryOp::Greater => ">",
            BinaryOp::GreaterOrEqual => ">=",
            BinaryOp::Add => "+",
            BinaryOp::Subtract => "-",
            BinaryOp::Multiply => "*",
            BinaryOp::Divide => "/",
            BinaryOp::Modulo => "%",
        }
    }
}

macro_rules! expr_from {
    ($($from:ty => $variant:ident),* $(,)?) => {
        $(impl From<$from> for Expr {
            fn from(inner: $from) -> Self {
                Expr::$variant(inner.into())
            }
        })*
    };
}

expr_from!(
    bool => Bool, i64 => Number, Number => Number, &str => Text, String => Text, CompactString => Text,
    Variable => Variable, Call => Call, List => List, Object => Object,
);

impl From<For> for Expr {
    fn from(inner: For) -> Self {
        Expr::For(Box::new(inner))
    }
}
