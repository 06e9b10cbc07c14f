//! Chats, mail and telephony.

use super::Mark::{Inside, Key, Start};
use super::{Row, row};

pub(crate) const ROWS: &[Row] = &[
    // https://docs.slack.dev/authentication/tokens
    row(
        "a Slack token",
        Start(&[
            "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxo-", "xoxc-", "xoxd-", "xoxe-",
            "xoxe.", "xapp-", "xwfp-",
        ]),
        "(xoxd-[A-Za-z0-9%/+_-]{40,}={0,2}|(xox[bparsoc]-|xoxe[.-]|xapp-|xwfp-)[A-Za-z0-9.-]{20,})",
    ),
    // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
    row(
        "a Slack webhook",
        Start(&["https://hooks.slack"]),
        r"https://hooks\.slack(-gov)?\.com/(services|workflows|triggers)/[A-Z0-9]{8,}(/[A-Za-z0-9]{8,}){1,2}/[A-Za-z0-9]{16,}",
    ),
    // https://discord.com/developers/docs/resources/webhook
    row(
        "a Discord webhook",
        Start(&["https://discord", "https://canary.discord", "https://ptb.discord"]),
        r"https://((canary|ptb)\.)?discord(app)?\.com/api/(v[0-9]{1,2}/)?webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{60,80}",
    ),
    // https://discord.com/developers/docs/reference#authentication
    row(
        "a Discord bot token",
        Start(&["MT", "Mj", "Mz", "ND", "NT", "Nj", "Nz", "OD", "OT"]),
        r"[MNO][A-Za-z0-9]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}",
    ),
    // https://core.telegram.org/bots/api#authorizing-your-bot
    row("a Telegram bot token", Inside(15, &[":AA"]), "(bot)?[0-9]{8,12}:AA[A-Za-z0-9_-]{33}"),
    // https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook
    row(
        "a Microsoft Teams webhook",
        Inside(60, &[".webhook.office.com/webhookb2/"]),
        r"[a-z0-9-]+\.webhook\.office\.com/webhookb2/[A-Za-z0-9@-]{60,}/IncomingWebhook/[a-z0-9]{32}/[a-z0-9-]{36}(/[\w-]{20,})?",
    ),
    // https://developers.facebook.com/docs/facebook-login/guides/access-tokens
    row("a Facebook access token", Start(&["EAA"]), "EAA[B-Z][A-Za-z0-9]{80,}"),
    // https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys
    row("a SendGrid API key", Start(&["SG."]), r"SG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{40,64}"),
    // https://www.twilio.com/docs/iam/api-keys
    row("the id of a Twilio API key", Start(&["SK"]), "SK[0-9a-f]{32}"),
    // https://www.twilio.com/docs/iam/api-keys
    row("a Twilio auth token or the secret of an API key", Key(&["twilio"]), "[A-Za-z0-9]{32}"),
    // https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/rbac-mgmt
    row("a Mailgun key", Start(&["key-"]), "key-[0-9a-f]{32}"),
    // https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/rbac-mgmt
    row("a Mailgun key", Key(&["mailgun"]), "[0-9a-f]{32}(-[0-9a-f]{8}){2}"),
    // https://mailchimp.com/developer/marketing/docs/fundamentals/
    row("a Mailchimp API key", Inside(32, &["-us"]), "[0-9a-f]{32}-us[0-9]{1,2}"),
    // https://developers.brevo.com/docs/getting-started
    row(
        "a Brevo API key",
        Start(&["xkeysib-", "xsmtpsib-"]),
        "x(key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16}",
    ),
    // https://resend.com/docs/dashboard/api-keys/introduction
    // https://github.com/mailersend/mailersend-nodejs
    row(
        "a Resend or Mailersend token",
        Start(&["re_", "mlsn."]),
        r"(re_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,}|mlsn\.[A-Za-z0-9_-]{32,})",
    ),
    // https://github.com/trufflesecurity/trufflehog/blob/main/pkg/detectors/postmark/postmark.go
    row("a Postmark server token", Key(&["postmark"]), "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
];
