//! Harmless strings that look like noise, in the lines that files have them in.

use super::{ALNUM, BASE64, DIGITS, HEX, LOWER, Noise, UPPER};

const NAMES: &[&str] =
    &["shop", "api", "billing", "web-frontend", "search", "payments", "orders-worker", "gateway"];
const WORDS: &[&str] =
    &["database", "cache", "queue", "session", "mail", "signing", "registry", "deploy"];

/// So many lines, of all kinds in turn.
pub(crate) fn benign(noise: &mut Noise, count: usize) -> Vec<String> {
    (0..count)
        .map(|n| match n % 5 {
            0 => digest(noise, n / 5),
            1 => name(noise, n / 5),
            2 => reference(noise, n / 5),
            3 => data(noise, n / 5),
            _ => alike(noise, n / 5),
        })
        .collect()
}

/// Hashes, identifiers, versions.
fn digest(noise: &mut Noise, n: usize) -> String {
    let name = *noise.pick(NAMES);
    match n % 14 {
        0 => format!("    image: ghcr.io/acme/{name}@sha256:{}", noise.of(HEX, 64)),
        1 => format!("  checksum/config: {}", noise.of(HEX, 64)),
        2 => format!("      \"integrity\": \"sha512-{}==\",", noise.of(BASE64, 86)),
        3 => format!("  id: {}", noise.uuid()),
        4 => format!("AZURE_CLIENT_ID={}", noise.uuid()),
        5 => {
            format!("  ref = \"git::https://github.com/acme/{name}.git?ref={}\"", noise.of(HEX, 40))
        }
        6 => format!("    - uses: actions/checkout@{}  # v4.1.1", noise.of(HEX, 40)),
        7 => format!("    \"h1:{}=\",", noise.of(BASE64, 43)),
        8 => format!("md5: {}", noise.of(HEX, 32)),
        9 => format!("commit={}", noise.of(HEX, 40)),
        10 => format!("  etag: \"{}\"", noise.of(HEX, 32)),
        11 => format!("  subscription_id = \"{}\"", noise.uuid()),
        12 => format!(
            "tag: v{}.{}.{}-{}",
            noise.below(9),
            noise.below(30),
            noise.below(30),
            noise.of(HEX, 7)
        ),
        _ => format!("fingerprint: SHA256:{}", noise.of(BASE64, 43)),
    }
}

/// Names of things, beside keys that sound like secrets.
fn name(noise: &mut Noise, n: usize) -> String {
    let (name, word) = (*noise.pick(NAMES), *noise.pick(WORDS));
    match n % 16 {
        0 => format!("  secretName: {name}-secrets"),
        1 => format!("    - secretKey: {word}-password"),
        2 => format!("      key: {word}-token"),
        3 => format!("  existingSecret: {name}-{word}-credentials"),
        4 => format!("  name: {name}-{}-{}", noise.of(LOWER, 10), noise.of(LOWER, 5)),
        5 => format!("token_name = \"{name}-{word}-{}\"", noise.below(2030)),
        6 => format!("  \"role\": \"arn:aws:iam::{}:role/{name}\",", noise.of(DIGITS, 12)),
        7 => format!(
            "DB_SECRET=arn:aws:secretsmanager:eu-central-1:{}:secret:{name}-{}",
            noise.of(DIGITS, 12),
            noise.of(ALNUM, 6)
        ),
        8 => format!("  vpc_id = \"vpc-{}\"", noise.of(HEX, 17)),
        9 => format!(
            "  kms_key = \"projects/acme/locations/global/keyRings/{name}/cryptoKeys/{word}\""
        ),
        10 => format!("  token: {name}-{word}-token"),
        11 => format!("  password_policy: minimum-{}", noise.below(30)),
        12 => "  pass_through: true".into(),
        13 => format!("  api_key: {name}"),
        14 => format!("  secret: {name}-{word}"),
        _ => format!("  max_tokens: {}", noise.below(9000)),
    }
}

/// Ways of saying that the value is elsewhere, or is still to come.
fn reference(noise: &mut Noise, n: usize) -> String {
    let (name, word) = (*noise.pick(NAMES), noise.pick(WORDS).to_uppercase());
    let lower = word.to_lowercase();
    match n % 22 {
        0 => format!("{word}_PASSWORD=${{{word}_PASSWORD}}"),
        1 => format!("      {word}_TOKEN: ${{{{ secrets.PROD_{word}_TOKEN }}}}"),
        2 => format!("  password = var.{lower}_password"),
        3 => format!("  password: {{{{ .Values.{lower}.password | quote }}}}"),
        4 => format!(
            "  MasterUserPassword: '{{{{resolve:secretsmanager:{name}:SecretString:password}}}}'"
        ),
        5 => format!("  token: $({word}_TOKEN)"),
        6 => format!("{word}_API_KEY=your-{lower}-api-key-here"),
        7 => format!("  api_key: <{lower}-api-key>"),
        8 => format!("  password = random_password.{lower}.result"),
        9 => format!("  url: postgresql://${{USER}}:${{{word}_PASSWORD}}@db:5432/{name}"),
        10 => format!("  url: https://{name}.acme.io/{lower}?page={}", noise.below(90)),
        11 => format!("  REDIS_URL: redis://{name}:6379/{}", noise.below(9)),
        12 => format!("  secret: !Ref {word}Secret"),
        13 => format!("{word}_PASSWORD_FILE=/run/secrets/{lower}"),
        14 => format!(
            "  password: ENC[AES256_GCM,data:{},iv:{}=,type:str]",
            noise.of(BASE64, 24),
            noise.of(BASE64, 43)
        ),
        15 => format!("  token = data.vault_generic_secret.{lower}.data[\"token\"]"),
        16 => format!("  \"clientSecret\": \"$({lower}-client-secret)\","),
        17 => format!("  password: \"$2y$10${}\"", noise.of(ALNUM, 53)),
        18 => format!("  source: git@github.com:acme/{name}.git"),
        19 => format!("  password: op://{name}/{lower}/password"),
        20 => format!("  # {word}_TOKEN: get it from https://{name}.acme.io/account/tokens"),
        _ => format!("  apiKey: process.env.{word}_API_KEY,"),
    }
}

