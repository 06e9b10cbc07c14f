//! Where a recipe says what is in a file.

use super::read::part::Part;
use crate::diag::Place;
use crate::model::graph::{Graph, Site};
use crate::model::{File, RecipePlace};
use crate::value::Path;

/// What knows the places of one file.
pub(super) struct Places<'m> {
    file: &'m File,
    graph: &'m Graph,
    /// The documents that the recipe passed for it, with the path at which each starts.
    documents: Vec<(Site, Path)>,
    /// How many parts the file has.
    parts: usize,
}

impl<'m> Places<'m> {
    pub(super) fn new(file: &'m File, graph: &'m Graph, parts: usize) -> Self {
        let sites = graph.documents_of(file.path.as_str());
        let documents = sites.map(|site| (site, graph.path(site))).collect();
        Self { file, graph, documents, parts }
    }

    /// The place of a path of a part: that of the emit where no other is known.
    pub(super) fn find(&self, part: &Part, path: &Path) -> RecipePlace {
        let place = self.in_recipe(part, &part.base.join(path));
        RecipePlace::from(&place.unwrap_or_else(|| self.file.origin.place.clone()))
    }

    fn in_recipe(&self, part: &Part, path: &Path) -> Option<Place> {
        let around: Vec<_> =
            self.documents.iter().filter(|(_, base)| path.0.starts_with(&base.0)).collect();
        let deepest = around.iter().map(|(_, base)| base.0.len()).max()?;
        let nearest: Vec<_> =
            around.into_iter().filter(|(_, base)| base.0.len() == deepest).collect();
        let (site, base) = match nearest.as_slice() {
            [only] => only,
            several if several.len() == self.parts => several.get(part.number)?,
            _ => return None,
        };
        Some(self.graph.place_of(*site, &Path(path.0[base.0.len()..].to_vec())))
    }
}
