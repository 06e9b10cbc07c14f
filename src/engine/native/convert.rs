//! From the language's dynamic values to the data tree, and back.

use crate::diag::Diagnostic;
use crate::engine::native::handle::not_data;
use crate::engine::places::origins::{Node, Origins, Tags};
use crate::engine::places::spots::Tag;
use crate::engine::run::context::Run;
use crate::engine::source::key_order::Orders;
use crate::util::lock::lock;
use crate::value::{Key, Map, Path, Step, Value};
use rhai::{Dynamic, FLOAT, INT, ImmutableString};

/// The word `null`: writes a null, where `()` leaves a key out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Null;

/// A value with comments on it.
#[derive(Clone, Debug)]
pub struct Noted {
    /// What it is without its comments.
    pub value: Dynamic,
    /// Lines above it.
    pub above: Vec<String>,
    /// What is beside it.
    pub beside: Option<String>,
}

impl Run {
    /// The data that a recipe's value is; none for `()`, which leaves things out.
    ///
    /// # Errors
    /// When something in it is no data: a function, or a thing without a value.
    pub fn convert(&self, value: &Dynamic) -> Result<Option<Value>, Diagnostic> {
        let mut sources = lock(&self.sources);
        let mut known = self.places.known();
        let origins = known.as_mut().map(|known| &mut known.origins);
        let mut converter = Converter { run: self, orders: &mut sources.orders, origins };
        let converted = converter.convert(value);
        converted.map_err(|misplaced| misplaced.diagnostic())
    }

    /// The keys of a map in the author's order.
    pub fn keys_in_order(&self, map: &rhai::Map) -> Vec<Key> {
        let keys: Vec<&Key> = map.keys().collect();
        let sorted: Vec<&str> = keys.iter().map(|key| key.as_str()).collect();
        let order = lock(&self.sources).orders.of(&sorted);
        order.iter().map(|i| keys[*i].clone()).collect()
    }

    /// Takes note that a map with these keys was made, and in which order they shall come.
    pub fn learn_order(&self, keys: &[Key]) {
        lock(&self.sources).orders.learn(keys.iter());
    }
}

struct Converter<'a> {
    run: &'a Run,
    orders: &'a mut Orders,
    /// Where it is kept where values were written, in a run that knows it.
    origins: Option<&'a mut Origins>,
}

type Converted = Result<Option<Value>, Box<Misplaced>>;

/// Something that is no data, and the way to it from the inside out: paths are only built for errors.
struct Misplaced {
    problem: Diagnostic,
    steps: Vec<Step>,
}

impl Misplaced {
    fn new(problem: Diagnostic) -> Box<Self> {
        Box::new(Self { problem, steps: Vec::new() })
    }

    fn inside(mut self: Box<Self>, step: Step) -> Box<Self> {
        self.steps.push(step);
        self
    }

    fn diagnostic(mut self) -> Diagnostic {
        self.steps.reverse();
        match Path(self.steps) {
            path if path.is_root() => self.problem,
            path => self.problem.note(format!("it is at `{path}`")),
        }
    }
}

