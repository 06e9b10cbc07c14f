//! What offices and shops work with: documents, designs, plans, payments, parcels.

use super::Mark::Start;
use super::{Row, row};

pub(crate) const ROWS: &[Row] = &[
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
    // https://www.dropbox.com/developers/reference/auth-types
    row("a Dropbox token", Start(&["sl."]), r"sl\.(u\.)?[A-Za-z0-9_-]{120,}"),
    // https://airtable.com/developers/web/api/authentication
    row("an Airtable token", Start(&["pat"]), r"pat[A-Za-z0-9]{14}\.[a-f0-9]{64}"),
    // https://developers.notion.com/reference/authentication
    row(
        "a Notion token",
        Start(&["ntn_", "secret_"]),
        "(ntn_[A-Za-z0-9]{46}|secret_[A-Za-z0-9]{43})",
    ),
    // https://linear.app/developers/graphql
    row(
        "a Linear key",
        Start(&["lin_api_", "lin_oauth_", "lin_wh_"]),
        "lin_(api|oauth|wh)_[A-Za-z0-9]{40,64}",
    ),
    // https://www.figma.com/developers/api#access-tokens
    row("a Figma token", Start(&["figd_"]), "figd_[A-Za-z0-9_-]{38,44}"),
    // https://learning.postman.com/docs/developer/postman-api/authentication/
    row("a Postman key", Start(&["PMAK-"]), "PMAK-[a-f0-9]{24}-[a-f0-9]{34}"),
    // https://www.contentful.com/developers/docs/references/authentication/
    row("a Contentful token", Start(&["CFPAT-"]), "CFPAT-[A-Za-z0-9_-]{43}"),
    // https://github.com/betterleaks/betterleaks/blob/main/cmd/generate/config/rules/hubspot.go
    row(
        "a HubSpot token",
        Start(&["pat-"]),
        "pat-[a-z]{2,3}[0-9]{1,2}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    ),
    // https://docs.mapbox.com/api/accounts/tokens/
    row(
        "a Mapbox secret token",
        Start(&["sk.eyJ"]),
        r"sk\.eyJ[A-Za-z0-9_-]{40,}\.[A-Za-z0-9_-]{22}",
    ),
];
