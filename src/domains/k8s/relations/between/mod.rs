//! What is wrong between the objects of a run, once all of them are written.

mod applied;
mod duplicates;
mod references;
mod scaling;
mod selections;
mod world;

use crate::check::Finding;
use crate::model::graph::{Graph, Relation};
use world::World;

/// Adds the edges that follow from all objects together, and finds what is wrong between them.
pub(crate) fn check(graph: &mut Graph) -> Vec<Finding> {
    let mut world = World::of(graph);
    if world.is_empty() {
        return Vec::new();
    }
    duplicates::check(&mut world);
    references::check(&mut world);
    selections::check(&mut world);
    scaling::check(&mut world);
    applied::check(&mut world);
    let (findings, edges) = world.into_found();
    edges.into_iter().for_each(|(at, to)| graph.connect(at, Relation::Selects, to));
    findings
}
