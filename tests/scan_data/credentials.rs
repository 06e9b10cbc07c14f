//! Made-up credentials in the shapes that platforms document, each in a line of a file.

use super::{ALNUM, BASE64, HEX, Noise, UPPER, URL_SAFE};

/// A text with a credential in it.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) text: String,
    pub(crate) value: String,
}

/// Prefix, alphabet and length of what follows.
const PREFIXED: &[(&str, &str, usize)] = &[
    ("AKIA", UPPER, 16),
    ("ASIA", UPPER, 16),
    ("ghp_", ALNUM, 36),
    ("gho_", ALNUM, 36),
    ("ghs_", ALNUM, 36),
    ("github_pat_", ALNUM, 82),
    ("glpat-", URL_SAFE, 20),
    ("gldt-", URL_SAFE, 20),
    ("xoxb-", ALNUM, 48),
    ("xoxp-", ALNUM, 60),
    ("sk_live_", ALNUM, 24),
    ("rk_live_", ALNUM, 24),
    ("sk_test_", ALNUM, 99),
    ("whsec_", ALNUM, 32),
    ("SK", HEX, 32),
    ("key-", HEX, 32),
    ("npm_", ALNUM, 36),
    ("pypi-AgEIcHlwaS5vcmc", URL_SAFE, 120),
    ("rubygems_", HEX, 48),
    ("dckr_pat_", URL_SAFE, 27),
    ("dop_v1_", HEX, 64),
    ("doo_v1_", HEX, 64),
    ("dp.pt.", ALNUM, 43),
    ("dp.st.prd.", ALNUM, 43),
    ("hvs.", ALNUM, 24),
    ("hvb.", ALNUM, 120),
    ("AIza", URL_SAFE, 35),
    ("GOCSPX-", URL_SAFE, 28),
    ("ya29.", URL_SAFE, 120),
    ("NRAK-", UPPER, 27),
    ("glsa_", ALNUM, 32),
    ("sntryu_", HEX, 64),
    ("sk-proj-", URL_SAFE, 80),
    ("sk-ant-api03-", URL_SAFE, 95),
    ("hf_", ALNUM, 34),
    ("gsk_", ALNUM, 52),
    ("dapi", HEX, 32),
    ("pscale_pw_", ALNUM, 43),
    ("shpat_", HEX, 32),
    ("shpss_", HEX, 32),
    ("sq0atp-", ALNUM, 22),
    ("EAAA", ALNUM, 60),
    ("pul-", HEX, 40),
    ("lin_api_", ALNUM, 40),
    ("HRKU-AA", ALNUM, 58),
    ("squ_", HEX, 40),
    ("AGE-SECRET-KEY-1", UPPER, 58),
    ("LTAI", ALNUM, 20),
];

/// Keys whose values have no looks of their own, with alphabet and length.
const KEYED: &[(&str, &str, usize)] = &[
    ("aws_secret_access_key", BASE64, 40),
    ("AWS_SECRET_ACCESS_KEY", BASE64, 40),
    ("hcloud_token", ALNUM, 64),
    ("HETZNER_TOKEN", ALNUM, 64),
    ("datadog_api_key", HEX, 32),
    ("DD_APP_KEY", HEX, 40),
    ("twilio_auth_token", HEX, 32),
    ("client_secret", ALNUM, 40),
    ("api_key", ALNUM, 32),
    ("jwt_secret", BASE64, 43),
    ("DB_PASSWORD", URL_SAFE, 16),
    ("redisPassword", ALNUM, 20),
    ("session_secret", HEX, 64),
    ("VERCEL_TOKEN", ALNUM, 24),
    ("SECRET_KEY_BASE", HEX, 128),
];

/// So many credentials, of all shapes in turn.
pub(crate) fn credentials(noise: &mut Noise, count: usize) -> Vec<Made> {
    (0..count).map(|n| credential(noise, n)).collect()
}

