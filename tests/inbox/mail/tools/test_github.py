"""Mails of GitHub."""

from __future__ import annotations

import pytest

from inbox.item import Reason
from inbox.mail.mentions import Known
from tests.inbox.mail.letters import facts, letter, notified

GITHUB = "Ada <notifications@github.com>"
ME = Known(logins=frozenset({"grace"}))
ISSUE = "acme/boat/issues/7"
THREAD = f"github.com/{ISSUE}"


def comment(
    text: str, reason: str, *, signed: str = "github.com", sender: str = GITHUB, at: str = f"{ISSUE}/1873088667"
) -> bytes:
    return letter(
        sender,
        "Re: [acme/boat] Leaks (#7)",
        text=text,
        signed=signed,
        Message_ID=f"<{at}@github.com>",
        References=f"<{'/'.join(at.split('/')[:4])}@github.com>",
        X_GitHub_Reason=reason,
        X_GitHub_Sender="ada-l",
        X_GitHub_Recipient="grace",
    )


REASONS = [
    ("mention", "@grace have a look", Reason.MENTIONED, 5),
    ("mention", "Fixed.\n> @grace have a look", Reason.REPLIED, 3),
    ("mention", "On Mon, 1 Jun 2026 at 10:00, @grace wrote:\n> a leak\n\nFixed.", Reason.REPLIED, 3),
    ("mention", "See `@grace`, and:\n```\n@grace\n```\n", Reason.REPLIED, 3),
    ("mention", "Fixed.\n-- \nReply to this email directly, @grace", Reason.REPLIED, 3),
    ("mention", "Mail grace@grace.example, or @gracenote, or @grace-h", Reason.REPLIED, 3),
    ("mention", "(@Grace): yes", Reason.MENTIONED, 5),
    ("mention", "@grace, as Bob has it:\n> a leak", Reason.MENTIONED, 5),
    ("team_mention", "@acme/crew have a look", Reason.MENTIONED, 3),
    ("team_mention", "Fixed.", Reason.REPLIED, 3),
    ("team_mention", "@acme/crew and @grace", Reason.MENTIONED, 5),
    ("assign", "Assigned #7 to @grace.", Reason.ASSIGNED, 4),
    ("review_requested", "@ada-l requested your review on: #8", Reason.REVIEW_ASKED, 4),
    ("author", "Thanks!", Reason.REPLIED, 3),
    ("comment", "Thanks!", Reason.REPLIED, 3),
    ("comment", "@grace thanks!", Reason.MENTIONED, 5),
    ("manual", "Thanks!", Reason.SUBSCRIBED, 2),
    ("subscribed", "Thanks!", Reason.SUBSCRIBED, 2),
    ("subscribed", "@bob thanks!", Reason.SUBSCRIBED, 2),
    ("state_change", "Closed #7.", Reason.STATE_CHANGE, 2),
    ("your_activity", "Closed #7.", Reason.AUTOMATIC, 1),
    ("ci_activity", "Run failed", Reason.AUTOMATIC, 1),
    ("security_alert", "One alert", Reason.AUTOMATIC, 1),
    ("push", "2 commits", Reason.AUTOMATIC, 1),
    ("something_new", "Hm.", Reason.SUBSCRIBED, 2),
]


@pytest.mark.parametrize(("told", "text", "reason", "rank"), REASONS)
def test_the_reason(told: str, text: str, reason: Reason, rank: int) -> None:
    for known in (ME, Known()):
        found = notified(comment(text, told), known)
        assert facts(found, "tool", "verified", "reason", "rank", "actor", "project") == {
            "tool": "github",
            "verified": True,
            "reason": reason,
            "rank": rank,
            "actor": "ada-l",
            "project": "acme/boat",
        }


