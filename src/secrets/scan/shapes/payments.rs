//! Payments, shops and parcels.

use super::ToldBy::Start;
use super::{Row, row};

pub(super) const ROWS: &[Row] = &[
    // https://docs.stripe.com/keys
    // https://docs.stripe.com/keys/organization-api-keys
    row(
        "a Stripe key",
        Start(&["sk_live_", "sk_test_", "rk_live_", "rk_test_", "sk_org_", "whsec_"]),
        "((sk|rk)_(live|test)_[A-Za-z0-9]{16,}|sk_org_((live|test)_)?[A-Za-z0-9]{20,}|whsec_[A-Za-z0-9+/=]{24,})",
    ),
    // https://shopify.dev/docs/apps/build/authentication-authorization
    row(
        "a Shopify token",
        Start(&["shpat_", "shpca_", "shppa_", "shpss_", "shptka_"]),
        "shp(at|ca|pa|ss|tka)_[a-fA-F0-9]{32}",
    ),
    // https://developer.squareup.com/docs/build-basics/access-tokens
    row(
        "a Square token",
        Start(&["sq0atp-", "sq0csp-", "EAAA"]),
        "(sq0atp-[A-Za-z0-9_-]{22}|sq0csp-[A-Za-z0-9_-]{43}|EAAA[A-Za-z0-9_-]{60})",
    ),
    // https://developer.paypal.com/braintree/docs/guides/credentials
    row(
        "a PayPal or Braintree token",
        Start(&["access_token$"]),
        r"access_token\$(production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}",
    ),
    // https://docs.easypost.com/docs/authentication
    row("an EasyPost key", Start(&["EZAK", "EZTK"]), "EZ[AT]K[A-Za-z0-9]{54}"),
];
