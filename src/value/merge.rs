//! Deep merge: an overlay laid over a base, as `<<` and `merge` do it.

use super::Value;
use crate::value::map::Map;

/// Lays `over` on `base`: maps join key by key, all else is replaced, a null removes its key.
///
/// Keys of the base keep their places; new keys follow in the overlay's order.
///
/// ```
/// use sw::value::{Map, Value, merge::merge};
/// let base = Value::from(Map::from([("a", Value::Int(1)), ("b", Value::Int(2))]));
/// let over = Value::from(Map::from([("b", Value::Null), ("c", Value::Int(3))]));
/// assert_eq!(merge(base, over), Value::from(Map::from([("a", Value::Int(1)), ("c", Value::Int(3))])));
/// ```
pub fn merge(base: Value, over: Value) -> Value {
    match (base, over) {
        (mut base @ (Value::Commented(_) | Value::Tagged(_)), over) => {
            let inner = std::mem::replace(base.bare_mut(), Value::Null);
            *base.bare_mut() = merge(inner, over.into_bare());
            base
        }
        (Value::Map(base), Value::Map(over)) => Value::Map(merge_maps(base, over)),
        (_, over) => over,
    }
}

fn merge_maps(mut base: Map, over: Map) -> Map {
    for (key, value) in over {
        if matches!(value.bare(), Value::Null) {
            base.remove(&key);
        } else if let Some(old) = base.get_mut(&key) {
            *old = merge(std::mem::replace(old, Value::Null), value);
        } else {
            base.insert(key, value);
        }
    }
    base
}
