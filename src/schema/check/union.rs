//! Types of which one is meant: the kind of the value decides first, then which of them has the fewest problems.

use super::scene::Scene;
use super::walk::Walk;
use crate::schema::Problem;
use crate::schema::model::Type;
use crate::schema::table::View;
use crate::value::{Kinds, Value};

impl Walk {
    pub(super) fn union(
        &mut self,
        value: &Value,
        types: &[Type],
        view: View<'_>,
        scene: Scene<'_>,
    ) {
        let kind = Kinds::of(value);
        let fitting: Vec<View<'_>> = types
            .iter()
            .map(|ty| view.at(ty))
            .filter(|view| view.kinds().has(kind) || takes_as_scalar(value, *view, scene))
            .collect();
        match fitting.as_slice() {
            [] => self.push(scene.wrong_type(value, view)),
            [only] => self.value(value, *only, scene),
            several => self.nearest(value, several, scene),
        }
    }

    /// Checks by the first type that accepts the value, or else by the one with the fewest problems.
    fn nearest(&mut self, value: &Value, views: &[View<'_>], scene: Scene<'_>) {
        for view in views {
            let found = self.tried(value, *view, scene, true);
            if !found.iter().any(Problem::is_error) {
                return self.found.extend(found);
            }
        }
        let tried = views.iter().map(|view| self.tried(value, *view, scene, self.stop_at_first));
        self.found.extend(tried.min_by_key(Vec::len).unwrap_or_default());
    }

    /// The problems by one of several types; only the first where that is enough.
    fn tried(
        &self,
        value: &Value,
        view: View<'_>,
        scene: Scene<'_>,
        stop_at_first: bool,
    ) -> Vec<Problem> {
        let mut walk = Walk { found: Vec::new(), stop_at_first, depth: self.depth };
        walk.value(value, view, scene);
        walk.found
    }
}

fn takes_as_scalar(value: &Value, view: View<'_>, scene: Scene<'_>) -> bool {
    matches!(view.resolved().ty, Type::Scalar(kinds, _) if scene.dialect.takes(*kinds, value))
}
