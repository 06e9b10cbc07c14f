//! Where values were written, and which calls led to a place.

use super::{Run, RunRef};
use crate::diag::{Call, Place};
use crate::engine::places::spots::tag_of;
use crate::engine::source::lexing::position::place;
use crate::model::graph::{Locate, Passed};
use crate::util::lock::lock;
use crate::value::read::Places;
use crate::value::{Part, Path, Step, Value};
use rhai::{Dynamic, NativeCallContext, Position};

impl Run {
    /// The location of a call.
    pub fn place(&self, ctx: &NativeCallContext<'_>) -> Option<Place> {
        self.position(ctx.call_source(), ctx.call_position())
    }

    /// The location of a position of the language.
    pub(crate) fn position(&self, file: Option<&str>, position: Position) -> Option<Place> {
        let place = place(file, position)?;
        let known = self.places.known();
        let start = known.as_ref().map_or(place.start, |known| known.original(&place));
        Some(Place { start, ..place })
    }

    /// Where the recipe writes the value at `path` of `value`, which it passed to the call at `call`; the
    /// call itself where that is unknown.
    pub fn locate(&self, call: &Place, value: &Value, path: &Path) -> Place {
        self.locate_part(call, value, path, Part::Value)
    }

    /// The same for its key, which is written elsewhere where the value is passed on.
    pub fn locate_key(&self, call: &Place, value: &Value, path: &Path) -> Place {
        self.locate_part(call, value, path, Part::Key)
    }

    /// The same for a part of what is there.
    pub fn locate_part(&self, call: &Place, value: &Value, path: &Path, part: Part) -> Place {
        let found = self
            .places
            .ask()
            .and_then(|known| known.origins.locate(&known.spots, value, path, part, &call.file));
        found.unwrap_or_else(|| call.clone())
    }

    /// Where the recipe writes what is at `path` of a map; of what is missing, where the map opens that
    /// lacks it. None where that is unknown.
    pub(crate) fn written(
        &self,
        map: &rhai::Map,
        path: &[Step],
        part: Part,
        file: &str,
    ) -> Option<Place> {
        let known = self.places.ask()?;
        let (mut value, mut nearest) = (Dynamic::from(map.clone()), None);
        for (i, step) in path.iter().enumerate() {
            let below = below(&value, step);
            let spot = below.as_ref().and_then(|below| known.spots.get(tag_of(below)));
            let wants_key = part == Part::Key || i + 1 < path.len();
            let place = match (spot, value.as_map_ref()) {
                (Some(spot), _) if wants_key => Some(spot.entry.clone()),
                (Some(spot), _) => Some(spot.written.clone()),
                (None, Ok(map)) => {
                    known.spots.opening(tag_of(&value), map.values().map(tag_of), file)
                }
                (None, Err(_)) => None,
            };
            nearest = place.or(nearest);
            value = below.unwrap_or_default();
        }
        nearest
    }

    /// Whether a file is the recipe that is run, and not one that it imports.
    pub(crate) fn is_main(&self, file: &str) -> bool {
        lock(&self.sink).is_of(file)
    }

    /// Data that was read from `file`, with where its parts are in it; `places` finds them.
    pub fn placed(
        &self,
        file: &str,
        text: &str,
        values: Vec<Value>,
        places: impl FnOnce() -> Vec<Places>,
    ) -> Vec<Value> {
        let Some(mut known) = self.places.known() else { return values };
        known.data.insert(file.into(), text.into());
        let mut places = places().into_iter();
        let place = |value| match places.next() {
            Some(places) => known.place(file, value, &places),
            None => value,
        };
        values.into_iter().map(place).collect()
    }

    /// Whether values are known by where they are written, so that what a recipe passed is worth keeping.
    pub fn knows_places(&self) -> bool {
        self.places.known().is_some()
    }

    /// What is written at a place, to the end of its line.
    pub fn written_at(&self, place: &Place) -> Option<String> {
        let in_recipe = lock(&self.sources).rest_of_line(place);
        // A data file is no source, and is read again.
        in_recipe.or_else(|| {
            let text = self.world.read(&place.file).ok()?;
            let line = text.lines().nth(place.start.line as usize - 1)?;
            Some(line.chars().skip(place.start.column as usize - 1).collect())
        })
    }

    /// The calls that led to an emit, where they are known. They are no reason for a second run: only an
    /// error in the file shows them.
    pub(crate) fn calls_to_emit(&self, ctx: &NativeCallContext<'_>) -> Vec<Call> {
        let known = self.places.known();
        known.map(|known| known.calls.around(ctx.call_level())).unwrap_or_default()
    }

    /// The calls that led to the one of a native function, innermost first, where they are known.
    pub(crate) fn calls_around(&self, ctx: &NativeCallContext<'_>) -> Vec<Call> {
        let known = self.places.ask();
        known.map(|known| known.calls.around(ctx.call_level())).unwrap_or_default()
    }
}

fn below(value: &Dynamic, step: &Step) -> Option<Dynamic> {
    match step {
        Step::Key(key) => value.as_map_ref().ok()?.get(key).cloned(),
        Step::Index(index) => value.as_array_ref().ok()?.get(*index).cloned(),
    }
}

impl Locate for RunRef {
    fn locate(&self, Passed { call, value, path }: &Passed) -> Place {
        let mut place = Run::locate(self, call, value, path);
        lock(&self.sources).place_in_file(&mut place);
        place
    }
}
