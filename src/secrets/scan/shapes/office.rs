//! Documents, tables, designs and plans.

use super::ToldBy::Start;
use super::{Row, row};

pub(super) const ROWS: &[Row] = &[
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
