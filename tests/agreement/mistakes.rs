//! Mistakes that people make, each at a place of an object that a number chooses.

use super::places::{Place, places};
use super::values::Maker;
use serde_json::{Value as Json, json};
use sw::schema::{Kind, Rule, Type, Unique};
use sw::value::{Kinds, Value};

/// Makes a mistake in an object, if it has a place for it.
type Make = fn(&mut Json, &Kind, &mut Maker) -> Option<()>;

/// The mistakes by name.
pub(crate) const MISTAKES: &[(&str, Make)] = &[
    ("another type", another_type),
    ("an unknown key", unknown_key),
    ("a missing key", missing_key),
    ("another word", another_word),
    ("another API version", another_api_version),
    ("a repeated item", repeated_item),
    ("no quantity", |object, kind, maker| {
        misformed("quantity", &["1 GB", "512mb", "lots", "1.5.2Gi", "--1"], object, kind, maker)
    }),
    ("a wrong name", wrong_name),
    ("no point in time", |object, kind, maker| {
        misformed(
            "date-time",
            &["yesterday", "2026-01-31", "2026-13-31T08:00:00Z"],
            object,
            kind,
            maker,
        )
    }),
    ("no base64", |object, kind, maker| {
        misformed("base64", &["sword fish!", "a"], object, kind, maker)
    }),
    ("a text that does not match", unmatched),
    ("one too many", one_too_many),
    ("one too few", one_too_few),
    ("another kind", another_kind),
    ("a wrong label", wrong_label),
    ("other labels than the selector", |object, _, _| {
        object.pointer("/spec/selector/matchLabels/app")?;
        set(object, "/spec/template/metadata/labels/app", json!("other"))
    }),
    ("a volume that is not there", |object, _, _| {
        set(object, "/spec/template/spec/containers/0/volumeMounts/0/name", json!("nowhere"))
    }),
    ("a request over its limit", |object, _, _| {
        let resources = "/spec/template/spec/containers/0/resources";
        object.pointer(&format!("{resources}/limits/memory"))?;
        set(object, &format!("{resources}/requests/memory"), json!("900Gi"))
    }),
    ("a port that is not there", |object, _, _| {
        set(object, "/spec/template/spec/containers/0/readinessProbe/httpGet/port", json!("htpp"))
    }),
    ("a number out of its range", out_of_range),
    ("a wrong schedule", |object, _, maker| {
        let schedule = maker.one(&["every day", "61 * * * *", "* * * *", "@noon"])?;
        set(object, "/spec/schedule", json!(schedule))
    }),
    ("a wrong time zone", |object, _, _| set(object, "/spec/timeZone", json!("Mars/Olympus"))),
    ("a namespace of what is in none", |object, kind, _| {
        let metadata = object.get_mut("metadata")?.as_object_mut()?;
        (!kind.is_namespaced).then(|| metadata.insert("namespace".into(), json!("shop"))).map(drop)
    }),
    ("an exception outside of its network", |object, _, _| {
        set(object, "/spec/egress/0/to/0/ipBlock/except/0", json!("192.168.0.0/16"))
    }),
    ("a job that starts again", |object, _, _| {
        let of = |path: &str, object: &mut Json| set(object, path, json!("Always"));
        of("/spec/template/spec/restartPolicy", object)
            .or_else(|| of("/spec/jobTemplate/spec/template/spec/restartPolicy", object))
    }),
];

/// Puts another value where there is one.
fn set(object: &mut Json, at: &str, value: Json) -> Option<()> {
    *object.pointer_mut(at)? = value;
    Some(())
}

/// One of the places of an object that fit, but for what says which kind it is.
fn one<'t>(
    object: &Json,
    kind: &'t Kind,
    maker: &mut Maker,
    fits: impl Fn(&Place<'_>) -> bool,
) -> Option<Place<'t>> {
    let is_claim = |place: &Place<'_>| matches!(&*place.at, "" | "/apiVersion" | "/kind");
    let mut found: Vec<Place<'t>> = places(object, kind.schema.view())
        .into_iter()
        .filter(|place| !is_claim(place) && fits(place))
        .collect();
    (!found.is_empty()).then(|| found.swap_remove(maker.numbers.below(found.len())))
}

