//! The order in which the keys of a map come.

use super::support::value;

#[test]
fn a_map_that_grows_keeps_the_order_in_which_its_keys_came() {
    let cases = [
        (
            "let m = #{}; for name in [\"web\", \"db\", \"api\"] { m[name] = 1; } m",
            "#{ web: 1, db: 1, api: 1 }",
        ),
        ("let m = #{ z: 0 }; m.y = 1; m.a = 2; m", "#{ z: 0, y: 1, a: 2 }"),
        ("fn f() { let m = #{}; m.z = 1; m.a = 2; m } f()", "#{ z: 1, a: 2 }"),
        ("let m = #{}; [\"z\", \"a\"].for_each(|| m[this] = 1); m", "#{ z: 1, a: 1 }"),
        // A variable that starts again for each item.
        (
            "let all = [\"x\", \"w\"].map(|last| { let m = #{}; m.z = 1; m[last] = 2; m }); all",
            "[#{ z: 1, x: 2 }, #{ z: 1, w: 2 }]",
        ),
        ("let m = #{}; m.z = 1; m.a = 2; let n = m; n.b = 3; n", "#{ z: 1, a: 2, b: 3 }"),
    ];
    for (recipe, expected) in cases {
        assert_eq!(value(recipe), expected, "{recipe}");
    }
}

#[test]
fn what_is_chosen_from_has_no_order_of_its_own() {
    let recipe = "let n = environment(\"staging\").choose(#{ production: 1, staging: 2, development: 3 }); \
                  let m = #{}; for env in environments() { m[env.name] = n; } m";
    assert_eq!(value(recipe), "#{ development: 2, staging: 2, production: 2 }");
}
