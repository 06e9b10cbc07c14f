//! The same work on many things: half of them on a thread of their own, where there are many.

/// How many are not worth a thread.
const FEW: usize = 500;

/// What `work` makes of things, in their order; it gives one for each of those that it is handed.
///
/// A part whose thread can't be had is done without one.
pub(crate) fn spread<T: Sync, R: Send>(things: &[T], work: &(impl Fn(&[T]) -> Vec<R> + Sync)) -> Vec<R> {
    if things.len() < 2 * FEW {
        return work(things);
    }
    let (first, second) = things.split_at(things.len() / 2);
    std::thread::scope(|scope| {
        let helped = std::thread::Builder::new().spawn_scoped(scope, || spread(second, work));
        let mut all = spread(first, work);
        let rest = helped.ok().and_then(|thread| thread.join().ok());
        all.extend(rest.unwrap_or_else(|| work(second)));
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_stays() {
        for count in [0, 1, 2 * FEW - 1, 2 * FEW, 9 * FEW + 7] {
            let things: Vec<usize> = (0..count).collect();
            let double = |things: &[usize]| things.iter().map(|thing| thing * 2).collect();
            assert_eq!(spread(&things, &double), double(&things));
        }
    }
}