/// A value of a kind that the place does not take.
fn another_type(object: &mut Json, kind: &Kind, maker: &mut Maker) -> Option<()> {
    let values = [json!("8080x"), json!(8080), json!(true), json!(["a"]), json!({ "a": "b" })];
    let place = one(object, kind, maker, |place| place.view.kinds() != Kinds::ALL)?;
    let wrong: Vec<&Json> =
        values.iter().filter(|value| !place.view.kinds().has(kinds(value))).collect();
    let value = (*maker.one(&wrong)?).clone();
    set(object, &place.at, value)
}

fn kinds(value: &Json) -> Kinds {
    match value {
        Json::String(_) => Kinds::TEXT,
        Json::Number(_) => Kinds::of(&Value::Int(1)),
        Json::Bool(_) => Kinds::BOOL,
        Json::Array(_) => Kinds::LIST,
        Json::Object(_) => Kinds::MAP,
        Json::Null => Kinds::NULL,
    }
}

/// A key that is misspelt, or in the wrong place.
fn unknown_key(object: &mut Json, kind: &Kind, maker: &mut Maker) -> Option<()> {
    let place = one(object, kind, maker, |place| matches!(place.view.ty, Type::Object(_)))?;
    let map = object.pointer_mut(&place.at)?.as_object_mut()?;
    let known: Vec<String> = map.keys().cloned().collect();
    let key = format!("{}s", maker.one(&known).map_or("replica", |key| key.as_str()));
    let is_known = place.view.field(&key).is_some();
    (!is_known).then(|| map.insert(key, json!("x"))).map(drop)
}

fn missing_key(object: &mut Json, kind: &Kind, maker: &mut Maker) -> Option<()> {
    let place = one(object, kind, maker, |place| place.is_required)?;
    let (parent, key) = place.at.rsplit_once('/')?;
    object.pointer_mut(parent)?.as_object_mut()?.remove(key).map(drop)
}

/// A word in another case, or one that is none of those it takes.
fn another_word(object: &mut Json, kind: &Kind, maker: &mut Maker) -> Option<()> {
    let place =
        one(object, kind, maker, |place| matches!(place.view.ty, Type::OneOf(Kinds::TEXT, _)))?;
    let Type::OneOf(_, words) = place.view.ty else { return None };
    let word = object.pointer(&place.at)?.as_str()?;
    let lower = word.to_lowercase();
    let wrong = if words.iter().any(|word| **word == *lower) { "Sometimes".into() } else { lower };
    set(object, &place.at, json!(wrong))
}

fn another_api_version(object: &mut Json, _: &Kind, maker: &mut Maker) -> Option<()> {
    let version = object["apiVersion"].as_str()?;
    let group = version.rsplit_once('/').map_or(String::new(), |(group, _)| format!("{group}/"));
    let wrong = [
        format!("{group}v9"),
        format!("{group}v1beta9"),
        "extensions/v1beta1".into(),
        "v1alpha1".into(),
    ];
    let wrong = maker.one(&wrong)?.clone();
    set(object, "/apiVersion", json!(wrong))
}

fn another_kind(object: &mut Json, _: &Kind, maker: &mut Maker) -> Option<()> {
    let kind = object["kind"].as_str()?;
    let wrong = [format!("{kind}s"), format!("{kind}Set"), kind.to_lowercase()];
    let wrong = maker.one(&wrong)?.clone();
    set(object, "/kind", json!(wrong))
}

/// Two items of a list with the same key.
fn repeated_item(object: &mut Json, kind: &Kind, maker: &mut Maker) -> Option<()> {
    let is_keyed =
        |place: &Place<'_>| matches!(place.view.ty, Type::List { unique: Unique::By(_), .. });
    let place = one(object, kind, maker, is_keyed)?;
    let Type::List { unique: Unique::By(keys), .. } = place.view.ty else { return None };
    let items = object.pointer_mut(&place.at)?.as_array_mut()?;
    let first = items.first()?.clone();
    keys.iter().any(|key| first.get(&*key.name).is_some()).then(|| items.push(first))
}