THREADS = [
    (f"{ISSUE}/1873088667", THREAD, f"{THREAD}#1873088667"),
    (ISSUE, THREAD, f"{THREAD}#opened"),
    ("acme/boat/issue/7/issue_event/12", THREAD, f"{THREAD}#event-12"),
    ("acme/boat/pull/8/c204717687", "github.com/acme/boat/pull/8", "github.com/acme/boat/pull/8#204717687"),
    ("acme/boat/pull/8/r55", "github.com/acme/boat/pull/8", "github.com/acme/boat/pull/8#55"),
    ("acme/boat/pull/8/review/66", "github.com/acme/boat/pull/8", "github.com/acme/boat/pull/8#review-66"),
    ("acme/boat/pull/8/before/a1/after/b2", "github.com/acme/boat/pull/8", ""),
    ("acme/boat/repo-discussions/9", "github.com/acme/boat/discussions/9", "github.com/acme/boat/discussions/9#opened"),
    (
        "acme/boat/repo-discussions/9/comments/77",
        "github.com/acme/boat/discussions/9",
        "github.com/acme/boat/discussions/9#77",
    ),
    ("acme/boat/commit/a1b2c3/88", "github.com/acme/boat/commit/a1b2c3", "github.com/acme/boat/commit/a1b2c3#88"),
    ("acme/boat/releases/1234", "github.com/acme/boat/releases/1234", "github.com/acme/boat/releases/1234"),
    (
        "acme/boat/check-suites/CS_kwDO/1787896030",
        "github.com/acme/boat/check-suites/CS_kwDO",
        "github.com/acme/boat/check-suites/CS_kwDO",
    ),
]


@pytest.mark.parametrize(("at", "thread", "event"), THREADS)
def test_the_thread_and_the_event(at: str, thread: str, event: str) -> None:
    found = notified(comment("Hm.", "subscribed", at=at))
    assert facts(found, "thread", "event", "project") == {"thread": thread, "event": event, "project": "acme/boat"}


@pytest.mark.parametrize("kind", ["releases/1234", "check-suites/CS_kwDO/17"])
def test_what_a_program_tells(kind: str) -> None:
    found = notified(comment("v2", "subscribed", at=f"acme/boat/{kind}"))
    assert facts(found, "reason", "rank") == {"reason": Reason.AUTOMATIC, "rank": 1}


VIEW = '<script type="application/ld+json">{"potentialAction":{"@type":"ViewAction","url":"%s"}}</script>'
LINKS = [
    (
        "\n-- \nReply to this email directly or view it on GitHub:\nhttps://github.com/acme/boat/issues/7#issuecomment-18",
        "",
        "https://github.com/acme/boat/issues/7#issuecomment-18",
    ),
    (
        "Hm.",
        VIEW % "https://github.com/acme/boat/issues/7?email_source=notifications&email_token=AAA#issuecomment-18",
        "https://github.com/acme/boat/issues/7#issuecomment-18",
    ),
    ("Hm.", VIEW % "https://github.com.example.net/acme/boat/issues/7", ""),
    ("See https://example.net/acme/boat/issues/7 and http://github.com/acme/boat/issues/7", "", ""),
    ("https://github.com/settings/notifications", "", ""),
]


@pytest.mark.parametrize(("text", "html", "link"), LINKS)
def test_the_link(text: str, html: str, link: str) -> None:
    fields = {"X_GitHub_Reason": "author", "Message_ID": f"<{ISSUE}/1@github.com>"}
    found = notified(letter(GITHUB, text=text, html=html, signed="github.com", **fields))
    assert facts(found, "link", "thread") == {"link": link, "thread": THREAD}


ELSEWHERE = (
    "See https://docs.github.com/a, https://github.com/acme/boat/issues/3 and https://github.com/acme/boat/issues/7"
)


@pytest.mark.parametrize("own", ["#issuecomment-1873088667", ""])
def test_links_within_what_was_written_are_not_its_own(own: str) -> None:
    text = f"{ELSEWHERE if own else ELSEWHERE.rpartition(' and')[0]}\n\n-- \nhttps://{THREAD}{own}"
    assert facts(notified(comment(text, "author")), "link", "thread") == {
        "link": f"https://{THREAD}{own}",
        "thread": THREAD,
    }