/// Data that is long and looks like nothing.
fn data(noise: &mut Noise, n: usize) -> String {
    let name = *noise.pick(NAMES);
    match n % 12 {
        0 => format!("  logo: data:image/png;base64,iVBORw0KGgo{}", noise.of(BASE64, 200)),
        1 => format!(
            "  public_key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{} ops@acme",
            noise.of(BASE64, 43)
        ),
        2 => format!(
            "ssh_key = \"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAB{} ops@acme\"",
            noise.of(BASE64, 340)
        ),
        3 => format!("  ca.crt: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t{}", noise.of(BASE64, 300)),
        4 => format!(
            "-----BEGIN CERTIFICATE-----\n{}\n{}\n-----END CERTIFICATE-----",
            noise.of(BASE64, 64),
            noise.of(BASE64, 64)
        ),
        5 => format!(
            "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----",
            noise.of(BASE64, 64)
        ),
        6 => format!("  config.json: {}", noise.of(BASE64, 120)),
        7 => format!("  ami = \"ami-{}\"", noise.of(HEX, 17)),
        8 => format!("  zone_id: Z{}", noise.of(UPPER, 20)),
        9 => format!("  domain: {}.cloudfront.net", noise.of(LOWER, 14)),
        10 => format!("  host: {name}.{}.eu-central-1.rds.amazonaws.com", noise.of(LOWER, 12)),
        _ => format!("  snapshot: snap-{}", noise.of(HEX, 17)),
    }
}

/// What starts, ends or is named as some credential is, and is none.
fn alike(noise: &mut Noise, n: usize) -> String {
    let (name, word) = (*noise.pick(NAMES), *noise.pick(WORDS));
    match n % 26 {
        0 => "  vcr_cassette_library_directory_path: spec/cassettes".into(),
        1 => format!("  cloudflare_api_token_secret: {}", &format!("{name}-{word}-api-token-for-certificates-and-dns")[..40]),
        2 => format!("  napi_function: napi_create_reference_to_{word}_of_what_the_caller_holds"),
        3 => format!("  hcloud_network_id = \"hcp-{name}-{}\"", noise.of(LOWER, 12)),
        4 => noise.like("  url: https://discord.com/api/v10/channels/<digit 19>/messages"),
        5 => "SLACK_URL=https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX".into(),
        6 => noise.like("  run: https://prod-12.westeurope.logic.azure.com:443/workflows/<hex 32>/runs/<digit 20>"),
        7 => format!("  start: EAAB{}", noise.of(BASE64, 60)),
        8 => format!("  url: https://api.telegram.org/bot${{{}_BOT_TOKEN}}/sendMessage", word.to_uppercase()),
        9 => "      AZDO_PERSONAL_ACCESS_TOKEN: $(System.AccessToken)".into(),
        10 => format!("  ref: 4b1d{}", noise.of(HEX, 36)),
        11 => format!("  digest: 4b1d{}", noise.of(HEX, 60)),
        12 => format!("  secretName: bedrock-api-key-{name}-{word}-production"),
        13 => format!("  icon: ico-arrow-right-circle-{name}"),
        14 => format!("  subnet: tk-us-east-1-{name}-{word}-public"),
        15 => format!("  sk_org_identifier_of_the_parent_company = \"{name}\""),
        16 => noise.like("TWILIO_ACCOUNT_SID=AC<hex 32>"),
        17 => format!("  postmark_template_id: {}", noise.uuid()),
        18 => "  bootstrap_token: shared.kubernetestokens".into(),
        19 => "  vault_token = s.productionVaultAccessToken".into(),
        20 => format!("  region: eu-us{}-{name}", noise.below(90)),
        21 => format!("  NRAL: MINERAL-{}", noise.of(HEX, 36)),
        22 => format!("  pagerduty_token: {}", &format!("pagerduty-{word}-production")[..20]),
        23 => format!("  path: //0{name}/{word}?v=1//0{}", noise.of(DIGITS, 20)),
        24 => format!("  buildkite: bkat_{word}"),
        _ => format!("  image: registry.acme.io/{name}:sha256~{}", noise.of(HEX, 12)),
    }
}