fn misformed(
    format: &str,
    values: &[&str],
    object: &mut Json,
    kind: &Kind,
    maker: &mut Maker,
) -> Option<()> {
    let has = |place: &Place<'_>| matches!(place.view.ty, Type::Format(own) if own.name == format);
    let place = one(object, kind, maker, has)?;
    let value = maker.one(values)?;
    set(object, &place.at, json!(value))
}

/// A text that does not match what its place asks for.
fn unmatched(object: &mut Json, kind: &Kind, maker: &mut Maker) -> Option<()> {
    let place = one(object, kind, maker, |place| matches!(place.view.ty, Type::Pattern(_)))?;
    let Type::Pattern(pattern) = place.view.ty else { return None };
    let wrong = ["%%", "a b", "-", ""].into_iter().find(|text| !pattern.matches(text))?;
    set(object, &place.at, json!(wrong))
}

fn wrong_name(object: &mut Json, _: &Kind, maker: &mut Maker) -> Option<()> {
    let long = "a".repeat(260);
    let names = ["a/b", ".", long.as_str(), ""];
    let name = maker.one(&names)?;
    set(object, "/metadata/name", json!(name))
}

/// Another one of keys of which one can be there.
fn one_too_many(object: &mut Json, kind: &Kind, maker: &mut Maker) -> Option<()> {
    let place = one(object, kind, maker, |place| !alternatives(place).is_empty())?;
    let keys = alternatives(&place);
    let map = object.pointer_mut(&place.at)?.as_object_mut()?;
    if !keys.iter().any(|key| map.contains_key(*key)) {
        return None;
    }
    let others: Vec<&&str> = keys.iter().filter(|key| !map.contains_key(**key)).collect();
    let key = **maker.one(&others)?;
    let value = maker.value(place.view.at(&place.view.field(key)?.ty), key, 0)?;
    map.insert(key.into(), value);
    Some(())
}

/// None of the keys of which one has to be there.
fn one_too_few(object: &mut Json, kind: &Kind, maker: &mut Maker) -> Option<()> {
    let wants = |rule: &Rule| matches!(rule, Rule::ExactlyOne(_) | Rule::AtLeastOne(_));
    let rules = |place: &Place<'_>| {
        place.view.object().is_some_and(|object| object.rules.iter().any(wants))
    };
    let place = one(object, kind, maker, rules)?;
    let rule = place.view.object()?.rules.iter().find(|rule| wants(rule))?;
    let map = object.pointer_mut(&place.at)?.as_object_mut()?;
    rule.keys().iter().for_each(|key| drop(map.remove(&**key)));
    Some(())
}

/// The keys of which only one can be in a map.
fn alternatives<'t>(place: &Place<'t>) -> Vec<&'t str> {
    let rules = place.view.object().map_or(&[][..], |object| &object.rules);
    let excludes = |rule: &&Rule| matches!(rule, Rule::AtMostOne(_) | Rule::ExactlyOne(_));
    let keys = rules.iter().find(excludes).map_or(&[][..], Rule::keys);
    keys.iter().map(|key| &**key).collect()
}

fn wrong_label(object: &mut Json, _: &Kind, maker: &mut Maker) -> Option<()> {
    let metadata = object.get_mut("metadata")?.as_object_mut()?;
    let labels = metadata.entry("labels").or_insert(json!({})).as_object_mut()?;
    let (key, value) =
        maker.one(&[("a b", "x"), ("team", "a/b"), ("a/b/c", "x"), ("-team", "x")])?;
    labels.insert((*key).into(), json!(value));
    Some(())
}

fn out_of_range(object: &mut Json, kind: &Kind, maker: &mut Maker) -> Option<()> {
    let counts = ["/spec/replicas", "/spec/maxReplicas"];
    let is_bounded = |place: &Place<'_>| match place.view.ty {
        Type::Scalar(kinds, bounds) if bounds.max < i64::MAX => kinds.has(Kinds::WHOLE),
        _ => counts.contains(&&*place.at) && kind.table == "kubernetes/core",
    };
    let place = one(object, kind, maker, is_bounded)?;
    let wrong = match place.view.ty {
        Type::Scalar(_, bounds) if bounds.max < i64::MAX => bounds.max + 1,
        _ => -1,
    };
    set(object, &place.at, json!(wrong))
}