fn credential(noise: &mut Noise, n: usize) -> Made {
    let whole = PREFIXED.len() + KEYED.len() + 12;
    let at = n % whole;
    if let Some((prefix, alphabet, length)) = PREFIXED.get(at) {
        let tail = if *prefix == "glsa_" { format!("_{}", noise.of(HEX, 8)) } else { String::new() };
        let value = format!("{prefix}{}{tail}", noise.of(alphabet, *length));
        return held(noise, "setting", value);
    }
    if let Some((key, alphabet, length)) = KEYED.get(at - PREFIXED.len()) {
        let value = noise.of(alphabet, *length);
        return held(noise, key, value);
    }
    composed(noise, at - PREFIXED.len() - KEYED.len())
}

/// Credentials that have several parts.
fn composed(noise: &mut Noise, kind: usize) -> Made {
    let url = |noise: &mut Noise, scheme: &str, host: &str| {
        let value = noise.of(ALNUM, 18);
        Made { text: format!("DATABASE_URL={scheme}://shop:{value}@{host}/shop\n"), value }
    };
    let value = match kind {
        0 => return url(noise, "postgresql", "db.shop.io:5432"),
        1 => return url(noise, "mongodb+srv", "cluster0.ab1cd.mongodb.net"),
        2 => return url(noise, "amqp", "queue"),
        3 => return key(noise),
        4 => return key_in_json(noise),
        5 => format!("SG.{}.{}", noise.of(URL_SAFE, 22), noise.of(URL_SAFE, 43)),
        6 => format!("eyJ{}.eyJ{}.{}", noise.of(URL_SAFE, 33), noise.of(URL_SAFE, 70), noise.of(URL_SAFE, 43)),
        7 => format!("{}:AA{}", noise.of("123456789", 10), noise.of(URL_SAFE, 33)),
        8 => format!("MT{}.{}.{}", noise.of(ALNUM, 24), noise.of(URL_SAFE, 6), noise.of(URL_SAFE, 38)),
        9 => format!("{}{}Q~{}", noise.of(ALNUM, 3), noise.of("0123456789", 1), noise.of(ALNUM, 34)),
        10 => format!("AccountKey={}==", noise.of(BASE64, 86)),
        _ => format!("https://hooks.slack.com/services/T{}/B{}/{}", noise.of(UPPER, 10), noise.of(UPPER, 10), noise.of(ALNUM, 24)),
    };
    held(noise, "setting", value)
}

fn body(noise: &mut Noise, end: &str) -> String {
    (0..24).map(|_| format!("{}{end}", noise.of(BASE64, 64))).collect()
}

fn key(noise: &mut Noise) -> Made {
    let label = *noise.pick(&["RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY", "PRIVATE KEY"]);
    let value = body(noise, "\n      ");
    Made {
        text: format!("data:\n  cert: |\n      -----BEGIN {label}-----\n      {value}-----END {label}-----\n"),
        value: value.trim().into(),
    }
}

fn key_in_json(noise: &mut Noise) -> Made {
    let value = body(noise, "\\n");
    let text = format!(
        "{{\n  \"type\": \"service_account\",\n  \"private_key\": \"-----BEGIN PRIVATE KEY-----\\n{value}-----END PRIVATE KEY-----\\n\"\n}}\n"
    );
    Made { text, value: value.trim_end_matches("\\n").into() }
}

/// The credential as some format has it.
fn held(noise: &mut Noise, key: &str, value: String) -> Made {
    let text = match noise.below(7) {
        0 => format!("{key}={value}\n"),
        1 => format!("export {key}=\"{value}\"\n"),
        2 => format!("config:\n  {key}: {value}\n"),
        3 => format!("config:\n  - {key}: \"{value}\"  # from the console\n"),
        4 => format!("{{\n  \"{key}\": \"{value}\",\n  \"port\": 80\n}}\n"),
        5 => format!("provider \"x\" {{\n  {key}    = \"{value}\"\n}}\n"),
        _ => format!("env:\n  - name: {key}\n    value: {value}\n"),
    };
    Made { text, value }
}
