//! The same work on many things: parts of them on threads of their own, where there are many.

/// How many are not worth a thread.
const FEW: usize = 500;

/// In how many parts things are worked on at most.
const PARTS: usize = 4;

/// What `work` makes of things, in their order; it gives one for each of those that it is handed.
///
/// A part whose thread can't be had is done without one.
pub(crate) fn spread<T: Sync, R: Send>(
    things: &[T],
    work: &(impl Fn(&[T]) -> Vec<R> + Sync),
) -> Vec<R> {
    let (own, rest) = things.split_at(things.len().div_ceil(PARTS).max(FEW).min(things.len()));
    std::thread::scope(|scope| {
        let start =
            |part| (part, std::thread::Builder::new().spawn_scoped(scope, move || work(part)));
        let helped: Vec<_> = rest.chunks(own.len().max(1)).map(start).collect();
        let mut all = work(own);
        for (part, thread) in helped {
            let done = thread.ok().and_then(|thread| thread.join().ok());
            all.extend(done.unwrap_or_else(|| work(part)));
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_stays() {
        for count in [0, 1, FEW, FEW + 1, PARTS * FEW, 9 * FEW + 7] {
            let things: Vec<usize> = (0..count).collect();
            let double = |things: &[usize]| things.iter().map(|thing| thing * 2).collect();
            assert_eq!(spread(&things, &double), double(&things));
        }
    }
}
