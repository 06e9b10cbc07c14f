//! The layout people write Compose files in: empty lines between services, quoted ports, commands
//! on one line, volumes without settings as nothing.

use crate::emit::{Data, Node, Style};

/// Lists of arguments up to this many characters stand on one line.
const SHORT: usize = 100;

/// Lists of words that stand on one line.
const WORDS: [&str; 4] = ["profiles", "capabilities", "platforms", "device_ids"];

/// Lists of arguments.
const COMMANDS: [&str; 3] = ["command", "entrypoint", "test"];

/// Lays out a whole file.
pub(super) fn arrange(file: &mut Node<'_>) {
    for section in ["services", "jobs"] {
        let Some(services) = file.get_mut(section) else { continue };
        services.spread();
        services.children_mut().for_each(arrange_service);
    }
    for section in ["volumes", "networks"] {
        file.get_mut(section).into_iter().for_each(bare_entries);
    }
    // Settings of one line stand together; sections apart.
    file.children_mut()
        .filter(|node| matches!(node.data, Data::List(..) | Data::Map(..)))
        .for_each(Node::space);
}

fn arrange_service(service: &mut Node<'_>) {
    for key in ["ports", "expose"] {
        service.get_mut(key).into_iter().for_each(quote_ports);
    }
    service.get_mut("networks").into_iter().for_each(bare_entries);
    for key in ["configs", "secrets"] {
        let files = service.get_mut(key).into_iter().flat_map(Node::children_mut);
        files.filter_map(|file| file.get_mut("mode")).for_each(octal);
    }
    arrange_lists(service);
}

/// Settings that are left to Compose are written as nothing.
fn bare_entries(section: &mut Node<'_>) {
    let Data::Map(entries, _) = &mut section.data else { return };
    for (_, node) in entries {
        let is_empty = matches!(&node.data, Data::Null)
            || matches!(&node.data, Data::Map(entries, _) if entries.is_empty());
        if is_empty {
            node.data = Data::Blank;
        }
    }
}

/// A bare `22:22` is a number to some readers; with quotes around all, nobody has to know which.
fn quote_ports(ports: &mut Node<'_>) {
    for port in ports.children_mut() {
        match &mut port.data {
            Data::Text(_, style) => *style = Style::Double,
            Data::Int(number) => port.data = Data::Text(number.to_string().into(), Style::Double),
            _ => {}
        }
    }
}

/// Puts commands and lists of words on one line, wherever they stand.
fn arrange_lists(node: &mut Node<'_>) {
    let Data::Map(entries, _) = &mut node.data else {
        return node.children_mut().for_each(arrange_lists);
    };
    for (key, value) in entries {
        let key = key.text.as_ref();
        if COMMANDS.contains(&key) || WORDS.contains(&key) {
            on_one_line(value);
        } else {
            arrange_lists(value);
        }
    }
}

fn on_one_line(list: &mut Node<'_>) {
    let Data::List(items, _) = &mut list.data else { return };
    let width = |item: &Node<'_>| match &item.data {
        Data::Text(text, _) if !text.contains('\n') => Some(text.chars().count() + 4),
        _ => None,
    };
    if items.iter().map(width).sum::<Option<usize>>().is_none_or(|width| width > SHORT) {
        return;
    }
    for item in items {
        if let Data::Text(_, style) = &mut item.data {
            *style = Style::Double;
        }
    }
    list.flow();
}

/// The mode of a file as people know it; YAML's readers disagree on what a bare `0440` is.
fn octal(mode: &mut Node<'_>) {
    if let Data::Int(number) = mode.data {
        mode.data = Data::Text(format!("0{number:o}").into(), Style::Double);
    }
}