impl Converter<'_> {
    fn convert(&mut self, value: &Dynamic) -> Converted {
        if value.is_string() {
            return value.as_immutable_string_ref().map_or(Ok(None), |text| self.text(&text));
        }
        if value.is_map() {
            let own = value.tag();
            return value.as_map_ref().map_or(Ok(None), |map| self.map(&map, own).map(Some));
        }
        if value.is_array() {
            return value.as_array_ref().map_or(Ok(None), |array| self.list(&array).map(Some));
        }
        if value.is_unit() {
            return Ok(None);
        }
        self.scalar(value)
    }

    fn text(&self, text: &str) -> Converted {
        let text = self.run.read_marks(text).map_err(|problem| Misplaced::new(*problem))?;
        Ok(Some(Value::Text(text)))
    }

    fn map(&mut self, map: &rhai::Map, own: Tag) -> Result<Value, Box<Misplaced>> {
        let keys: Vec<&str> = map.keys().map(Key::as_str).collect();
        let order = self.orders.of(&keys);
        let entries: Vec<(&Key, &Dynamic)> = map.iter().collect();
        let mut converted = Map::with_capacity(entries.len());
        for (key, value) in order.iter().map(|i| entries[*i]) {
            if crate::engine::run::holes::is_marked(key) {
                return Err(Misplaced::new(marked_key()));
            }
            if let Some(value) =
                self.convert(value).map_err(|misplaced| misplaced.inside(Step::Key(key.clone())))?
            {
                converted.insert(key.clone(), value);
            }
        }
        let origin = self.origins.as_mut().and_then(|origins| origins.add(tags_of(map, own)));
        Ok(Value::Map(converted.with_origin(origin)))
    }

    fn list(&mut self, array: &[Dynamic]) -> Result<Value, Box<Misplaced>> {
        let mut list = Vec::with_capacity(array.len());
        for (i, item) in array.iter().enumerate() {
            list.extend(self.convert(item).map_err(|misplaced| misplaced.inside(Step::Index(i)))?);
        }
        Ok(Value::List(list))
    }

    fn scalar(&mut self, value: &Dynamic) -> Converted {
        if let Ok(int) = value.as_int() {
            return Ok(Some(Value::Int(int)));
        }
        if let Ok(bool) = value.as_bool() {
            return Ok(Some(Value::Bool(bool)));
        }
        if let Ok(float) = value.as_float() {
            return Ok(Some(Value::Float(float)));
        }
        if let Ok(char) = value.as_char() {
            return self.text(char.encode_utf8(&mut [0; 4]));
        }
        if let Some(noted) = value.read_lock::<Noted>() {
            return self.noted(&noted);
        }
        if value.is::<Null>() {
            return Ok(Some(Value::Null));
        }
        match self.run.handle(value) {
            Some(handle) => handle.to_value().map(Some).map_err(Misplaced::new),
            None => Err(Misplaced::new(no_data(value))),
        }
    }

    fn noted(&mut self, noted: &Noted) -> Converted {
        let Some(value) = self.convert(&noted.value)? else { return Ok(None) };
        let value = if noted.above.is_empty() {
            value
        } else {
            value.commented(noted.above.iter().cloned())
        };
        Ok(Some(match &noted.beside {
            Some(note) => value.noted(note.clone()),
            None => value,
        }))
    }
}

fn tags_of(map: &rhai::Map, own: Tag) -> Tags {
    let entries = map.iter().map(|(key, value)| (key.clone(), node_of(value)));
    Tags { own, entries: entries.collect() }
}

fn node_of(value: &Dynamic) -> Node {
    let value = value.flatten_clone();
    let items = value.as_array_ref().map(|items| {
        let left = items.iter().filter(|item| !item.is_unit());
        left.map(node_of).collect()
    });
    Node { tag: value.tag(), items: items.unwrap_or_default() }
}

fn marked_key() -> Diagnostic {
    Diagnostic::error("secret-as-key", "a secret or an expression can't be a key")
        .hint("use plain text as the key")
}

fn no_data(value: &Dynamic) -> Diagnostic {
    if value.is_fnptr() {
        not_data("a function can't be written to a file", "call it: `f.call(...)`")
    } else {
        not_data(
            format!(
                "{} can't be written to a file",
                crate::engine::errors::type_names::type_in_words(value.type_name())
            ),
            "write what it means as text, a number or an array",
        )
    }
}

/// Data as a recipe sees it, which knows where its parts were written. Text with holes is marked again, so that they survive the way back.
pub fn to_dynamic(run: &Run, value: &Value) -> Dynamic {
    let mut made = to_dynamic_with(run, value, &|_| None);
    if let Some(known) = run.places.known() {
        known.carry(value, &mut made);
    }
    made
}

/// The same, but for what `thing` makes something of its own from.
pub fn to_dynamic_with(
    run: &Run,
    value: &Value,
    thing: &dyn Fn(&Value) -> Option<Dynamic>,
) -> Dynamic {
    if let Some(made) = thing(value) {
        return made;
    }
    match value {
        Value::Null => Dynamic::from(Null),
        Value::Bool(bool) => (*bool).into(),
        Value::Int(int) => Dynamic::from_int(*int as INT),
        Value::Float(float) => Dynamic::from_float(*float as FLOAT),
        Value::Text(text) => ImmutableString::from(run.mark(text)).into(),
        Value::List(list) => {
            list.iter().map(|item| to_dynamic_with(run, item, thing)).collect::<Vec<_>>().into()
        }
        Value::Map(map) => {
            lock(&run.sources).orders.learn(map.keys());
            map.iter()
                .map(|(key, value)| (key.clone(), to_dynamic_with(run, value, thing)))
                .collect::<rhai::Map>()
                .into()
        }
        Value::Tagged(tagged) => to_dynamic_with(run, &tagged.value, thing),
        Value::Commented(commented) => Dynamic::from(Noted {
            value: to_dynamic_with(run, &commented.value, thing),
            above: commented.above.clone(),
            beside: commented.beside.clone(),
        }),
    }
}

/// Text as a property, `()` where there is none.
pub(crate) fn optional(text: &Option<String>) -> Dynamic {
    text.clone().map_or(Dynamic::UNIT, Dynamic::from)
}