def test_of_2016_without_a_reason() -> None:
    fields = {"Message_ID": "<acme/boat/pull/8/c20@github.com>", "References": "<acme/boat/pull/8@github.com>"}
    plain = letter(GITHUB, text="Fixed.", signed="github.com", X_GitHub_Sender="ada-l", **fields)
    assert facts(notified(plain), "reason", "actor") == {"reason": Reason.SUBSCRIBED, "actor": "ada-l"}
    copied = {"Cc": "Author <author@noreply.github.com>", "X_GitHub_Sender": "ada-l"}
    assert facts(notified(letter(GITHUB, signed="github.com", **copied, **fields)), "reason") == {
        "reason": Reason.REPLIED
    }
    named = letter(GITHUB, text="@grace: fixed.", signed="github.com", X_GitHub_Sender="ada-l", **fields)
    assert facts(notified(named, ME), "reason") == {"reason": Reason.MENTIONED}


def test_the_excerpt_is_what_was_written() -> None:
    found = notified(comment("> a leak\n\nFixed.\n\n---\nYou are receiving this because you were mentioned.", "author"))
    assert facts(found, "excerpt") == {"excerpt": "Fixed."}


def test_programs_and_crowds_rank_low() -> None:
    program = comment("@grace", "mention").replace(b"Sender: ada-l", b"Sender: dependabot[bot]")
    assert facts(notified(program), "bot", "rank") == {"bot": True, "rank": 1}
    crowd = comment(" ".join(f"@name{n}" for n in range(30)) + " @grace", "mention")
    assert facts(notified(crowd), "people", "rank") == {"people": 31, "rank": 0}


@pytest.mark.parametrize("signed", ["", "github.com.example.net", "example.net", "github.co", "ithub.com"])
def test_what_github_did_not_sign_is_not_verified(signed: str) -> None:
    found = notified(comment("@grace", "mention", signed=signed))
    assert facts(found, "tool", "verified", "rank") == {"tool": "github", "verified": False, "rank": 0}


@pytest.mark.parametrize(
    "sender", ["Ada <ada@example.net>", "Ada <notifications@github.com.example.net>", "Ada <notifications@githuh.com>"]
)
def test_the_fields_of_github_prove_nothing(sender: str) -> None:
    found = notified(comment("@grace", "mention", sender=sender, signed=sender.rstrip(">").rpartition("@")[2]), ME)
    assert facts(found, "tool", "verified", "rank") == {"tool": "github", "verified": False, "rank": 0}


@pytest.mark.parametrize("name", ["notifications@github.com", "GitHub", "ada via GitHub"])
def test_a_name_is_no_address(name: str) -> None:
    assert notified(letter(f'"{name}" <ada@example.net>', "[acme/boat] Leaks (#7)", signed="example.net")) is None


def test_one_that_a_team_runs_itself_is_verified_at_a_host_they_added() -> None:
    content = comment("@grace", "mention", sender="Ada <noreply@git.example.org>", signed="example.org")
    content = content.replace(b"@github.com>", b"@git.example.org>")
    assert facts(notified(content, Known(hosts=("git.example.org",))), "verified", "thread") == {
        "verified": True,
        "thread": "git.example.org/acme/boat/issues/7",
    }
    linking = content.replace(b"@grace", b"@grace https://github.com/acme/boat/issues/7")
    assert facts(notified(linking, Known(hosts=("git.example.org",))), "thread") == {
        "thread": "git.example.org/acme/boat/issues/7"
    }
    assert facts(notified(content), "verified") == {"verified": False}


@pytest.mark.parametrize("sender", ["GitHub <noreply@github.com>", "GitHub <notifications@github.com>"])
def test_what_is_about_the_account_tells_of_nothing(sender: str) -> None:
    for subject in ("[GitHub] A new public key was added", "Your receipt", "What is new at GitHub"):
        assert notified(letter(sender, subject, text="https://github.com/pricing", signed="github.com")) is None


def test_a_newsletter_from_elsewhere_at_github_is_an_ordinary_mail() -> None:
    assert (
        notified(letter("GitHub <news@github.com>", text="https://github.com/a/b/issues/1", signed="github.com"))
        is None
    )
